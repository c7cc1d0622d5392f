// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business;

/** How a payment is made. */
public enum PaymentMethod {
  /** India's Unified Payments Interface. */
  UPI,
  /** A credit or debit card. */
  CARD,
  /** The customer's online banking. */
  NETBANKING,
  /** A wallet. */
  WALLET,
  /** Cash. */
  CASH,
  /** A transfer from bank to bank. */
  BANK_TRANSFER,
  /** A cheque. */
  CHEQUE,
  /** Anything else. */
  OTHER
}
