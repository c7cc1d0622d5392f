// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http;

import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.sightglass.ContextFields;
import io.sightglass.Observability;
import io.sightglass.ObservabilityBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** An Observability with its spans, metrics and log lines at hand. */
public final class Lab implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  private final Lines lines = new Lines();
  private final OpenTelemetrySdk sdk;
  private final Observability obs;

  private Lab(Sampler sampler, Map<String, String> settings) {
    sdk =
        OpenTelemetrySdk.builder()
            .setTracerProvider(
                SdkTracerProvider.builder()
                    .setSampler(sampler)
                    .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                    .build())
            .setPropagators(
                ContextPropagators.create(
                    TextMapPropagator.composite(
                        W3CTraceContextPropagator.getInstance(),
                        W3CBaggagePropagator.getInstance())))
            .build();
    ObservabilityBuilder builder =
        Observability.builder("lab").environment(Map.of()).openTelemetry(sdk);
    settings.forEach(builder::set);
    obs = builder.build();
    lines.setContext((LoggerContext) LoggerFactory.getILoggerFactory());
    lines.start();
    access().setLevel(Level.INFO);
    access().setAdditive(false);
    access().addAppender(lines);
  }

  /** Everything on, every trace sampled. */
  public static Lab open() {
    return with(Map.of());
  }

  /** With those settings, by name. */
  public static Lab with(Map<String, String> settings) {
    return new Lab(Sampler.parentBased(Sampler.alwaysOn()), settings);
  }

  /** With that sampler. */
  public static Lab sampling(Sampler sampler, Map<String, String> settings) {
    return new Lab(sampler, settings);
  }

  /** The object under test. */
  public Observability obs() {
    return obs;
  }

  /** The logger of the request lines. */
  public static Logger access() {
    return (Logger) LoggerFactory.getLogger("io.sightglass.http.access");
  }

  /** Spans ended so far. */
  public List<SpanData> spans() {
    return exporter.getFinishedSpanItems();
  }

  /** The only span. */
  public SpanData span() {
    await().atMost(PATIENCE).until(() -> !spans().isEmpty());
    List<SpanData> all = spans();
    if (all.size() != 1) {
      throw new AssertionError("expected one span, found " + all);
    }
    return all.get(0);
  }

  /** Forgets spans and lines. */
  public void forget() {
    exporter.reset();
    lines.events.clear();
  }

  /** Request lines so far. */
  public List<ILoggingEvent> lines() {
    return lines.events;
  }

  /** The app's own fields of the context that each request line was written in. */
  public List<Map<String, String>> fieldsOfLines() {
    return lines.fields;
  }

  /** The whole exposition. */
  public String scrape() {
    return new String(obs.scrape("").bytes(), StandardCharsets.UTF_8);
  }

  /** The value of a series as it stands in the exposition, for example {@code up{a="b"}}; or -1. */
  public double value(String series) {
    return scrape()
        .lines()
        .filter(line -> line.startsWith(series + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
        .findFirst()
        .orElse(-1);
  }

  /** How many series of a family there are, by the beginning of their lines. */
  public long series(String beginning) {
    return scrape().lines().filter(line -> line.startsWith(beginning)).count();
  }

  /** The sum over all series of a family. */
  public double sum(String family) {
    return scrape()
        .lines()
        .filter(line -> line.startsWith(family + "{") || line.startsWith(family + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** Waits until so many requests have ended and none is in progress. */
  public void awaitRequests(double count) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> sum("http_requests_total") >= count && value("http_requests_in_progress") == 0);
  }

  @Override
  public void close() {
    access().detachAppender(lines);
    obs.close();
    sdk.close();
  }

  private static final class Lines extends AppenderBase<ILoggingEvent> {

    private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();
    private final List<Map<String, String>> fields = new CopyOnWriteArrayList<>();

    @Override
    protected void append(ILoggingEvent event) {
      event.prepareForDeferredProcessing();
      fields.add(ContextFields.current().own());
      events.add(event);
    }
  }
}
