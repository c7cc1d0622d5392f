// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.examples.quickstart;

import java.math.BigDecimal;

/**
 * Stands for a payment provider's test mode: the token decides how a charge ends, as test cards do.
 */
final class PaymentGateway {

  /** How a charge ended. */
  enum Outcome {
    SUCCEEDED,
    DECLINED,
    INSUFFICIENT_FUNDS
  }

  private final Faults faults;

  PaymentGateway(Faults faults) {
    this.faults = faults;
  }

  /**
   * Charges.
   *
   * @throws IllegalStateException if the provider cannot be reached
   */
  Outcome charge(String token, BigDecimal amount) {
    if (amount.signum() <= 0) {
      throw new IllegalArgumentException("amount must be positive, was " + amount);
    }
    if (faults.has(Faults.PAYMENTS)) {
      throw new IllegalStateException("payment provider unreachable");
    }
    return switch (token) {
      case "tok_declined" -> Outcome.DECLINED;
      case "tok_no_funds" -> Outcome.INSUFFICIENT_FUNDS;
      case "tok_unreachable" -> throw new IllegalStateException("payment provider unreachable");
      default -> Outcome.SUCCEEDED;
    };
  }
}
