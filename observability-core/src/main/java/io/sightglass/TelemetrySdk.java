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
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.SdkMeterProviderBuilder;
import io.opentelemetry.sdk.metrics.View;
import io.opentelemetry.sdk.metrics.export.MetricProducer;
import io.sightglass.internal.SpanTap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The OpenTelemetry in force: the host's, the agent's, one of our own set up by the standard
 * variables, or one that only passes trace context on.
 */
final class TelemetrySdk {

  private final OpenTelemetry api;
  private final @Nullable OpenTelemetrySdk own;
  private final List<Deliveries> deliveries;
  private final String origin;

  private TelemetrySdk(
      OpenTelemetry api,
      @Nullable OpenTelemetrySdk own,
      List<Deliveries> deliveries,
      String origin) {
    this.api = api;
    this.own = own;
    this.deliveries = deliveries;
    this.origin = origin;
  }

  /** One that the app brought; it is neither configured nor closed. */
  static TelemetrySdk joined(OpenTelemetry host, String origin) {
    return new TelemetrySdk(host, null, List.of(), origin);
  }

  /** One that makes no spans and passes trace context on. */
  static TelemetrySdk propagatingOnly() {
    return new TelemetrySdk(new PropagatingOnly(), null, List.of(), "off");
  }

  /** One of our own. */
  static TelemetrySdk own(
      Map<String, @Nullable String> properties,
      Supplier<@Nullable MetricProducer> metrics,
      Redactor redactor,
      @Nullable SpanTap tap,
      Diagnostics diagnostics) {
    SpanAccounting spans = new SpanAccounting(diagnostics);
    LogAccounting logs = new LogAccounting(diagnostics);
    OpenTelemetrySdk sdk =
        AutoConfiguredOpenTelemetrySdk.builder()
            .disableShutdownHook()
            .setComponentLoader(senders(diagnostics))
            .addPropertiesCustomizer(config -> properties)
            .addSpanExporterCustomizer(
                (exporter, config) -> spans.counted(new RedactedSpans(exporter, redactor)))
            .addTracerProviderCustomizer((builder, config) -> builder.addSpanProcessor(spans))
            .addTracerProviderCustomizer(
                (builder, config) -> tap == null ? builder : builder.addSpanProcessor(tap))
            .addLogRecordExporterCustomizer((exporter, config) -> logs.counted(exporter))
            .addLoggerProviderCustomizer((builder, config) -> logs.addTo(builder))
            .addMeterProviderCustomizer(
                (builder, config) -> metrics(builder, config, metrics.get()))
            .build()
            .getOpenTelemetrySdk();
    return new TelemetrySdk(sdk, sdk, List.of(spans.deliveries(), logs.deliveries()), "own");
  }

  private static ComponentLoader senders(Diagnostics diagnostics) {
    ClassLoader loader = TelemetrySdk.class.getClassLoader();
    return new LateSenders(ComponentLoader.forClassLoader(loader), diagnostics);
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
    CompletableResultCode closed = own.shutdown();
    closed.join(Math.max(0, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
  }

  /** For example {@code spans 12 sent, 0 lost}; empty where nothing of ours exports. */
  String accounts() {
    return deliveries.stream()
        .map(Deliveries::account)
        .filter(account -> !account.isEmpty())
        .collect(Collectors.joining(" · "));
  }

  /** How much was accepted and not acknowledged. */
  long lost() {
    return deliveries.stream().mapToLong(Deliveries::lost).sum();
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
