// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business;

import io.sightglass.Observability;
import io.sightglass.catalogue.LabelSpec;
import io.sightglass.catalogue.MeterSpec;
import io.sightglass.meter.Histogram;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Payments as they are processed. What becomes of a payment is an event of its own, which needs no
 * facade: {@link PaymentSucceeded}, {@link PaymentFailed}, {@link PaymentPending}, {@link
 * PaymentCancelled}, {@link PaymentRefunded}.
 *
 * <p>Thread-safe. Nothing here throws.
 */
public final class Payments {

  private static final MeterSpec DURATION =
      MeterSpec.histogram(
              "payment_processing_duration_seconds", "How long payments took to process.")
          .label(LabelSpec.oneOf("method", labels(PaymentMethod.values())))
          .label(LabelSpec.oneOf("status", labels(PaymentStatus.values())))
          .buckets(
              0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 30, 60)
          .fedBy("Business.payments().processing")
          .build();

  private final Observability obs;
  private final Histogram durations;

  Payments(Observability obs) {
    this.obs = obs;
    Domains.declare(obs, BusinessDomain.PAYMENTS);
    durations = obs.meters().histogram(DURATION);
  }

  /**
   * Opens the processing of a payment: its duration and its span.
   *
   * <pre>{@code
   * try (var payment = business.payments().processing(PaymentMethod.CARD)) {
   *   Charge charge = gateway.charge(card, amount);
   *   payment.record(new PaymentSucceeded(PaymentMethod.CARD, amount, charge.id()));
   * }
   * }</pre>
   */
  public PaymentProcessing processing(PaymentMethod method) {
    return new PaymentProcessing(obs, durations, method);
  }

  static String label(@Nullable Enum<?> constant) {
    return constant == null ? LabelSpec.OTHER : constant.name().toLowerCase(Locale.ROOT);
  }

  private static String[] labels(Enum<?>[] constants) {
    return Arrays.stream(constants).map(Payments::label).toArray(String[]::new);
  }
}
