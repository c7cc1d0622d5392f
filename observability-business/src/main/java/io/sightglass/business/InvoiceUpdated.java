// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business;

import io.sightglass.Money;
import io.sightglass.event.Count;
import io.sightglass.event.Detail;
import io.sightglass.event.Event;
import io.sightglass.event.Measure;
import org.jspecify.annotations.Nullable;

/**
 * An invoice was changed. Counted in {@code
 * invoice_operations_total{operation="updated",status="success"}}, measured in {@code
 * invoice_amount_inr} and its like for the other currencies.
 *
 * @param amount its total after the change; not measured if null
 * @param invoiceId the invoice's id
 * @param customerId the customer's id
 */
@Event(
    value = "invoice.updated",
    message = "Invoice updated",
    help = "An invoice was changed.",
    counts =
        @Count(
            value = Names.INVOICE_OPERATIONS,
            labels = {"operation=updated", "status=success"},
            help = Names.INVOICE_OPERATIONS_HELP))
public record InvoiceUpdated(
    @Measure(
            value = Names.INVOICE_AMOUNT,
            labels = "operation=updated",
            help = Names.INVOICE_AMOUNT_HELP)
        @Nullable Money amount,
    @Detail @Nullable String invoiceId,
    @Detail @Nullable String customerId) {

  /** Without the customer. */
  public InvoiceUpdated(Money amount, String invoiceId) {
    this(amount, invoiceId, null);
  }

  /** Without the amount and the customer. */
  public InvoiceUpdated(String invoiceId) {
    this(null, invoiceId, null);
  }
}
