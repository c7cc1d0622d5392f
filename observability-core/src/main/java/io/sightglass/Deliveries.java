// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import io.opentelemetry.sdk.common.CompletableResultCode;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * What became of the telemetry of one signal: accepted when it ends, acknowledged when an exporter
 * says so.
 */
final class Deliveries {

  private final LongAdder accepted = new LongAdder();
  private final LongAdder acknowledged = new LongAdder();
  private final AtomicInteger exporters = new AtomicInteger();
  private final String signal;
  private final String noun;
  private final Diagnostics diagnostics;

  /**
   * Made once for each signal.
   *
   * @param noun what is delivered, in the plural
   */
  Deliveries(String signal, String noun, Diagnostics diagnostics) {
    this.signal = signal;
    this.noun = noun;
    this.diagnostics = diagnostics;
  }

  /** Notes that there is one more exporter, which each item goes to. */
  void exporter() {
    exporters.incrementAndGet();
  }

  boolean hasExporter() {
    return exporters.get() > 0;
  }

  void accept() {
    accepted.increment();
  }

  /** How many deliveries there should have been: each item once by each exporter. */
  long accepted() {
    return accepted.sum() * exporters.get();
  }

  /** How many were accepted and not acknowledged. */
  long lost() {
    return Math.max(0, accepted() - acknowledged.sum());
  }

  /** For example {@code spans 12 sent, 0 lost}; empty where there was nothing to send. */
  String account() {
    return accepted() == 0 ? "" : noun + " " + acknowledged.sum() + " sent, " + lost() + " lost";
  }

  /** The same result, counted when it is there. */
  CompletableResultCode watch(CompletableResultCode result, int size) {
    return result.whenComplete(() -> note(result.isSuccess(), size));
  }

  private void note(boolean success, int size) {
    if (success) {
      acknowledged.add(size);
      return;
    }
    diagnostics.dropped(signal, "export_failed", size);
    diagnostics.warn(
        Code.EXPORT_LOSS,
        size
            + " "
            + noun
            + " could not be delivered. Check that OTEL_EXPORTER_OTLP_ENDPOINT names a collector"
            + " that is up; the app goes on without them.");
  }
}
