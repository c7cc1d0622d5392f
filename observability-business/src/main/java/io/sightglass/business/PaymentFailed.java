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
 * A payment failed. Counted as failed and by reason; the amount is in the log line and not
 * measured.
 *
 * @param method how it was paid
 * @param reason why it failed
 * @param amount how much
 * @param paymentId the payment's id
 * @param invoiceId the id of the invoice that it pays
 * @param gateway who handles it, for example {@code razorpay}
 * @param gatewayReference the gateway's own id of it
 * @param failureCode the gateway's own code of the failure
 */
@Event(
    value = "payment.failed",
    message = "Payment failed",
    help = "A payment failed.",
    counts = {
      @Count(
          value = Names.PAYMENTS_PROCESSED,
          labels = {"status=failed", "method", "currency"},
          help = Names.PAYMENTS_PROCESSED_HELP),
      @Count(
          value = "payment_failures_total",
          labels = {"method", "reason"},
          help = "Payments that failed, by why.")
    })
public record PaymentFailed(
    @Label @Nullable PaymentMethod method,
    @Label @Nullable PaymentFailure reason,
    @Detail @Nullable Money amount,
    @Detail @Nullable String paymentId,
    @Detail @Nullable String invoiceId,
    @Detail("payment_gateway") @Nullable String gateway,
    @Detail("payment_gateway_ref") @Nullable String gatewayReference,
    @Detail("payment_failure_code") @Nullable String failureCode)
    implements PaymentOutcome {

  /** With what is nearly always known. */
  public PaymentFailed(
      PaymentMethod method, PaymentFailure reason, Money amount, String paymentId) {
    this(method, reason, amount, paymentId, null, null, null, null);
  }

  /** The same with the id of the invoice that it pays. */
  public PaymentFailed invoiceId(@Nullable String id) {
    return new PaymentFailed(
        method, reason, amount, paymentId, id, gateway, gatewayReference, failureCode);
  }

  /** The same with who handles it and that party's own id of it. */
  public PaymentFailed gateway(@Nullable String name, @Nullable String reference) {
    return new PaymentFailed(
        method, reason, amount, paymentId, invoiceId, name, reference, failureCode);
  }

  /** The same with the gateway's own code of the failure. */
  public PaymentFailed failureCode(@Nullable String code) {
    return new PaymentFailed(
        method, reason, amount, paymentId, invoiceId, gateway, gatewayReference, code);
  }

  @Override
  public PaymentStatus status() {
    return PaymentStatus.FAILED;
  }
}
