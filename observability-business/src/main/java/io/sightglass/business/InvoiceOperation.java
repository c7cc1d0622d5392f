// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business;

/** What is done with an invoice. */
public enum InvoiceOperation {
  /** Made. */
  CREATED,
  /** Changed. */
  UPDATED,
  /** Sent to the customer. */
  SENT,
  /** Cancelled. */
  CANCELLED,
  /** Paid. */
  PAID,
  /** Deleted. */
  DELETED,
  /** Written out, as a PDF for example. */
  EXPORTED
}
