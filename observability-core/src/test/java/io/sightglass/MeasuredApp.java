// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.List;
import java.util.Map;

/** An app with spans in memory whose page is read line by line, for tests of leaf packages. */
public final class MeasuredApp implements AutoCloseable {

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  private final OpenTelemetrySdk sdk =
      OpenTelemetrySdk.builder()
          .setTracerProvider(
              SdkTracerProvider.builder()
                  .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                  .build())
          .build();
  private final Observability obs;

  private MeasuredApp(Map<String, String> environment) {
    obs = Observability.builder("measured").environment(environment).openTelemetry(sdk).build();
  }

  public static MeasuredApp start() {
    return new MeasuredApp(Map.of());
  }

  public static MeasuredApp with(Map<String, String> environment) {
    return new MeasuredApp(environment);
  }

  public Observability obs() {
    return obs;
  }

  public String page() {
    return TestApp.text(obs);
  }

  /** The value of the one series that is written so; 0 if there is none. */
  public double value(String series) {
    return page()
        .lines()
        .filter(line -> line.startsWith(series + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1).strip()))
        .sum();
  }

  /** The sum over all series whose line starts so. */
  public double sum(String start) {
    return page()
        .lines()
        .filter(line -> line.startsWith(start))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** The lines that start so. */
  public List<String> lines(String start) {
    return page().lines().filter(line -> line.startsWith(start)).toList();
  }

  /** The spans that ended since it was asked last. */
  public List<SpanData> spans() {
    List<SpanData> spans = List.copyOf(exporter.getFinishedSpanItems());
    exporter.reset();
    return spans;
  }

  /** What an outermost activity around the work has in its line. */
  public Map<String, Number> tally(Work work) throws Exception {
    Tally tally = Tally.start();
    var context = ContextFields.empty().withTally(tally).storeInContext(here());
    try (var scope = context.makeCurrent()) {
      work.run();
    }
    return tally.sums();
  }

  private static io.opentelemetry.context.Context here() {
    return io.opentelemetry.context.Context.current();
  }

  /** Something to do. */
  @FunctionalInterface
  public interface Work {
    void run() throws Exception;
  }

  /** Nothing went wrong inside the library. */
  public void assertSound() {
    assertThat(lines("sightglass_internal_errors_total{")).allMatch(line -> line.endsWith(" 0.0"));
  }

  @Override
  public void close() {
    obs.close();
    sdk.close();
  }
}
