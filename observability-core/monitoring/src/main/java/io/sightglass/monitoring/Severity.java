// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.monitoring;

import java.util.Locale;

/** How much an alert matters: the label {@code severity}, which routes are chosen by. */
public enum Severity {
  /** Customers are affected now: wake somebody. */
  CRITICAL,
  /** It will hurt if nobody looks: within the working day. */
  WARNING,
  /** Worth knowing; nobody is told. */
  INFO;

  /** The value of the label. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
