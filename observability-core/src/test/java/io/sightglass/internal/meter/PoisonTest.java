// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.sightglass.Code;
import io.sightglass.catalogue.LabelSpec;
import io.sightglass.catalogue.MeterSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One bad meter costs its own family and nothing else. */
class PoisonTest {

  private final Said said = new Said();
  private final MeterEngine engine = MeterEngine.builder().build();

  PoisonTest() {
    engine.reportTo(said);
  }

  @AfterEach
  void close() {
    engine.close();
  }

  enum Poison {
    TAGS_THAT_NORMALISE_TO_ONE(
        engine ->
            Counter.builder("poison.tags").tag("a-b", "1").tag("a.b", "2").register(of(engine))),
    THROWING_FUNCTION_COUNTER(
        engine -> FunctionCounter.builder("poison.function", 1, n -> fail()).register(of(engine))),
    LE_ON_A_HISTOGRAM(
        engine ->
            DistributionSummary.builder("poison.le").tag("le", "1").register(of(engine)).record(1)),
    QUANTILE_ON_A_SUMMARY(
        engine ->
            DistributionSummary.builder("poison.quantile")
                .publishPercentiles(0.5)
                .tag("quantile", "1")
                .register(of(engine))
                .record(1)),
    THROWING_GAUGE(engine -> Gauge.builder("poison.gauge", PoisonTest::fail).register(of(engine))),
    ERROR_IN_A_GAUGE(
        engine ->
            Gauge.builder(
                    "poison.error",
                    () -> {
                      throw new AssertionError("planted");
                    })
                .register(of(engine))),
    STACK_OVERFLOW(
        engine ->
            engine
                .meters()
                .gauge(MeterSpec.gauge("poison_overflow", "P.").build())
                .observe(PoisonTest::recurse)),
    NAN_GAUGE(engine -> Gauge.builder("poison.nan", () -> Double.NaN).register(of(engine))),
    THROWING_OWN_GAUGE(
        engine ->
            engine
                .meters()
                .gauge(MeterSpec.gauge("poison_own", "P.").build())
                .observe(PoisonTest::fail)),
    THROWING_OWN_COUNTER(
        engine ->
            engine
                .meters()
                .observeCounter(
                    MeterSpec.counter("poison_own_total", "P.").build(), PoisonTest::fail)),
    ERROR_IN_AN_OWN_GAUGE(
        engine ->
            engine
                .meters()
                .gauge(MeterSpec.gauge("poison_linkage", "P.").build())
                .observe(
                    () -> {
                      throw new NoClassDefFoundError("planted");
                    })),
    THROWING_COLLECTOR(engine -> register(engine, (Collector) PoisonTest::snapshotOrFail)),
    NULL_FROM_A_COLLECTOR(engine -> register(engine, (Collector) () -> null)),
    THROWING_MULTI_COLLECTOR(
        engine ->
            register(
                engine,
                (MultiCollector)
                    () -> {
                      throw new IllegalStateException("planted");
                    })),
    DUPLICATE_SERIES(
        engine ->
            register(
                engine,
                (Collector)
                    () ->
                        GaugeSnapshot.builder()
                            .name("poison_twice")
                            .dataPoint(point(1))
                            .dataPoint(point(2))
                            .build())),
    NAME_OF_A_GOOD_FAMILY(
        engine ->
            register(
                engine,
                (Collector)
                    () -> GaugeSnapshot.builder().name("good_gauge").dataPoint(point(1)).build())),
    NAME_OF_A_SAMPLE(
        engine ->
            register(
                engine,
                (Collector)
                    () ->
                        GaugeSnapshot.builder()
                            .name("good_seconds_count")
                            .dataPoint(point(1))
                            .build())),
    NEGATIVE_CUSTOM_METER(
        engine ->
            Meter.builder(
                    "poison.custom",
                    Meter.Type.OTHER,
                    List.of(
                        new io.micrometer.core.instrument.Measurement(
                            () -> -1.0, io.micrometer.core.instrument.Statistic.TOTAL)))
                .register(of(engine))),
    FUNCTION_COUNTER_OF_NAN(
        engine ->
            FunctionCounter.builder("poison.nan.counter", 1, n -> Double.NaN).register(of(engine))),
    CHECKED_EXCEPTION(
        engine ->
            engine
                .meters()
                .gauge(MeterSpec.gauge("poison_sneaky", "P.").build())
                .observe(
                    () -> {
                      throw PoisonTest.<RuntimeException>sneaky(new java.io.IOException("planted"));
                    }));

    private final Consumer<MeterEngine> plant;

    Poison(Consumer<MeterEngine> plant) {
      this.plant = plant;
    }

    void plantIn(MeterEngine engine) {
      plant.accept(engine);
    }
  }

  private static MeterRegistry of(MeterEngine engine) {
    return engine.registry();
  }

  private static double fail() {
    throw new IllegalStateException("planted");
  }

  @SuppressWarnings("InfiniteRecursion") // the poison
  private static double recurse() {
    return recurse() + 1;
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // throws what Java would refuse
  private static <E extends Throwable> E sneaky(Throwable e) throws E {
    throw (E) e;
  }

  private static MetricSnapshot snapshotOrFail() {
    throw new IllegalStateException("planted");
  }

  private static GaugeSnapshot.GaugeDataPointSnapshot point(double value) {
    return new GaugeSnapshot.GaugeDataPointSnapshot(value, Labels.EMPTY, null);
  }

  private static void register(MeterEngine engine, Collector collector) {
    ((PrometheusMeterRegistry) engine.registry()).getPrometheusRegistry().register(collector);
  }

  private static void register(MeterEngine engine, MultiCollector collector) {
    ((PrometheusMeterRegistry) engine.registry()).getPrometheusRegistry().register(collector);
  }

  /** Good meters of every kind, and a check that all of them are in a page. */
  private Runnable plantGood(int families) {
    List<String> names = new ArrayList<>();
    engine.meters().gauge(MeterSpec.gauge("good_gauge", "G.").build()).handle().set(1);
    engine.meters().histogram(MeterSpec.histogram("good_seconds", "G.").build()).handle().record(1);
    for (int i = 0; i < families; i++) {
      String name = "good_" + i;
      if (i % 3 == 0) {
        engine
            .meters()
            .counter(MeterSpec.counter(name + "_total", "G.").label(LabelSpec.learned("x")).build())
            .handle("v")
            .increment();
        names.add(name + "_total");
      } else if (i % 3 == 1) {
        engine.meters().gauge(MeterSpec.gauge(name, "G.").build()).observe(() -> 1);
        names.add(name);
      } else {
        Gauge.builder(name, () -> 1).register(engine.registry());
        names.add(name);
      }
    }
    return () -> {
      Exposition page = Engines.text(engine);
      assertThat(page.value("good_gauge")).isEqualTo(1);
      assertThat(page.value("good_seconds_count")).isEqualTo(1);
      for (String name : names) {
        assertThat(page.sum(name)).as(name).isEqualTo(1);
      }
    };
  }

  @ParameterizedTest
  @EnumSource
  void a_poison_alone(Poison poison) {
    Runnable check = plantGood(3);
    poison.plantIn(engine);
    for (int i = 0; i < 3; i++) {
      check.run();
      Engines.openMetrics(engine);
      assertThat(Engines.scrape(engine, "application/vnd.google.protobuf").status()).isEqualTo(200);
    }
  }

  @Test
  void all_poisons_among_many_good_meters() {
    Runnable check = plantGood(500);
    for (Poison poison : Poison.values()) {
      poison.plantIn(engine);
    }
    for (int i = 0; i < 5; i++) {
      check.run();
      Engines.openMetrics(engine);
    }
    Exposition page = Engines.text(engine);
    assertThat(page.value("sightglass_scrape_skipped_total", "reason", "failed")).isPositive();
    assertThat(page.value("sightglass_scrape_skipped_total", "reason", "duplicate")).isPositive();
    assertThat(said.of(Code.SCRAPE_SKIPPED)).isNotEmpty();
    assertThat(said.of(Code.SCRAPE_SKIPPED)).noneMatch(text -> text.contains("planted"));
    assertThat(engine.metricProducer().produce(io.opentelemetry.sdk.resources.Resource.empty()))
        .anyMatch(metric -> metric.getName().equals("good_0_total"));
  }

  @Test
  void micrometers_own_scrape_is_isolated_too() {
    plantGood(3);
    for (Poison poison : Poison.values()) {
      poison.plantIn(engine);
    }
    assertThat(((PrometheusMeterRegistry) engine.registry()).scrape())
        .contains("good_gauge 1")
        .contains("good_0_total{x=\"v\"} 1");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 20})
  void suppliers_that_block_are_left_out_and_left_alone(int blockers) {
    Runnable check = plantGood(100);
    check.run();
    AtomicInteger calls = new AtomicInteger();
    CountDownLatch release = new CountDownLatch(1);
    for (int i = 0; i < blockers; i++) {
      engine
          .meters()
          .gauge(MeterSpec.gauge("stuck_" + i, "S.").build())
          .observe(
              () -> {
                calls.incrementAndGet();
                waitFor(release);
                return 1;
              });
    }
    long start = System.nanoTime();
    check.run();
    long first = System.nanoTime() - start;
    start = System.nanoTime();
    for (int i = 0; i < 20; i++) {
      check.run();
    }
    long later = (System.nanoTime() - start) / 20;
    System.out.printf(
        "row 4: first scrape with %d blocked suppliers %d ms, then %.1f ms%n",
        blockers, first / 1_000_000, later / 1e6);
    assertThat(calls).hasValue(blockers);
    Exposition page = Engines.text(engine);
    assertThat(page.value("sightglass_scrape_skipped_total", "reason", "late")).isEqualTo(blockers);
    assertThat(page.named("stuck_0")).isEmpty();

    release.countDown();
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> Engines.text(engine).named("stuck_0").size() == 1);
  }

  @Test
  void more_blockers_than_threads_do_not_take_the_proven_ones_with_them() {
    Runnable check = plantGood(30);
    check.run();
    CountDownLatch release = new CountDownLatch(1);
    for (int i = 0; i < Gatherer.MAX_THREADS + 10; i++) {
      Gauge.builder(
              "stuck." + i,
              () -> {
                waitFor(release);
                return 1;
              })
          .register(engine.registry());
    }
    // The proven are read before the first blocker takes its thread.
    check.run();
    long threads =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().startsWith("sightglass-scrape-"))
            .filter(Thread::isAlive)
            .count();
    assertThat(threads).isLessThanOrEqualTo(Gatherer.MAX_THREADS + 1);
    release.countDown();
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(Engines.text(engine).named("stuck_0")).hasSize(1));
  }

  @Test
  void an_interrupted_scrape_is_whole_and_keeps_the_flag() {
    Runnable check = plantGood(9);
    Thread.currentThread().interrupt();
    check.run();
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void meters_that_come_and_go_during_scrapes_do_no_harm() throws Exception {
    Runnable check = plantGood(60);
    AtomicBoolean over = new AtomicBoolean();
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 3; t++) {
      int number = t;
      Thread thread =
          new Thread(
              () -> {
                for (int i = 0; !over.get(); i++) {
                  Gauge gauge =
                      Gauge.builder("fleeting." + number + "." + i % 50, () -> 1)
                          .register(engine.registry());
                  engine.registry().remove(gauge);
                }
              });
      thread.start();
      threads.add(thread);
    }
    Gauge.builder(
            "self.removing",
            () -> {
              engine.registry().getMeters().stream()
                  .filter(meter -> meter.getId().getName().startsWith("fleeting"))
                  .forEach(engine.registry()::remove);
              return 1;
            })
        .register(engine.registry());
    int scrapes = Engines.FULL ? 1_000 : 100;
    try {
      for (int i = 0; i < scrapes; i++) {
        check.run();
      }
    } finally {
      over.set(true);
      for (Thread thread : threads) {
        thread.join();
      }
    }
  }

  @Test
  void a_throwing_collector_does_not_stop_a_family_that_another_one_has() {
    register(
        engine,
        (MultiCollector)
            () ->
                new MetricSnapshots(
                    Stream.of("one", "two")
                        .<MetricSnapshot>map(
                            name -> GaugeSnapshot.builder().name(name).dataPoint(point(1)).build())
                        .toList()));
    Poison.THROWING_COLLECTOR.plantIn(engine);
    Exposition page = Engines.text(engine);
    assertThat(page.value("one")).isEqualTo(1);
    assertThat(page.value("two")).isEqualTo(1);
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      if (!latch.await(60, TimeUnit.SECONDS)) {
        throw new IllegalStateException("nobody released this supplier");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
