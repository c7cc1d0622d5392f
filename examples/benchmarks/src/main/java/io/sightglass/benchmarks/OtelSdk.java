// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.benchmarks;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;

/** OpenTelemetry's SDK as all contestants get it. */
final class OtelSdk {

  private OtelSdk() {}

  /** Meters alone. */
  static OpenTelemetrySdk meters() {
    return OpenTelemetrySdk.builder().setMeterProvider(meterProvider()).build();
  }

  /** Spans through the batch processor to nowhere; the caller's trace decides about sampling. */
  static OpenTelemetrySdk spans() {
    return OpenTelemetrySdk.builder()
        .setTracerProvider(tracerProvider())
        .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
        .build();
  }

  /** Both. */
  static OpenTelemetrySdk both() {
    return OpenTelemetrySdk.builder()
        .setMeterProvider(meterProvider())
        .setTracerProvider(tracerProvider())
        .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
        .build();
  }

  private static SdkMeterProvider meterProvider() {
    return SdkMeterProvider.builder().registerMetricReader(new IdleReader()).build();
  }

  private static SdkTracerProvider tracerProvider() {
    return SdkTracerProvider.builder()
        .addSpanProcessor(BatchSpanProcessor.builder(SpanExporter.composite()).build())
        .build();
  }
}
