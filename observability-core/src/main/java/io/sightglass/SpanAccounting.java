// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what became of sampled spans, since the SDK calls a shutdown that delivered nothing a
 * success: accepted when they end, acknowledged when an exporter says so.
 */
final class SpanAccounting implements SpanProcessor {

  private final LongAdder accepted = new LongAdder();
  private final LongAdder acknowledged = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final AtomicInteger exporters = new AtomicInteger();
  private final Diagnostics diagnostics;

  SpanAccounting(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /** How many deliveries there should have been: each span once by each exporter. */
  long accepted() {
    return accepted.sum() * exporters.get();
  }

  long acknowledged() {
    return acknowledged.sum();
  }

  long refused() {
    return refused.sum();
  }

  /** The same exporter, counted. */
  SpanExporter counted(SpanExporter exporter) {
    exporters.incrementAndGet();
    return new Counted(exporter);
  }

  @Override
  public void onStart(Context parent, ReadWriteSpan span) {}

  @Override
  public boolean isStartRequired() {
    return false;
  }

  @Override
  public void onEnd(ReadableSpan span) {
    if (span.getSpanContext().isSampled()) {
      accepted.increment();
    }
  }

  @Override
  public boolean isEndRequired() {
    return true;
  }

  private final class Counted implements SpanExporter {

    private final SpanExporter exporter;

    Counted(SpanExporter exporter) {
      this.exporter = exporter;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      int size = spans.size();
      CompletableResultCode result = exporter.export(spans);
      result.whenComplete(() -> note(result.isSuccess(), size));
      return result;
    }

    private void note(boolean success, int size) {
      if (success) {
        acknowledged.add(size);
        return;
      }
      refused.add(size);
      diagnostics.dropped("traces", "export_failed", size);
      diagnostics.warn(
          Code.EXPORT_LOSS,
          size
              + " spans could not be delivered. Check that OTEL_EXPORTER_OTLP_ENDPOINT names a"
              + " collector that is up; the app goes on without them.");
    }

    @Override
    public CompletableResultCode flush() {
      return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
      return exporter.shutdown();
    }
  }
}
