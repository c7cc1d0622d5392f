// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.event;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.SimpleLogRecordProcessor;
import io.opentelemetry.sdk.testing.exporter.InMemoryLogRecordExporter;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.sightglass.Observability;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;

/** An app whose spans, log records and business lines are kept. */
final class EventApp implements AutoCloseable {

  final InMemorySpanExporter spans = InMemorySpanExporter.create();
  final InMemoryLogRecordExporter records = InMemoryLogRecordExporter.create();
  final Observability obs;
  private final OpenTelemetrySdk sdk =
      OpenTelemetrySdk.builder()
          .setTracerProvider(
              SdkTracerProvider.builder()
                  .addSpanProcessor(SimpleSpanProcessor.create(spans))
                  .build())
          .setLoggerProvider(
              SdkLoggerProvider.builder()
                  .addLogRecordProcessor(SimpleLogRecordProcessor.create(records))
                  .build())
          .build();
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final Logger business = (Logger) LoggerFactory.getLogger("business");
  private final ListAppender<ILoggingEvent> own = new ListAppender<>();
  private final Logger sightglass = (Logger) LoggerFactory.getLogger("io.sightglass");

  EventApp() {
    this(Map.of());
  }

  EventApp(Map<String, String> environment) {
    obs = Observability.builder("test").environment(environment).openTelemetry(sdk).build();
    lines.start();
    business.setLevel(Level.INFO);
    business.setAdditive(false);
    business.addAppender(lines);
    own.start();
    sightglass.addAppender(own);
  }

  List<ILoggingEvent> lines() {
    return List.copyOf(lines.list);
  }

  /** What the library said, from the code on. */
  List<String> said() {
    return own.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  /** The fields of the only line. */
  Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    lines.list.get(0).getKeyValuePairs().forEach(pair -> fields.put(pair.key, pair.value));
    return fields;
  }

  String scrape() {
    return new String(obs.scrape("").bytes(), StandardCharsets.UTF_8);
  }

  /** The samples that begin with {@code prefix}, in order. */
  List<String> samples(String prefix) {
    return scrape().lines().filter(line -> line.startsWith(prefix)).toList();
  }

  @Override
  public void close() {
    business.detachAppender(lines);
    business.setLevel(null);
    business.setAdditive(true);
    sightglass.detachAppender(own);
    obs.close();
    sdk.close();
  }
}
