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
 * A payment succeeded. The one event whose amount is measured, in {@code payment_amount_inr} and
 * its like.
 *
 * @param method how it was paid
 * @param amount how much; not measured if null
 * @param paymentId the payment's id
 * @param invoiceId the id of the invoice that it pays
 * @param gateway who handles it, for example {@code razorpay}
 * @param gatewayReference the gateway's own id of it
 */
@Event(
    value = "payment.succeeded",
    message = "Payment succeeded",
    help = "A payment succeeded.",
    counts =
        @Count(
            value = Names.PAYMENTS_PROCESSED,
            labels = {"status=succeeded", "method", "currency"},
            help = Names.PAYMENTS_PROCESSED_HELP))
public record PaymentSucceeded(
    @Label @Nullable PaymentMethod method,
    @Measure(
            value = "payment_amount",
            labels = "method",
            help = "Amounts of payments that succeeded.")
        @Nullable Money amount,
    @Detail @Nullable String paymentId,
    @Detail @Nullable String invoiceId,
    @Detail("payment_gateway") @Nullable String gateway,
    @Detail("payment_gateway_ref") @Nullable String gatewayReference)
    implements PaymentOutcome {

  /** With what is nearly always known. */
  public PaymentSucceeded(PaymentMethod method, Money amount, String paymentId) {
    this(method, amount, paymentId, null, null, null);
  }

  /** The same with the id of the invoice that it pays. */
  public PaymentSucceeded invoiceId(@Nullable String id) {
    return new PaymentSucceeded(method, amount, paymentId, id, gateway, gatewayReference);
  }

  /** The same with who handles it and that party's own id of it. */
  public PaymentSucceeded gateway(@Nullable String name, @Nullable String reference) {
    return new PaymentSucceeded(method, amount, paymentId, invoiceId, name, reference);
  }

  @Override
  public PaymentStatus status() {
    return PaymentStatus.SUCCEEDED;
  }
}
