// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business;

/** Why a payment failed. */
public enum PaymentFailure {
  /** The bank or the issuer said no. */
  DECLINED,
  /** There was not enough money. */
  INSUFFICIENT_FUNDS,
  /** The card, the request or the link had expired. */
  EXPIRED,
  /** No answer in time. */
  TIMEOUT,
  /** Taken for fraud. */
  FRAUD,
  /** The payment gateway failed. */
  GATEWAY_ERROR,
  /** The data were not valid. */
  INVALID,
  /** The customer gave up. */
  CANCELLED,
  /** Anything else. */
  OTHER
}
