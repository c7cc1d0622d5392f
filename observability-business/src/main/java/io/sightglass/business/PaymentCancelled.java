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
 * A payment was called off. The amount is in the log line and not measured.
 *
 * @param method how it was paid
 * @param amount how much
 * @param paymentId the payment's id
 * @param invoiceId the id of the invoice that it pays
 * @param gateway who handles it, for example {@code razorpay}
 * @param gatewayReference the gateway's own id of it
 */
@Event(
    value = "payment.cancelled",
    message = "Payment cancelled",
    help = "A payment was called off.",
    counts =
        @Count(
            value = Names.PAYMENTS_PROCESSED,
            labels = {"status=cancelled", "method", "currency"},
            help = Names.PAYMENTS_PROCESSED_HELP))
public record PaymentCancelled(
    @Label @Nullable PaymentMethod method,
    @Detail @Nullable Money amount,
    @Detail @Nullable String paymentId,
    @Detail @Nullable String invoiceId,
    @Detail("payment_gateway") @Nullable String gateway,
    @Detail("payment_gateway_ref") @Nullable String gatewayReference)
    implements PaymentOutcome {

  /** With what is nearly always known. */
  public PaymentCancelled(PaymentMethod method, Money amount, String paymentId) {
    this(method, amount, paymentId, null, null, null);
  }

  /** The same with the id of the invoice that it pays. */
  public PaymentCancelled invoiceId(@Nullable String id) {
    return new PaymentCancelled(method, amount, paymentId, id, gateway, gatewayReference);
  }

  /** The same with who handles it and that party's own id of it. */
  public PaymentCancelled gateway(@Nullable String name, @Nullable String reference) {
    return new PaymentCancelled(method, amount, paymentId, invoiceId, name, reference);
  }

  @Override
  public PaymentStatus status() {
    return PaymentStatus.CANCELLED;
  }
}
