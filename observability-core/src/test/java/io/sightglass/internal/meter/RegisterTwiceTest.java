// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sightglass.Code;
import io.sightglass.catalogue.LabelSpec;
import io.sightglass.catalogue.MeterSpec;
import io.sightglass.meter.Counter;
import io.sightglass.meter.Gauge;
import io.sightglass.meter.Histogram;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One name, one meter: the first definition wins, and everybody gets something that works. */
class RegisterTwiceTest {

  private final Said said = new Said();
  private final MeterEngine engine = MeterEngine.builder().build();

  RegisterTwiceTest() {
    engine.reportTo(said);
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private static MeterSpec.Builder leads() {
    return MeterSpec.counter("leads_total", "Leads.");
  }

  @Test
  void the_same_spec_gives_the_same_meter() {
    MeterSpec spec = leads().label(LabelSpec.learned("source")).build();
    Counter first = engine.meters().counter(spec);
    MeterSpec equal = leads().label(LabelSpec.learned("source")).build();
    assertThat(engine.meters().counter(spec)).isSameAs(first);
    assertThat(engine.meters().counter(equal)).isSameAs(first);
    assertThat(said.warnings).isEmpty();
  }

  @Test
  void other_labels_under_one_name_are_brought_into_the_first_shape() {
    Counter first =
        engine
            .meters()
            .counter(
                leads()
                    .label(LabelSpec.learned("source"))
                    .label(LabelSpec.learned("city"))
                    .build());
    Counter second =
        engine
            .meters()
            .counter(
                leads().label(LabelSpec.learned("city")).label(LabelSpec.learned("agent")).build());
    first.handle("web", "pune").increment();
    second.handle("pune", "7").increment();
    second.handle("pune", "8").add(2);
    second.handle("delhi").increment();
    second.handle().increment();
    Exposition page = Engines.text(engine);
    assertThat(page.value("leads_total", "source", "web", "city", "pune")).isEqualTo(1);
    assertThat(page.value("leads_total", "source", "_other", "city", "pune")).isEqualTo(3);
    assertThat(page.value("leads_total", "source", "_other", "city", "delhi")).isEqualTo(1);
    assertThat(page.value("leads_total", "source", "_other", "city", "_other")).isEqualTo(1);
    assertThat(said.of(Code.METER_CONFLICT))
        .singleElement()
        .asString()
        .containsPattern("RegisterTwiceTest\\.java:\\d+.*RegisterTwiceTest\\.java:\\d+")
        .contains("leads_total");
    assertThat(said.invalid).containsEntry("metrics/meter_conflict", 1L);
  }

  @Test
  void another_type_under_one_name_gives_a_meter_that_keeps_nothing() {
    Gauge gauge = engine.meters().gauge(MeterSpec.gauge("depth", "D.").build());
    Histogram histogram = engine.meters().histogram(MeterSpec.histogram("depth", "D.").build());
    gauge.handle().set(4);
    histogram.handle().record(9);
    histogram.handle("a", "b", "c").recordNanos(5);
    Exposition page = Engines.openMetrics(engine);
    assertThat(page.types).containsEntry("depth", "gauge");
    assertThat(page.value("depth")).isEqualTo(4);
    assertThat(said.of(Code.METER_CONFLICT)).hasSize(1);
  }

  @Test
  void other_buckets_or_units_are_another_shape() {
    engine.meters().histogram(MeterSpec.histogram("a_seconds", "A.").buckets(1, 2).build());
    engine.meters().histogram(MeterSpec.histogram("a_seconds", "A.").buckets(1, 3).build());
    engine.meters().gauge(MeterSpec.gauge("b", "B.").build());
    engine.meters().gauge(MeterSpec.gauge("b", "B.").unit("rupees").build());
    assertThat(said.of(Code.METER_CONFLICT)).hasSize(2);
  }

  @Test
  void a_name_that_micrometer_took_first_stays_micrometers() {
    engine.registry().counter("leads").increment(3);
    Counter own = engine.meters().counter(leads().build());
    own.handle().increment();
    assertThat(Engines.text(engine).value("leads_total")).isEqualTo(3);
    assertThat(said.of(Code.METER_CONFLICT)).singleElement().asString().contains("leads");
  }

  @Test
  void a_name_that_micrometer_takes_later_stays_ours() {
    engine.meters().counter(leads().build()).handle().increment();
    engine.registry().counter("leads", "x", "y").increment(3);
    assertThat(Engines.text(engine).named("leads_total")).hasSize(1);
    assertThat(Engines.text(engine).value("leads_total")).isEqualTo(1);
    assertThat(said.of(Code.METER_CONFLICT))
        .singleElement()
        .asString()
        .containsPattern("RegisterTwiceTest\\.java:\\d+.*RegisterTwiceTest\\.java:\\d+");
  }

  @Test
  void a_hosts_meter_of_another_type_costs_only_ours() {
    MeterRegistry host = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    host.gauge("leads_total", 5);
    try (MeterEngine joined = MeterEngine.builder().host(host).build()) {
      joined.reportTo(said);
      Counter counter = joined.meters().counter(leads().build());
      counter.handle().increment();
      joined.meters().gauge(MeterSpec.gauge("fine", "F.").build()).handle().set(1);
      assertThat(Engines.page(joined, "")).contains("fine 1.0");
      assertThat(said.of(Code.METER_CONFLICT)).hasSize(1);
    }
  }

  @Test
  void mistakes_in_code_are_thrown_at_once() {
    MeterSpec spec = leads().build();
    assertThatNullPointerException().isThrownBy(() -> engine.meters().counter(null));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> engine.meters().gauge(spec))
        .withMessageContaining("leads_total");
    assertThatIllegalArgumentException().isThrownBy(() -> engine.meters().histogram(spec));
    assertThatNullPointerException().isThrownBy(() -> engine.meters().observeCounter(spec, null));
    assertThatNullPointerException()
        .isThrownBy(() -> engine.meters().gauge(MeterSpec.gauge("g", "G.").build()).observe(null));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MeterEngine.builder().limits(0, 1))
        .withMessageContaining("at least 1");
  }

  @Test
  void first_use_by_64_threads_at_once_loses_nothing() throws Exception {
    int threads = 64;
    int each = Engines.FULL ? 160_000 : 8_000;
    CyclicBarrier start = new CyclicBarrier(threads);
    List<Thread> all = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  start.await();
                } catch (Exception e) {
                  throw new AssertionError(e);
                }
                Counter counter =
                    engine
                        .meters()
                        .counter(
                            leads()
                                .label(LabelSpec.upTo("a", 50))
                                .label(LabelSpec.upTo("b", 50))
                                .build());
                Histogram histogram =
                    engine
                        .meters()
                        .histogram(
                            MeterSpec.histogram("h_seconds", "H.")
                                .label(LabelSpec.upTo("a", 50))
                                .build());
                Gauge gauge =
                    engine
                        .meters()
                        .gauge(MeterSpec.gauge("g", "G.").label(LabelSpec.learned("a")).build());
                for (int i = 0; i < each; i++) {
                  counter.handle("a" + i % 60, "b" + i % 7).increment();
                  histogram.handle("a" + i % 60).record(1);
                  gauge.handle("a" + i % 60).add(1);
                }
              });
      all.add(thread);
      thread.start();
    }
    for (Thread thread : all) {
      thread.join();
    }
    double expected = (double) threads * each;
    Exposition page = Engines.text(engine);
    assertThat(page.sum("leads_total")).isEqualTo(expected);
    assertThat(page.sum("h_seconds_count")).isEqualTo(expected);
    assertThat(page.sum("h_seconds_sum")).isEqualTo(expected);
    assertThat(page.sum("g")).isEqualTo(expected);
    assertThat(page.named("h_seconds_count")).hasSize(51);
    assertThat(said.of(Code.METER_CONFLICT)).isEmpty();
    System.out.printf(
        "row 7: %,d records from %d threads at first use, none lost%n",
        (long) expected * 3, threads);
  }

  @Test
  void the_catalogue_lists_what_was_declared_by_name() {
    engine.meters().counter(leads().build());
    engine.meters().gauge(MeterSpec.gauge("a_gauge", "A.").build());
    engine.observeRuntime("1", "test");
    assertThat(engine.meters().catalogue().meters())
        .extracting(MeterSpec::name)
        .isSorted()
        .contains(
            "a_gauge",
            "leads_total",
            "app_build_info",
            "process_cpu_seconds_total",
            "jvm_memory_used_bytes",
            "sightglass_overflow_total",
            "sightglass_scrape_skipped_total");
    assertThat(engine.meters().catalogue().meter("leads_total")).isPresent();
    assertThat(engine.meters().catalogue().meter("nothing")).isEmpty();
  }
}
