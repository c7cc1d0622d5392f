// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.meter;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.resources.Resource;
import io.sightglass.Code;
import io.sightglass.catalogue.MeterSpec;
import io.sightglass.meter.Counter;
import io.sightglass.meter.Gauge;
import io.sightglass.meter.Histogram;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One rule for numbers, whatever keeps them: own store, a host's registries, OTLP. */
class BadNumbersTest {

  private static final double[] BAD = {
    -1,
    -0.001,
    -Double.MIN_VALUE,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.MAX_VALUE,
    1.1e100,
    -1e200
  };

  private static final MeterSpec COUNTER = MeterSpec.counter("c_total", "C.").build();
  private static final MeterSpec GAUGE = MeterSpec.gauge("g", "G.").build();
  private static final MeterSpec HISTOGRAM =
      MeterSpec.histogram("h_seconds", "H.").buckets(1, 2).build();

  static Stream<@Nullable MeterRegistry> registries() {
    return Stream.of(
        null, new SimpleMeterRegistry(), new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
  }

  private static MeterEngine engine(@Nullable MeterRegistry host, Said said) {
    var builder = MeterEngine.builder();
    MeterEngine engine = host == null ? builder.build() : builder.host(host).build();
    engine.reportTo(said);
    return engine;
  }

  @ParameterizedTest
  @MethodSource("registries")
  void bad_numbers_are_refused_and_counted_alike(@Nullable MeterRegistry host) {
    Said said = new Said();
    MeterEngine engine = engine(host, said);
    Counter.Handle counter = engine.meters().counter(COUNTER).handle();
    Histogram.Handle histogram = engine.meters().histogram(HISTOGRAM).handle();
    Gauge.Handle gauge = engine.meters().gauge(GAUGE).handle();
    counter.add(3);
    histogram.record(1.5);
    gauge.set(2);
    for (double bad : BAD) {
      counter.add(bad);
      counter.add(bad, null);
      histogram.record(bad);
      histogram.record(bad, null);
    }
    histogram.recordNanos(-5);
    gauge.set(Double.POSITIVE_INFINITY);
    gauge.set(Double.NEGATIVE_INFINITY);
    gauge.set(1e101);
    gauge.add(Double.NaN);
    gauge.add(Double.POSITIVE_INFINITY);
    counter.add(Long.MAX_VALUE);
    counter.add(Double.MIN_VALUE);

    double expected = 3.0 + Long.MAX_VALUE;
    assertThat(value(engine, "c_total")).isEqualTo(expected);
    assertThat(value(engine, "h_seconds_sum")).isEqualTo(1.5);
    assertThat(value(engine, "h_seconds_count")).isEqualTo(1);
    assertThat(value(engine, "g")).isEqualTo(2);
    assertThat(said.invalid)
        .containsEntry("metrics/negative", 13L)
        .containsEntry("metrics/nan", 5L)
        .containsEntry("metrics/infinite", 11L)
        .containsEntry("metrics/too_large", 13L);
    assertThat(said.of(Code.BAD_NUMBER)).hasSize(3);
    System.out.printf(
        "row 6: %d bad numbers refused and counted, in front of %s%n",
        said.invalid.values().stream().mapToLong(Long::longValue).sum(),
        host == null ? "our own store" : host.getClass().getSimpleName());

    gauge.set(Double.NaN);
    assertThat(value(engine, "g")).isNaN();
    engine.close();
  }

  @Test
  void otlp_has_the_same_values() {
    Said said = new Said();
    MeterEngine engine = engine(null, said);
    Counter.Handle counter = engine.meters().counter(COUNTER).handle();
    for (double bad : BAD) {
      counter.add(bad);
    }
    counter.add(2.5);
    engine.meters().histogram(HISTOGRAM).handle().record(Double.POSITIVE_INFINITY);
    engine.meters().gauge(GAUGE).handle().set(Double.NaN);
    for (MetricData metric : engine.metricProducer().produce(Resource.empty())) {
      switch (metric.getName()) {
        case "c_total" ->
            assertThat(metric.getDoubleSumData().getPoints())
                .singleElement()
                .extracting("value")
                .isEqualTo(2.5);
        case "g" ->
            assertThat(metric.getDoubleGaugeData().getPoints())
                .singleElement()
                .extracting("value")
                .isEqualTo(Double.NaN);
        case "h_seconds" ->
            assertThat(metric.getHistogramData().getPoints())
                .singleElement()
                .extracting("count", "sum")
                .containsExactly(0L, 0.0);
        default -> {}
      }
    }
    engine.close();
  }

  @Test
  void counters_only_go_up_whatever_is_added() {
    MeterEngine engine = engine(null, new Said());
    Counter.Handle counter = engine.meters().counter(COUNTER).handle();
    Random random = new Random(6);
    int operations = Engines.FULL ? 1_000_000 : 50_000;
    double last = 0;
    double sum = 0;
    for (int i = 0; i < operations; i++) {
      double amount =
          i % 10 == 0 ? BAD[random.nextInt(BAD.length)] : Math.floor(random.nextDouble() * 100);
      counter.add(amount);
      if (amount >= 0 && amount <= 1e100) {
        sum += amount;
      }
      if (i % 1000 == 0) {
        double now = Engines.text(engine).value("c_total");
        assertThat(now).isGreaterThanOrEqualTo(last);
        last = now;
      }
    }
    assertThat(Engines.text(engine).value("c_total")).isEqualTo(sum);
    System.out.printf("row 6: %,d random additions, the sum exact and never lower%n", operations);
    engine.close();
  }

  @Test
  void sums_of_the_largest_values_stay_finite() {
    MeterEngine engine = engine(null, new Said());
    Histogram.Handle histogram = engine.meters().histogram(HISTOGRAM).handle();
    Gauge.Handle gauge = engine.meters().gauge(GAUGE).handle();
    for (int i = 0; i < 100_000; i++) {
      histogram.record(1e100);
      gauge.add(1e100);
    }
    assertThat(Engines.text(engine).value("h_seconds_sum")).isFinite();
    assertThat(Engines.text(engine).value("g")).isEqualTo(1e100);
    engine.close();
  }

  @ParameterizedTest
  @MethodSource("registries")
  void an_observed_sum_never_goes_down(@Nullable MeterRegistry host) {
    MeterEngine engine = engine(host, new Said());
    double[] now = {5};
    engine.meters().observeCounter(COUNTER, () -> now[0]);
    double[] seen = {5, 3, Double.NaN, -1, Double.POSITIVE_INFINITY, 8};
    double[] reported = {5, 5, 5, 5, 5, 8};
    for (int i = 0; i < seen.length; i++) {
      now[0] = seen[i];
      assertThat(value(engine, "c_total")).isEqualTo(reported[i]);
    }
    engine.close();
  }

  /** The value as the registry behind the engine has it. */
  private static double value(MeterEngine engine, String name) {
    if (engine.isScrapable()) {
      return Engines.text(engine).value(name);
    }
    MeterRegistry registry = engine.registry();
    return switch (name) {
      case "c_total" -> {
        var counter = registry.find(name).functionCounter();
        yield counter != null ? counter.count() : registry.get(name).counter().count();
      }
      case "g" -> registry.get(name).gauge().value();
      case "h_seconds_sum" -> registry.get("h_seconds").summary().totalAmount();
      case "h_seconds_count" -> registry.get("h_seconds").summary().count();
      default -> throw new AssertionError(name);
    };
  }
}
