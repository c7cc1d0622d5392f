// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business;

/** Why money was given back. */
public enum RefundReason {
  /** The customer asked for it. */
  CUSTOMER_REQUEST,
  /** It had been paid twice. */
  DUPLICATE,
  /** The payment was fraud. */
  FRAUD,
  /** What was paid for did not come. */
  NOT_DELIVERED,
  /** What was paid for was not as it should be. */
  FAULTY,
  /** The order was cancelled. */
  CANCELLED,
  /** Anything else. */
  OTHER
}
