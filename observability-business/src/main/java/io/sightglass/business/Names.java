// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business;

/** Names and sentences that several declarations share: written once. */
final class Names {

  static final String INVOICE_OPERATIONS = "invoice_operations_total";
  static final String INVOICE_OPERATIONS_HELP = "What was done with invoices.";
  static final String INVOICE_AMOUNT = "invoice_amount";
  static final String INVOICE_AMOUNT_HELP = "Amounts of invoices, by what was done with them.";

  static final String PAYMENTS_PROCESSED = "payments_processed_total";
  static final String PAYMENTS_PROCESSED_HELP = "Payments, by what became of them.";

  static final String CUSTOMER_OPERATIONS = "customer_operations_total";
  static final String CUSTOMER_OPERATIONS_HELP = "What was done with customers.";

  static final String WEBSOCKET_CONNECTIONS = "websocket_connections_total";
  static final String WEBSOCKET_CONNECTIONS_HELP = "WebSocket connections asked for.";

  private Names() {}
}
