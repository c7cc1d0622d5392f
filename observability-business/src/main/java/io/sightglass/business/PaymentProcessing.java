// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business;

import io.sightglass.Activity;
import io.sightglass.Observability;
import io.sightglass.event.TransactionEvents;
import io.sightglass.meter.Histogram;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A payment that is being processed: measured from {@link Payments#processing} to {@link #close},
 * by what was recorded between. If nothing was, its status is {@code pending}, since nobody knows
 * where the money is, and no event is recorded.
 *
 * <p>Opened and closed on one thread. Nothing here throws.
 */
public final class PaymentProcessing implements AutoCloseable {

  private final Observability obs;
  private final Histogram durations;
  private final @Nullable PaymentMethod method;
  private final Activity activity;
  private final long startNanos = System.nanoTime();
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile PaymentStatus status = PaymentStatus.PENDING;

  PaymentProcessing(Observability obs, Histogram durations, @Nullable PaymentMethod method) {
    this.obs = obs;
    this.durations = durations;
    this.method = method;
    this.activity = Domains.open(obs, "payment.process");
  }

  /** Records what became of the payment. */
  public void record(PaymentOutcome outcome) {
    if (isUsable(outcome)) {
      obs.record((Record) outcome);
    }
  }

  /** Records what became of the payment once that transaction commits. */
  public void record(PaymentOutcome outcome, TransactionEvents transaction) {
    if (transaction == null) {
      record(outcome);
    } else if (isUsable(outcome)) {
      try {
        transaction.record((Record) outcome);
      } catch (Throwable failure) {
        // Ours does not throw; one of the app's own may.
        obs.diagnostics().internalError("business", failure);
      }
    }
  }

  private boolean isUsable(@Nullable PaymentOutcome outcome) {
    if (outcome == null) {
      obs.diagnostics().invalid("metrics", "null_argument");
      return false;
    }
    status = outcome.status();
    return true;
  }

  /** Ends it. Further calls do nothing. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      durations
          .handle(Payments.label(method), status.label())
          .recordNanos(System.nanoTime() - startNanos, activity.spanContext());
      activity.close();
    }
  }
}
