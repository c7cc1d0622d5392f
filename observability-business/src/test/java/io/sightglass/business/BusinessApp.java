// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business;

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
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** An app with its page, its spans and its lines in memory. */
final class BusinessApp implements AutoCloseable {

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  private final OpenTelemetrySdk sdk =
      OpenTelemetrySdk.builder()
          .setTracerProvider(
              SdkTracerProvider.builder()
                  .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                  .build())
          .build();
  private final Lines lines = new Lines();
  private final List<Logger> loggers =
      List.of(
          (Logger) LoggerFactory.getLogger("business"),
          (Logger) LoggerFactory.getLogger("io.sightglass.activity"));
  final Observability obs;
  final Business business;

  BusinessApp() {
    this(Map.of());
  }

  BusinessApp(Map<String, String> environment) {
    lines.setContext((LoggerContext) LoggerFactory.getILoggerFactory());
    lines.start();
    loggers.forEach(
        logger -> {
          logger.setAdditive(false);
          logger.addAppender(lines);
        });
    obs = Observability.builder("test").environment(environment).openTelemetry(sdk).build();
    business = Business.of(obs);
  }

  Page page() {
    return Page.of(new String(obs.scrape("").bytes(), StandardCharsets.UTF_8));
  }

  List<SpanData> spans() {
    return exporter.getFinishedSpanItems();
  }

  /** The lines of the loggers of events and activities. */
  List<ILoggingEvent> lines() {
    return lines.all;
  }

  List<String> messages() {
    return lines.all.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  ILoggingEvent line(String message) {
    return lines.all.stream()
        .filter(line -> line.getFormattedMessage().equals(message))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no line '" + message + "' in " + messages()));
  }

  static Map<String, Object> fields(ILoggingEvent line) {
    Map<String, Object> fields = new LinkedHashMap<>();
    if (line.getKeyValuePairs() != null) {
      line.getKeyValuePairs().forEach(pair -> fields.put(pair.key, pair.value));
    }
    return fields;
  }

  @Override
  public void close() {
    loggers.forEach(
        logger -> {
          logger.detachAppender(lines);
          logger.setAdditive(true);
        });
    lines.stop();
    obs.close();
    sdk.close();
  }

  private static final class Lines extends AppenderBase<ILoggingEvent> {

    private final List<ILoggingEvent> all = new CopyOnWriteArrayList<>();

    @Override
    protected void append(ILoggingEvent line) {
      line.prepareForDeferredProcessing();
      all.add(line);
    }
  }
}
