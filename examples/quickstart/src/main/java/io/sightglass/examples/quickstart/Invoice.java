// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.examples.quickstart;

import java.math.BigDecimal;

/**
 * An invoice in rupees.
 *
 * @param number the customer-facing number, unique
 * @param state {@code open}, {@code charging} while a payment is under way, or {@code paid}
 */
record Invoice(String number, String customer, BigDecimal amount, String state) {

  /** The id of its payment: an invoice is paid once. */
  String paymentId() {
    return "pay_" + number;
  }
}
