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
  static OpenTelemetrySdk meters() {
    return OpenTelemetrySdk.builder().setMeterProvider(meterProvider()).build();
  }

  /** Spans through the batch processor to nowhere. */
  static OpenTelemetrySdk spans(Sampler sampler) {
    return OpenTelemetrySdk.builder()
        .setTracerProvider(tracerProvider(sampler))
        .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
        .build();
  }

  /** Meters and spans. */
  static OpenTelemetrySdk both(Sampler sampler) {
    return OpenTelemetrySdk.builder()
        .setMeterProvider(meterProvider())
        .setTracerProvider(tracerProvider(sampler))
        .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
        .build();
  }

  private static SdkMeterProvider meterProvider() {
    return SdkMeterProvider.builder().registerMetricReader(new IdleReader()).build();
  }

  private static SdkTracerProvider tracerProvider(Sampler sampler) {
    return SdkTracerProvider.builder()
        .setSampler(sampler)
        .addSpanProcessor(BatchSpanProcessor.builder(SpanExporter.composite()).build())
        .build();
  }
}
