// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.testkit;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.Clock;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.logs.export.SimpleLogRecordProcessor;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An OpenTelemetry that keeps every span and log record. Thread-safe. */
final class Memory implements AutoCloseable {

  private final List<SpanData> spans = Collections.synchronizedList(new ArrayList<>());
  private final List<LogRecordData> records = Collections.synchronizedList(new ArrayList<>());
  private final OpenTelemetrySdk sdk;

  Memory(Clock clock) {
    sdk =
        OpenTelemetrySdk.builder()
            .setTracerProvider(
                SdkTracerProvider.builder()
                    .setClock(clock)
                    .addSpanProcessor(SimpleSpanProcessor.create(new Spans()))
                    .build())
            .setLoggerProvider(
                SdkLoggerProvider.builder()
                    .setClock(clock)
                    .addLogRecordProcessor(SimpleLogRecordProcessor.create(new Records()))
                    .build())
            .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
            .build();
  }

  OpenTelemetry openTelemetry() {
    return sdk;
  }

  List<SpanData> spans() {
    synchronized (spans) {
      return List.copyOf(spans);
    }
  }

  List<LogRecordData> records() {
    synchronized (records) {
      return List.copyOf(records);
    }
  }

  List<RecordedEvent> events() {
    return records().stream()
        .filter(record -> record.getEventName() != null)
        .map(record -> new RecordedEvent(record.getEventName(), map(record.getAttributes())))
        .toList();
  }

  static Map<String, Object> map(Attributes attributes) {
    Map<String, Object> map = new LinkedHashMap<>();
    attributes.forEach((key, value) -> map.put(key.getKey(), value));
    return Collections.unmodifiableMap(map);
  }

  void forget() {
    spans.clear();
    records.clear();
  }

  @Override
  public void close() {
    sdk.close();
  }

  private final class Spans implements SpanExporter {

    @Override
    public CompletableResultCode export(Collection<SpanData> ended) {
      spans.addAll(ended);
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }

  private final class Records implements LogRecordExporter {

    @Override
    public CompletableResultCode export(Collection<LogRecordData> emitted) {
      records.addAll(emitted);
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }
}
