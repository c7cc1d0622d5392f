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
  LEADS(LeadProcessed.class),
  /** Commands by voice. */
  VOICE(VoiceCommand.class),
  /** WebSocket connections. */
  WEBSOCKETS(WebSocketOpened.class, WebSocketRejected.class, WebSocketError.class),
  /** Messages of WhatsApp and other channels. */
  MESSAGING(WhatsAppMessage.class, MessageDelivery.class),
  /** Customers. */
  CUSTOMERS(
      CustomerCreated.class,
      CustomerUpdated.class,
      CustomerMerged.class,
      CustomerDeleted.class,
      CustomerExported.class,
      CustomerFailed.class),
  /** Use of the app: queries, credits, what users do. */
  ANALYTICS(AnalyticsQuery.class, CreditsConsumed.class, UserAction.class),
  /** Exports. */
  EXPORTS(ExportFinished.class),
  /** Background jobs. */
  JOBS(JobFinished.class);

  @SuppressWarnings("ImmutableEnumChecker") // List.of makes one that never changes
  private final List<Class<?>> events;

  BusinessDomain(Class<?>... events) {
    this.events = List.of(events);
  }

  /** Its event records; never empty. */
  public List<Class<?>> events() {
    return events;
  }
}
