// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.ai;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.sightglass.Observability;
import io.sightglass.ObservabilityBuilder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

/** An Observability with its spans, metrics and the library's log lines at hand. */
public final class AiLab implements AutoCloseable {

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  private final Lines lines = new Lines();
  private final OpenTelemetrySdk sdk =
      OpenTelemetrySdk.builder()
          .setTracerProvider(
              SdkTracerProvider.builder()
                  .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                  .build())
          .build();
  private final Observability obs;

  private AiLab(Map<String, String> settings) {
    ObservabilityBuilder builder =
        Observability.builder("lab").environment(Map.of()).openTelemetry(sdk);
    settings.forEach(builder::set);
    obs = builder.build();
    lines.setContext((LoggerContext) LoggerFactory.getILoggerFactory());
    lines.start();
    logger().setLevel(Level.DEBUG);
    logger().setAdditive(false);
    logger().addAppender(lines);
  }

  /** Everything on, every trace sampled, DEBUG lines too. */
  public static AiLab open() {
    return with(Map.of());
  }

  /** With those settings, by name. */
  public static AiLab with(Map<String, String> settings) {
    return new AiLab(settings);
  }

  private static Logger logger() {
    return (Logger) LoggerFactory.getLogger("io.sightglass");
  }

  /** The object under test. */
  public Observability obs() {
    return obs;
  }

  /** Spans ended so far. */
  public List<SpanData> spans() {
    return exporter.getFinishedSpanItems();
  }

  /** The only span. */
  public SpanData span() {
    List<SpanData> all = spans();
    if (all.size() != 1) {
      throw new AssertionError("expected one span, found " + all);
    }
    return all.get(0);
  }

  /** An attribute of the only span, as text; null if it has none of that name. */
  public String attribute(String name) {
    return span().getAttributes().asMap().entrySet().stream()
        .filter(entry -> entry.getKey().getKey().equals(name))
        .map(entry -> String.valueOf(entry.getValue()))
        .findFirst()
        .orElse(null);
  }

  /** Lines of calls so far. */
  public List<ILoggingEvent> lines() {
    return lines.of("io.sightglass.ai");
  }

  /** The library's own messages so far. */
  public List<ILoggingEvent> messages() {
    return lines.of("io.sightglass");
  }

  /** The fields of a line. */
  public static Map<String, Object> fields(ILoggingEvent line) {
    List<KeyValuePair> pairs = line.getKeyValuePairs();
    return pairs.stream().collect(Collectors.toMap(pair -> pair.key, pair -> pair.value));
  }

  /** The whole exposition. */
  public String scrape() {
    return new String(obs.scrape("").bytes(), StandardCharsets.UTF_8);
  }

  /** The value of a series, its labels in any order; -1 if there is none. */
  public double value(String series) {
    String family = series.replaceFirst("\\{.*", "");
    return series(family).stream()
        .filter(line -> labels(line).equals(labels(series)))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .findFirst()
        .orElse(-1);
  }

  private static Set<String> labels(String series) {
    int open = series.indexOf('{');
    return open < 0
        ? Set.of()
        : Set.of(series.substring(open + 1, series.lastIndexOf('}')).split(",", -1));
  }

  /** The lines of a family, without their buckets. */
  public List<String> series(String family) {
    return scrape()
        .lines()
        .filter(line -> line.startsWith(family + "{") || line.startsWith(family + " "))
        .toList();
  }

  /** The sum over all series of a family. */
  public double sum(String family) {
    return series(family).stream()
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  @Override
  public void close() {
    logger().detachAppender(lines);
    obs.close();
    sdk.close();
  }

  private static final class Lines extends AppenderBase<ILoggingEvent> {

    private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();

    List<ILoggingEvent> of(String logger) {
      return events.stream().filter(event -> event.getLoggerName().equals(logger)).toList();
    }

    @Override
    protected void append(ILoggingEvent event) {
      event.prepareForDeferredProcessing();
      events.add(event);
    }
  }
}
