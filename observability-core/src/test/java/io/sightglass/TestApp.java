// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** An app with spans in memory, for tests of core. */
final class TestApp implements AutoCloseable {

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  private final OpenTelemetrySdk sdk =
      OpenTelemetrySdk.builder()
          .setTracerProvider(
              SdkTracerProvider.builder()
                  .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                  .build())
          .build();
  final Observability obs;

  TestApp() {
    obs = Observability.builder("test").environment(Map.of()).openTelemetry(sdk).build();
  }

  List<SpanData> spans() {
    return exporter.getFinishedSpanItems();
  }

  String scrape() {
    return text(obs);
  }

  static String text(Observability obs) {
    return new String(obs.scrape("").bytes(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    obs.close();
    sdk.close();
  }
}
