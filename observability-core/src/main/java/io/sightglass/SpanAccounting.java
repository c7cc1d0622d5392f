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

/**
 * Counts what became of sampled spans, since the SDK calls a shutdown that delivered nothing a
 * success: accepted when they end, acknowledged when an exporter says so.
 */
final class SpanAccounting implements SpanProcessor {

  private final Deliveries deliveries;

  SpanAccounting(Diagnostics diagnostics) {
    this.deliveries = new Deliveries("traces", "spans", diagnostics);
  }

  Deliveries deliveries() {
    return deliveries;
  }

  /** The same exporter, counted. */
  SpanExporter counted(SpanExporter exporter) {
    deliveries.exporter();
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
      deliveries.accept();
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
      return deliveries.watch(exporter.export(spans), spans.size());
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
