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
 * An invoice was paid. Counted in {@code
 * invoice_operations_total{operation="paid",status="success"}}, measured in {@code
 * invoice_amount_inr} and its like for the other currencies.
 *
 * @param amount what was paid; not measured if null
 * @param invoiceId the invoice's id
 * @param customerId the customer's id
 */
@Event(
    value = "invoice.paid",
    message = "Invoice paid",
    help = "An invoice was paid.",
    counts =
        @Count(
            value = Names.INVOICE_OPERATIONS,
            labels = {"operation=paid", "status=success"},
            help = Names.INVOICE_OPERATIONS_HELP))
public record InvoicePaid(
    @Measure(
            value = Names.INVOICE_AMOUNT,
            labels = "operation=paid",
            help = Names.INVOICE_AMOUNT_HELP)
        @Nullable Money amount,
    @Detail @Nullable String invoiceId,
    @Detail @Nullable String customerId) {

  /** Without the customer. */
  public InvoicePaid(Money amount, String invoiceId) {
    this(amount, invoiceId, null);
  }
}
