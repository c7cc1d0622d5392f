// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business;

import java.util.Locale;

/** What became of a payment. */
public enum PaymentStatus {
  /** The money was taken. */
  SUCCEEDED,
  /** It was not. */
  FAILED,
  /** Not known yet. */
  PENDING,
  /** It was called off. */
  CANCELLED;

  private final String label = name().toLowerCase(Locale.ROOT);

  /** As it is written in a label. */
  String label() {
    return label;
  }
}
