// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business;

import io.sightglass.Activity;
import io.sightglass.Observability;
import io.sightglass.catalogue.LabelSpec;

/** What the facades share: how a domain is declared, and how work of theirs is opened. */
final class Domains {

  private Domains() {}

  /** Declares a domain's events; what cannot be declared is reported and counted, not thrown. */
  static void declare(Observability obs, BusinessDomain domain) {
    try {
      obs.declare(domain.events().toArray(Class<?>[]::new));
    } catch (RuntimeException refused) {
      // The app has a meter of that name and another shape: its own work goes on.
      obs.diagnostics().internalError("business", refused);
    }
  }

  /** An activity for work whose duration is measured under another name. */
  static Activity open(Observability obs, String name) {
    return obs.unmetered(name);
  }

  /** The label {@code status} of work that succeeds or fails. */
  static LabelSpec status() {
    return LabelSpec.oneOf("status", "success", "failure");
  }
}
