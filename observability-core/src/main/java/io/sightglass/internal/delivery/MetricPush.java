// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.delivery;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.MemoryMode;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Pushes metrics and counts how that went. Nothing waits in a queue: the next push has everything
 * again, so that only the last one can lose anything.
 */
final class MetricPush implements MetricExporter {

  private static final long LONGEST = Duration.ofSeconds(30).toNanos();
  private static final int ATTEMPTS = 3;

  private final MetricExporter exporter;
  private final Trouble trouble;
  private final Ending ending = new Ending();
  private final AtomicLong pushed = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private volatile String last = "";

  MetricPush(MetricExporter exporter, Voice voice, LongSupplier clock) {
    this.exporter = exporter;
    this.trouble = new Trouble(DeliveryQueue.Signal.METRICS, 0, voice, clock);
  }

  @Override
  public CompletableResultCode export(Collection<MetricData> metrics) {
    long expires = System.nanoTime() + LONGEST;
    int attempts = 1;
    Outcome outcome = attempt(metrics, expires);
    while (outcome.mayBeRetried() && attempts < ATTEMPTS && wait(outcome, attempts, expires)) {
      outcome = attempt(metrics, expires);
      attempts++;
    }
    return note(outcome);
  }

  private Outcome attempt(Collection<MetricData> metrics, long expires) {
    return Attempt.make(() -> exporter.export(metrics), () -> ending.limit(expires));
  }

  private boolean wait(Outcome outcome, int failures, long expires) {
    if (outcome.retryAfterNanos() > 0) {
      // The next push is not far, and has everything again.
      return false;
    }
    long until = System.nanoTime() + Backoff.nanos(failures, true);
    while (until - System.nanoTime() > 0 && ending.limit(expires) - System.nanoTime() > 0) {
      LockSupport.parkNanos(until - System.nanoTime());
      Thread.interrupted();
    }
    return ending.limit(expires) - System.nanoTime() > 0;
  }

  private CompletableResultCode note(Outcome outcome) {
    if (outcome.kind() == Outcome.Kind.ACKNOWLEDGED) {
      last = "";
      pushed.incrementAndGet();
      trouble.fine();
      return CompletableResultCode.ofSuccess();
    }
    last = outcome.cause();
    failed.incrementAndGet();
    if (!ending.begun()) {
      trouble.failing(outcome.cause(), 0);
    }
    return CompletableResultCode.ofFailure();
  }

  /** The final push has to be over by then. */
  void stopBy(long deadlineNanos) {
    ending.begin(deadlineNanos);
  }

  long pushed() {
    return pushed.get();
  }

  long failed() {
    return failed.get();
  }

  /** Why the last push failed; empty where it did not. */
  String lastCause() {
    return last;
  }

  long troubledNanos() {
    return trouble.nanos();
  }

  @Override
  public CompletableResultCode flush() {
    return exporter.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return exporter.shutdown();
  }

  @Override
  public MemoryMode getMemoryMode() {
    return exporter.getMemoryMode();
  }

  @Override
  public AggregationTemporality getAggregationTemporality(InstrumentType type) {
    return exporter.getAggregationTemporality(type);
  }

  @Override
  public Aggregation getDefaultAggregation(InstrumentType type) {
    return exporter.getDefaultAggregation(type);
  }
}
