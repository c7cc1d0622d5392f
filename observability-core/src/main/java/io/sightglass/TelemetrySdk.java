// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.common.ComponentLoader;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdkBuilder;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.SdkMeterProviderBuilder;
import io.opentelemetry.sdk.metrics.View;
import io.opentelemetry.sdk.metrics.export.MetricProducer;
import io.sightglass.internal.SpanTap;
import io.sightglass.internal.delivery.Deliveries;
import io.sightglass.internal.delivery.Senders;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The OpenTelemetry in force: the host's, the agent's, one of our own set up by the standard
 * variables, or one that only passes trace context on.
 */
final class TelemetrySdk {

  private final OpenTelemetry api;
  private final @Nullable OpenTelemetrySdk own;
  private final Deliveries deliveries;
  private final String origin;

  private TelemetrySdk(
      OpenTelemetry api, @Nullable OpenTelemetrySdk own, Deliveries deliveries, String origin) {
    this.api = api;
    this.own = own;
    this.deliveries = deliveries;
    this.origin = origin;
  }

  /** One that the app brought; it is neither configured nor closed. */
  static TelemetrySdk joined(OpenTelemetry host, String origin) {
    return new TelemetrySdk(host, null, Deliveries.none(), origin);
  }

  /** One that makes no spans and passes trace context on. */
  static TelemetrySdk propagatingOnly() {
    return new TelemetrySdk(new PropagatingOnly(), null, Deliveries.none(), "off");
  }

  /** One of our own. */
  static TelemetrySdk own(
      Map<String, @Nullable String> properties,
      Supplier<@Nullable MetricProducer> metrics,
      Redactor redactor,
      @Nullable SpanTap tap,
      DefaultDiagnostics diagnostics) {
    Deliveries deliveries = Deliveries.of(diagnostics, System::nanoTime);
    AutoConfiguredOpenTelemetrySdkBuilder builder =
        AutoConfiguredOpenTelemetrySdk.builder()
            .disableShutdownHook()
            .setComponentLoader(senders(diagnostics))
            .addPropertiesCustomizer(config -> properties)
            .addTracerProviderCustomizer(
                (tracers, config) -> tap == null ? tracers : tracers.addSpanProcessor(tap))
            .addMeterProviderCustomizer((meters, config) -> metrics(meters, config, metrics.get()));
    deliveries.takeOver(builder, exporter -> new RedactedSpans(exporter, redactor));
    OpenTelemetrySdk sdk = builder.build().getOpenTelemetrySdk();
    deliveries.start();
    return new TelemetrySdk(sdk, sdk, deliveries, "own");
  }

  private static ComponentLoader senders(Diagnostics diagnostics) {
    ClassLoader loader = TelemetrySdk.class.getClassLoader();
    return Senders.over(ComponentLoader.forClassLoader(loader), diagnostics);
  }

  // What leaves is what the scrape shows: the SDK's meters of itself would come on top.
  private static SdkMeterProviderBuilder metrics(
      SdkMeterProviderBuilder builder, ConfigProperties config, @Nullable MetricProducer metrics) {
    if (!"none".equals(config.getString("otel.metrics.exporter"))) {
      withoutOwn(builder);
    }
    return metrics == null ? builder : builder.registerMetricProducer(metrics);
  }

  private static void withoutOwn(SdkMeterProviderBuilder builder) {
    View none = View.builder().setAggregation(Aggregation.drop()).build();
    builder.registerView(InstrumentSelector.builder().setName("otlp.exporter.*").build(), none);
    builder.registerView(
        InstrumentSelector.builder().setMeterName("io.opentelemetry.sdk.trace").build(), none);
    builder.registerView(
        InstrumentSelector.builder().setMeterName("io.opentelemetry.sdk.logs").build(), none);
  }

  OpenTelemetry api() {
    return api;
  }

  /** Whether it is an SDK of our own. */
  boolean isOwn() {
    return own != null;
  }

  /** Where it comes from: {@code own}, {@code host}, {@code agent} or {@code off}. */
  String origin() {
    return origin;
  }

  /** Whether spans come of it, or only what came in is passed on. */
  boolean makesSpans() {
    return !origin.equals("off");
  }

  /** Flushes and closes what is our own; waits until the deadline at most. */
  void close(long deadlineNanos) {
    if (own == null) {
      return;
    }
    deliveries.stopBy(deadlineNanos);
    CompletableResultCode closed = own.shutdown();
    closed.join(Math.max(0, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
    deliveries.awaitEnd(deadlineNanos);
  }

  /** What became of what was to be exported. */
  Deliveries deliveries() {
    return deliveries;
  }

  private static final class PropagatingOnly implements OpenTelemetry {

    private final ContextPropagators propagators =
        ContextPropagators.create(
            TextMapPropagator.composite(
                W3CTraceContextPropagator.getInstance(), W3CBaggagePropagator.getInstance()));

    @Override
    public io.opentelemetry.api.trace.TracerProvider getTracerProvider() {
      return io.opentelemetry.api.trace.TracerProvider.noop();
    }

    @Override
    public ContextPropagators getPropagators() {
      return propagators;
    }
  }
}
