// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.LogRecordProcessor;
import io.opentelemetry.sdk.logs.ReadWriteLogRecord;
import io.opentelemetry.sdk.logs.SdkLoggerProviderBuilder;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import java.util.Collection;

/** Counts what became of log records, as {@link SpanAccounting} does for spans. */
final class LogAccounting implements LogRecordProcessor {

  private final Deliveries deliveries;

  LogAccounting(Diagnostics diagnostics) {
    this.deliveries = new Deliveries("logs", "log records", diagnostics);
  }

  Deliveries deliveries() {
    return deliveries;
  }

  /** Counts what is logged, where something exports it: otherwise the provider stays a no-op. */
  SdkLoggerProviderBuilder addTo(SdkLoggerProviderBuilder provider) {
    return deliveries.hasExporter() ? provider.addLogRecordProcessor(this) : provider;
  }

  /** The same exporter, counted. */
  LogRecordExporter counted(LogRecordExporter exporter) {
    deliveries.exporter();
    return new Counted(exporter);
  }

  @Override
  public void onEmit(Context context, ReadWriteLogRecord record) {
    deliveries.accept();
  }

  private final class Counted implements LogRecordExporter {

    private final LogRecordExporter exporter;

    Counted(LogRecordExporter exporter) {
      this.exporter = exporter;
    }

    @Override
    public CompletableResultCode export(Collection<LogRecordData> records) {
      return deliveries.watch(exporter.export(records), records.size());
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
