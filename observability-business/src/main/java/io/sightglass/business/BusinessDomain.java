// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business;

import java.util.List;

/** A part of a business, and the events that belong to it. */
public enum BusinessDomain {
  /** Invoices. */
  INVOICES(
      InvoiceCreated.class,
      InvoiceUpdated.class,
      InvoiceSent.class,
      InvoiceCancelled.class,
      InvoicePaid.class,
      InvoiceDeleted.class,
      InvoiceExported.class,
      InvoiceFailed.class),
  /** Payments and refunds. */
  PAYMENTS(
      PaymentSucceeded.class,
      PaymentFailed.class,
      PaymentPending.class,
      PaymentCancelled.class,
      PaymentRefunded.class),
  /** Leads. */
  LEADS(LeadProcessed.class);

  private final List<Class<?>> events;

  BusinessDomain(Class<?>... events) {
    this.events = List.of(events);
  }

  /** Its event records; never empty. */
  public List<Class<?>> events() {
    return events;
  }
}
