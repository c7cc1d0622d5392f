// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business;

import io.sightglass.Money;
import io.sightglass.event.Count;
import io.sightglass.event.Detail;
import io.sightglass.event.Event;
import io.sightglass.event.Label;
import io.sightglass.event.Measure;
import org.jspecify.annotations.Nullable;

/**
 * Money was given back. The amount is positive and has meters of its own; what was taken in stays
 * as it was measured.
 *
 * @param method how it was given back
 * @param reason why
 * @param amount how much, positive; not measured if null
 * @param refundId the refund's id
 * @param paymentId the id of the payment that is given back
 * @param invoiceId the id of its invoice
 */
@Event(
    value = "payment.refunded",
    message = "Payment refunded",
    help = "Money was given back.",
    counts =
        @Count(
            value = "payment_refunds_total",
            labels = {"method", "reason"},
            help = "Refunds, by method and reason."))
public record PaymentRefunded(
    @Label @Nullable PaymentMethod method,
    @Label @Nullable RefundReason reason,
    @Measure(
            value = "payment_refund_amount",
            labels = {"method", "reason"},
            help = "Amounts of refunds.")
        @Nullable Money amount,
    @Detail @Nullable String refundId,
    @Detail @Nullable String paymentId,
    @Detail @Nullable String invoiceId) {

  /** With what is nearly always known. */
  public PaymentRefunded(PaymentMethod method, RefundReason reason, Money amount, String refundId) {
    this(method, reason, amount, refundId, null, null);
  }

  /** The same with the id of the payment that is given back. */
  public PaymentRefunded paymentId(@Nullable String id) {
    return new PaymentRefunded(method, reason, amount, refundId, id, invoiceId);
  }

  /** The same with the id of the invoice. */
  public PaymentRefunded invoiceId(@Nullable String id) {
    return new PaymentRefunded(method, reason, amount, refundId, paymentId, id);
  }
}
