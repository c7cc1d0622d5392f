// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.sightglass.catalogue.LabelSpec;
import io.sightglass.catalogue.MeterSpec;
import io.sightglass.catalogue.MeterType;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names as declared, where the libraries underneath would quietly expose others. */
class NamingTrapsTest {

  private final MeterEngine engine = MeterEngine.builder().build();
  private final MeterRegistry micrometer = engine.registry();

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void an_own_gauge_keeps_items_total() {
    engine
        .meters()
        .gauge(
            MeterSpec.gauge("cache_items_total", "Items.")
                .label(LabelSpec.learned("cache"))
                .build())
        .handle("users")
        .set(7);
    for (Exposition page : both()) {
      assertThat(page.types).containsEntry("cache_items_total", "gauge");
      assertThat(page.value("cache_items_total", "cache", "users")).isEqualTo(7);
    }
  }

  @Test
  void an_own_counter_keeps_created() {
    engine
        .meters()
        .counter(MeterSpec.counter("leads_created_total", "Leads.").build())
        .handle()
        .increment();
    assertThat(Engines.text(engine).types).containsEntry("leads_created_total", "counter");
    assertThat(Engines.openMetrics(engine).types).containsEntry("leads_created", "counter");
    for (Exposition page : both()) {
      assertThat(page.value("leads_created_total")).isEqualTo(1);
    }
  }

  @Test
  void build_info_keeps_its_name_and_its_value() {
    engine.observeRuntime("2.0.1", "production");
    for (Exposition page : both()) {
      assertThat(page.types).containsEntry("app_build_info", "gauge");
      assertThat(page.value("app_build_info", "environment", "production", "version", "2.0.1"))
          .isEqualTo(1);
    }
  }

  @Test
  void only_an_info_may_end_in_info_and_it_must() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MeterSpec.gauge("app_build_info", "A.").build())
        .withMessageContaining("_info");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MeterSpec.info("app_build", "A.").build())
        .withMessageContaining("must end in _info");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MeterSpec.info("app_count", "A.").build());
    assertThat(MeterSpec.info("app_build_info", "A.").build().type()).isEqualTo(MeterType.GAUGE);
  }

  @Test
  void a_histogram_whose_name_ends_in_seconds_does_not_get_them_twice() {
    engine
        .meters()
        .histogram(MeterSpec.histogram("ai_model_latency_seconds", "Latency.").build())
        .handle()
        .record(0.2);
    assertThat(Engines.openMetrics(engine).value("ai_model_latency_seconds_count")).isEqualTo(1);
  }

  @Test
  void micrometer_gauges_keep_their_endings() {
    Gauge.builder("cache.items.total", () -> 3).register(micrometer);
    Gauge.builder("cache_entries_total", () -> 4).register(micrometer);
    Gauge.builder("app.build.info", () -> 1).tag("version", "1").register(micrometer);
    Gauge.builder("leads.created", () -> 5).register(micrometer);
    for (Exposition page : both()) {
      assertThat(page.value("cache_items_total")).isEqualTo(3);
      assertThat(page.value("cache_entries_total")).isEqualTo(4);
      assertThat(page.value("app_build_info", "version", "1")).isEqualTo(1);
      assertThat(page.value("leads_created")).isEqualTo(5);
      assertThat(page.types).containsEntry("cache_items_total", "gauge");
    }
    assertThat(Engines.text(engine).types).containsEntry("app_build_info", "gauge");
    assertThat(Engines.openMetrics(engine).types).containsEntry("app_build", "info");
  }

  @Test
  void micrometer_counters_do_not_merge() {
    Counter.builder("invoices.created").register(micrometer).increment(2);
    Counter.builder("invoices").register(micrometer).increment(5);
    Counter.builder("payments.total").register(micrometer).increment(3);
    for (Exposition page : both()) {
      assertThat(page.value("invoices_created_total")).isEqualTo(2);
      assertThat(page.value("invoices_total")).isEqualTo(5);
      assertThat(page.value("payments_total")).isEqualTo(3);
    }
  }

  @Test
  void micrometer_timers_and_summaries_have_buckets_and_no_maximum() {
    Timer.builder("job.run").register(micrometer).record(Duration.ofMillis(30));
    DistributionSummary.builder("order.total").register(micrometer).record(40);
    DistributionSummary.builder("body.size").baseUnit("bytes").register(micrometer).record(100);
    for (Exposition page : both()) {
      assertThat(page.value("job_run_seconds_bucket", "le", "0.05")).isEqualTo(1);
      assertThat(page.value("job_run_seconds_bucket", "le", "0.025")).isZero();
      assertThat(page.value("order_total_bucket", "le", "50.0")).isEqualTo(1);
      assertThat(page.value("body_size_bytes_bucket", "le", "256.0")).isEqualTo(1);
      assertThat(page.samples).noneMatch(sample -> sample.name().endsWith("_max"));
    }
  }

  @Test
  void a_micrometer_timer_that_asks_for_its_own_buckets_keeps_them() {
    Timer.builder("slow.job")
        .serviceLevelObjectives(Duration.ofSeconds(60))
        .register(micrometer)
        .record(Duration.ofSeconds(3));
    assertThat(Engines.text(engine).named("slow_job_seconds_bucket")).hasSize(2);
  }

  @Test
  void a_gauge_that_happens_to_end_in_max_stays() {
    Gauge.builder("pool.size.max", () -> 10).register(micrometer);
    assertThat(Engines.text(engine).value("pool_size_max")).isEqualTo(10);
  }

  @Test
  void a_gauge_may_have_the_name_of_a_counter_without_its_ending() {
    engine.meters().gauge(MeterSpec.gauge("jobs", "Jobs.").build()).handle().set(2);
    engine.meters().counter(MeterSpec.counter("jobs_total", "Jobs.").build()).handle().add(9);
    FunctionCounter.builder("jobs", this, self -> 1).register(micrometer);
    for (Exposition page : both()) {
      assertThat(page.value("jobs")).isEqualTo(2);
      assertThat(page.value("jobs_total")).isEqualTo(9);
    }
    assertThat(Engines.openMetrics(engine).types).containsEntry("jobs_total", "unknown");
    assertThat(Engines.scrape(engine, "application/vnd.google.protobuf").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "ai.tokens.used, tokens, COUNTER, ai_tokens_used_tokens_total",
    "ai_tokens_total, tokens, COUNTER, ai_tokens_total",
    "http.server.requests, , TIMER, http_server_requests_seconds",
    "ai_model_latency_seconds, , TIMER, ai_model_latency_seconds",
    "sent_bytes_total, bytes, COUNTER, sent_bytes_total",
    "gen_ai.client.token.usage, {token}, DISTRIBUTION_SUMMARY, gen_ai_client_token_usage",
    "9lives, , GAUGE, m_9lives",
    "jvm.memory.used, bytes, GAUGE, jvm_memory_used_bytes",
    "größe, , GAUGE, gr__e"
  })
  void micrometer_names_get_what_is_missing_and_nothing_else(
      String name, String unit, io.micrometer.core.instrument.Meter.Type type, String expected) {
    assertThat(new MicrometerNames().name(name, type, unit)).isEqualTo(expected);
  }

  private Exposition[] both() {
    return new Exposition[] {Engines.text(engine), Engines.openMetrics(engine)};
  }
}
