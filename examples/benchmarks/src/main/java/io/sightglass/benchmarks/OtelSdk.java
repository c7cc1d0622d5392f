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
import io.opentelemetry.sdk.trace.samplers.Sampler;

/** OpenTelemetry's SDK as all contestants get it. */
final class OtelSdk {

  /** The default: the caller's trace decides. */
  static final Sampler CALLER = Sampler.parentBased(Sampler.alwaysOn());

  private OtelSdk() {}

  /** Meters alone. */
  static OpenTelemetrySdk meters(IdleReader reader) {
    return OpenTelemetrySdk.builder().setMeterProvider(meterProvider(reader)).build();
  }

  /** Spans through the batch processor to nowhere. */
  static OpenTelemetrySdk spans(Sampler sampler) {
    return OpenTelemetrySdk.builder()
        .setTracerProvider(tracerProvider(sampler))
        .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
        .build();
  }

  /** Meters and spans. */
  static OpenTelemetrySdk both(IdleReader reader) {
    return OpenTelemetrySdk.builder()
        .setMeterProvider(meterProvider(reader))
        .setTracerProvider(tracerProvider(CALLER))
        .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
        .build();
  }

  private static SdkMeterProvider meterProvider(IdleReader reader) {
    return SdkMeterProvider.builder().registerMetricReader(reader).build();
  }

  private static SdkTracerProvider tracerProvider(Sampler sampler) {
    return SdkTracerProvider.builder()
        .setSampler(sampler)
        .addSpanProcessor(BatchSpanProcessor.builder(SpanExporter.composite()).build())
        .build();
  }
}
