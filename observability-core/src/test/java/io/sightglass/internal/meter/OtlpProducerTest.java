// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.meter;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.DistributionSummary;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.MetricDataType;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.sightglass.catalogue.LabelSpec;
import io.sightglass.catalogue.MeterSpec;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The SDK's metric readers get what a scrape gets. */
class OtlpProducerTest {

  private final MeterEngine engine = MeterEngine.builder().build();
  private final InMemoryMetricReader reader = InMemoryMetricReader.create();
  private final SdkMeterProvider provider =
      SdkMeterProvider.builder()
          .registerMetricReader(reader)
          .registerMetricProducer(engine.metricProducer())
          .build();

  @AfterEach
  void close() {
    provider.close();
    engine.close();
  }

  private Map<String, MetricData> read() {
    return reader.collectAllMetrics().stream()
        .collect(Collectors.toMap(MetricData::getName, Function.identity()));
  }

  @Test
  void a_counter_is_a_cumulative_monotonic_sum() {
    engine
        .meters()
        .counter(
            MeterSpec.counter("sent_bytes_total", "Bytes sent.")
                .label(LabelSpec.learned("to"))
                .build())
        .handle("x")
        .add(512);
    MetricData metric = read().get("sent_bytes_total");
    assertThat(metric.getType()).isEqualTo(MetricDataType.DOUBLE_SUM);
    assertThat(metric.getDescription()).isEqualTo("Bytes sent.");
    assertThat(metric.getUnit()).isEqualTo("By");
    assertThat(metric.getInstrumentationScopeInfo().getName()).isEqualTo("io.sightglass");
    assertThat(metric.getDoubleSumData().isMonotonic()).isTrue();
    assertThat(metric.getDoubleSumData().getAggregationTemporality())
        .isEqualTo(AggregationTemporality.CUMULATIVE);
    DoublePointData point = metric.getDoubleSumData().getPoints().iterator().next();
    assertThat(point.getValue()).isEqualTo(512);
    assertThat(point.getAttributes().get(AttributeKey.stringKey("to"))).isEqualTo("x");
    assertThat(point.getStartEpochNanos()).isPositive().isLessThanOrEqualTo(point.getEpochNanos());
  }

  @Test
  void a_histogram_has_its_buckets_and_exemplars() {
    SpanContext span =
        SpanContext.create(
            "1".repeat(32), "2".repeat(16), TraceFlags.getSampled(), TraceState.getDefault());
    var histogram =
        engine
            .meters()
            .histogram(MeterSpec.histogram("h_seconds", "H.").buckets(1, 2).build())
            .handle();
    histogram.record(0.5);
    histogram.record(1.5, span);
    histogram.record(9);
    MetricData metric = read().get("h_seconds");
    assertThat(metric.getUnit()).isEqualTo("s");
    HistogramPointData point = metric.getHistogramData().getPoints().iterator().next();
    assertThat(point.getBoundaries()).containsExactly(1.0, 2.0);
    assertThat(point.getCounts()).containsExactly(1L, 1L, 1L);
    assertThat(point.getCount()).isEqualTo(3);
    assertThat(point.getSum()).isEqualTo(11);
    assertThat(point.hasMin()).isFalse();
    assertThat(point.getExemplars())
        .singleElement()
        .satisfies(
            exemplar -> {
              assertThat(exemplar.getSpanContext().getTraceId()).isEqualTo(span.getTraceId());
              assertThat(exemplar.getSpanContext().getSpanId()).isEqualTo(span.getSpanId());
              assertThat(exemplar.getValue()).isEqualTo(1.5);
            });
  }

  @Test
  void every_sample_of_a_scrape_is_there_with_the_same_value() {
    engine.observeRuntime("1", "test");
    engine.meters().counter(MeterSpec.counter("a_total", "A.").build()).handle().add(3);
    engine.registry().counter("micrometer.counter").increment(4);
    DistributionSummary.builder("quantiled")
        .publishPercentiles(0.5)
        .register(engine.registry())
        .record(7);
    engine.registry().more().longTaskTimer("long.task").start();
    Map<String, MetricData> metrics = read();
    Exposition page = Engines.text(engine);
    for (var type : page.types.entrySet()) {
      String name = type.getKey();
      if (name.startsWith("long_task")) {
        continue;
      }
      assertThat(metrics).containsKey(name);
      Map<Map<String, String>, Double> expected = new java.util.HashMap<>();
      String sample = type.getValue().equals("histogram") ? name + "_count" : name;
      page.named(sample).forEach(one -> expected.put(one.labels(), one.value()));
      assertThat(points(metrics.get(name)).keySet()).as(name).isEqualTo(expected.keySet());
    }
    assertThat(points(metrics.get("a_total"))).containsEntry(Map.of(), 3.0);
    assertThat(points(metrics.get("micrometer_counter_total"))).containsEntry(Map.of(), 4.0);
    assertThat(metrics.get("quantiled").getSummaryData().getPoints())
        .singleElement()
        .extracting("count", "sum")
        .containsExactly(1L, 7.0);
  }

  private static Map<Map<String, String>, Double> points(MetricData metric) {
    Map<Map<String, String>, Double> points = new java.util.HashMap<>();
    metric
        .getData()
        .getPoints()
        .forEach(
            point -> {
              Map<String, String> labels = new TreeMap<>();
              point
                  .getAttributes()
                  .forEach((key, value) -> labels.put(key.getKey(), value.toString()));
              if (point instanceof HistogramPointData histogram) {
                points.put(labels, (double) histogram.getCount());
              } else if (point instanceof DoublePointData number) {
                points.put(labels, number.getValue());
              } else if (point
                  instanceof io.opentelemetry.sdk.metrics.data.SummaryPointData summary) {
                for (var quantile : summary.getValues()) {
                  labels.put("quantile", String.valueOf(quantile.getQuantile()));
                  points.put(labels, quantile.getValue());
                }
              }
            });
    return points;
  }
}
