// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business;

import io.sightglass.Money;
import io.sightglass.event.Count;
import io.sightglass.event.Detail;
import io.sightglass.event.Event;
import io.sightglass.event.Label;
import org.jspecify.annotations.Nullable;

/**
 * Something could not be done with an invoice. Counted in {@code
 * invoice_operations_total{status="failure"}}; the amount is in the log line and not measured.
 *
 * @param operation what should have been done
 * @param amount the invoice's total
 * @param invoiceId the invoice's id
 * @param customerId the customer's id
 * @param reason why, in a few words
 */
@Event(
    value = "invoice.failed",
    message = "Invoice failed",
    help = "Something could not be done with an invoice.",
    counts =
        @Count(
            value = Names.INVOICE_OPERATIONS,
            labels = {"operation", "status=failure"},
            help = Names.INVOICE_OPERATIONS_HELP))
public record InvoiceFailed(
    @Label @Nullable InvoiceOperation operation,
    @Detail @Nullable Money amount,
    @Detail @Nullable String invoiceId,
    @Detail @Nullable String customerId,
    @Detail @Nullable String reason) {

  /** Without the amount and the customer. */
  public InvoiceFailed(InvoiceOperation operation, String invoiceId, String reason) {
    this(operation, null, invoiceId, null, reason);
  }
}
