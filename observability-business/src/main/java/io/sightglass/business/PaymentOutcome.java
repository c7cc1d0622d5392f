// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business;

import org.jspecify.annotations.Nullable;

/** The end of a payment: one of four events, each of which counts its own status. */
public sealed interface PaymentOutcome
    permits PaymentSucceeded, PaymentFailed, PaymentPending, PaymentCancelled {

  /** How it was paid. */
  @Nullable PaymentMethod method();

  /** What became of it. */
  PaymentStatus status();
}
