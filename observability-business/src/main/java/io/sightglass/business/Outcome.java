// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business;

import io.sightglass.event.LabelValue;

/** How work ended. */
public enum Outcome implements LabelValue {
  /** As it should. */
  SUCCESS("success"),
  /** It did not. */
  FAILURE("failure");

  private final String label;

  Outcome(String label) {
    this.label = label;
  }

  @Override
  public String label() {
    return label;
  }
}
