// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightglass.catalogue.LabelSpec;
import io.sightglass.catalogue.MeterSpec;
import io.sightglass.endpoint.OpsResponse;
import io.sightglass.meter.Counter;
import io.sightglass.meter.Histogram;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScrapeTest {

  private final MeterEngine engine = MeterEngine.builder().limits(10_000, 1_000_000).build();

  @AfterEach
  void close() {
    engine.close();
  }

  private void plant(int series) {
    Counter counter =
        engine
            .meters()
            .counter(
                MeterSpec.counter("requests_total", "Requests.")
                    .label(LabelSpec.learned("route"))
                    .label(LabelSpec.learned("status"))
                    .build());
    for (int i = 0; i < series; i++) {
      counter.handle("/r/" + i / 10, String.valueOf(i % 10)).add(i);
    }
  }

  @Test
  void content_types_say_the_version() {
    assertThat(Engines.scrape(engine, "").headers())
        .containsEntry("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
    assertThat(Engines.scrape(engine, Engines.OPEN_METRICS).headers())
        .containsEntry(
            "Content-Type", "application/openmetrics-text; version=1.0.0; charset=utf-8");
    assertThat(Engines.scrape(engine, "application/vnd.google.protobuf").headers())
        .containsEntry(
            "Content-Type",
            "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily;"
                + " encoding=delimited");
  }

  @Test
  void a_format_it_cannot_make_is_406() {
    assertThat(Engines.scrape(engine, "application/json").status()).isEqualTo(406);
  }

  @Test
  void a_registry_that_cannot_be_scraped_is_404() {
    try (MeterEngine joined = MeterEngine.builder().host(new SimpleMeterRegistry()).build()) {
      assertThat(joined.isScrapable()).isFalse();
      assertThat(Engines.scrape(joined, "").status()).isEqualTo(404);
      assertThat(joined.metricProducer().produce(io.opentelemetry.sdk.resources.Resource.empty()))
          .isEmpty();
    }
  }

  @Test
  void gzip_holds_the_same_page() throws Exception {
    plant(5_000);
    OpsResponse zipped = engine.scrape("", Set.of("requests_total"), true);
    byte[] plain = engine.scrape("", Set.of("requests_total"), false).bytes();
    assertThat(zipped.headers()).containsEntry("Content-Encoding", "gzip");
    assertThat(zipped.length()).isLessThan(plain.length / 4);
    try (var in = new GZIPInputStream(new ByteArrayInputStream(zipped.bytes()))) {
      assertThat(in.readAllBytes()).isEqualTo(plain);
    }
  }

  @Test
  void a_filter_answers_with_the_named_families_alone() {
    plant(3);
    engine.meters().gauge(MeterSpec.gauge("g", "G.").build()).handle().set(1);
    engine.meters().histogram(MeterSpec.histogram("h_seconds", "H.").build());
    assertThat(filtered("g")).containsOnlyKeys("g");
    assertThat(filtered("requests_total")).containsOnlyKeys("requests_total");
    assertThat(filtered("requests")).containsOnlyKeys("requests_total");
    assertThat(filtered("h_seconds_bucket", "g")).containsOnlyKeys("g", "h_seconds");
    assertThat(filtered("nothing")).isEmpty();
  }

  private java.util.Map<String, String> filtered(String... names) {
    return Exposition.text(engine.scrape("", Set.of(names), false).bytes()).types;
  }

  @Test
  void a_value_recorded_before_the_call_is_always_seen() throws Exception {
    plant(2_000);
    Counter.Handle counter =
        engine.meters().counter(MeterSpec.counter("mine_total", "M.").build()).handle();
    ExecutorService clients = Executors.newFixedThreadPool(8);
    AtomicInteger recorded = new AtomicInteger();
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int c = 0; c < 8; c++) {
        all.add(
            clients.submit(
                () -> {
                  for (int i = 0; i < 50; i++) {
                    counter.increment();
                    int atLeast = recorded.incrementAndGet();
                    assertThat(Engines.text(engine).value("mine_total"))
                        .isGreaterThanOrEqualTo(atLeast);
                  }
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } finally {
      clients.shutdown();
    }
  }

  @Test
  void who_arrives_during_a_collection_shares_the_next_one() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    AtomicInteger runs = new AtomicInteger();
    SharedRun<Integer> shared =
        new SharedRun<>(
            () -> {
              int run = runs.incrementAndGet();
              if (run == 1) {
                inside.countDown();
                try {
                  go.await();
                } catch (InterruptedException e) {
                  throw new AssertionError(e);
                }
              }
              return run;
            });
    ExecutorService callers = Executors.newCachedThreadPool();
    try {
      Future<Integer> first = callers.submit(shared::join);
      inside.await();
      List<Future<Integer>> later = new ArrayList<>();
      CountDownLatch arrived = new CountDownLatch(50);
      for (int i = 0; i < 50; i++) {
        later.add(
            callers.submit(
                () -> {
                  arrived.countDown();
                  return shared.join();
                }));
      }
      arrived.await();
      org.awaitility.Awaitility.await()
          .until(
              () ->
                  Thread.getAllStackTraces().values().stream()
                          .filter(
                              frames ->
                                  java.util.Arrays.stream(frames)
                                      .anyMatch(
                                          frame ->
                                              frame.getClassName().equals(SharedRun.class.getName())
                                                  && frame.getMethodName().equals("join")))
                          .count()
                      == 51);
      go.countDown();
      assertThat(first.get()).isEqualTo(1);
      for (Future<Integer> one : later) {
        assertThat(one.get()).isEqualTo(2);
      }
      assertThat(shared.join()).isEqualTo(3);
    } finally {
      callers.shutdown();
    }
  }

  @Test
  void a_run_that_fails_does_not_stop_the_next() {
    AtomicInteger runs = new AtomicInteger();
    SharedRun<Integer> shared =
        new SharedRun<>(
            () -> {
              if (runs.incrementAndGet() == 1) {
                throw new IllegalStateException("once");
              }
              return runs.get();
            });
    assertThatThrownBy(shared::join).hasRootCauseMessage("once");
    assertThat(shared.join()).isEqualTo(2);
  }

  @Test
  void one_body_is_shared_by_all_who_ask_for_it() {
    plant(100);
    var collected = new Collected(List.of(), engine.skips());
    List<byte[]> one = collected.body(Format.OPEN_METRICS, Set.of(), true);
    assertThat(collected.body(Format.OPEN_METRICS, Set.of(), true)).isSameAs(one);
    assertThat(collected.body(Format.TEXT, Set.of(), true)).isNotSameAs(one);
  }

  @Test
  void fifty_scrapes_at_once_of_many_series_share_their_bodies() throws Exception {
    int series = Engines.FULL ? 100_000 : 10_000;
    plant(series);
    ExecutorService clients = Executors.newFixedThreadPool(50);
    long start = System.nanoTime();
    Set<byte[]> bodies = Collections.newSetFromMap(new IdentityHashMap<>());
    try {
      List<Future<OpsResponse>> all = new ArrayList<>();
      for (int c = 0; c < 50; c++) {
        boolean gzip = c % 2 == 0;
        all.add(clients.submit(() -> engine.scrape(Engines.OPEN_METRICS, Set.of(), gzip)));
      }
      for (Future<OpsResponse> one : all) {
        assertThat(one.get().status()).isEqualTo(200);
        bodies.add(one.get().chunks().get(0));
      }
    } finally {
      clients.shutdown();
    }
    System.out.printf(
        "row 34: 50 scrapes at once of %,d series in %d ms, %d different bodies%n",
        series, (System.nanoTime() - start) / 1_000_000, bodies.size());
    assertThat(bodies.size()).isLessThan(50);
    Exposition page = Engines.openMetrics(engine);
    assertThat(page.named("requests_total")).hasSize(series);
    assertThat(page.sum("requests_total")).isEqualTo(series * (series - 1.0) / 2);
  }

  @Test
  void scraping_makes_no_series() {
    plant(10);
    Engines.openMetrics(engine);
    Set<String> before = keys();
    for (int i = 0; i < 200; i++) {
      Engines.scrape(engine, i % 2 == 0 ? "" : Engines.OPEN_METRICS);
    }
    assertThat(keys()).isEqualTo(before);
  }

  private Set<String> keys() {
    return Engines.text(engine).samples.stream()
        .map(Exposition.Sample::key)
        .collect(java.util.stream.Collectors.toSet());
  }

  @Test
  void a_scrape_of_own_meters_allocates_less_than_the_rivals_line() {
    plant(10_000);
    Histogram histogram =
        engine
            .meters()
            .histogram(
                MeterSpec.histogram("h_seconds", "H.").label(LabelSpec.learned("route")).build());
    for (int i = 0; i < 500; i++) {
      histogram.handle("/r/" + i).record(i / 100.0);
    }
    var threads =
        (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
    Engines.scrape(engine, "");
    long before = threads.getCurrentThreadAllocatedBytes();
    byte[] body = Engines.scrape(engine, "").bytes();
    long allocated = threads.getCurrentThreadAllocatedBytes() - before - body.length;
    long lines = new String(body, java.nio.charset.StandardCharsets.UTF_8).lines().count();
    System.out.printf("scrape: %d bytes allocated per line%n", allocated / lines);
    assertThat(allocated / lines).isLessThanOrEqualTo(560);
  }
}
