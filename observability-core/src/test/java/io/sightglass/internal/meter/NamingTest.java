// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.meter;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sightglass.Code;
import io.sightglass.catalogue.LabelSpec;
import io.sightglass.catalogue.MeterSpec;
import io.sightglass.catalogue.NamingProfile;
import io.sightglass.meter.Counter;
import io.sightglass.meter.Gauge;
import io.sightglass.meter.Histogram;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A profile on running meters: what is recorded, scraped, listed and refused. */
class NamingTest {

  private static final MeterSpec CALLS =
      MeterSpec.counter("ai_requests_total", "AI calls.")
          .label(LabelSpec.learned("model"))
          .label("provider", "openai", "anthropic")
          .label("status", "success", "error")
          .build();

  private static final MeterSpec LATENCY =
      MeterSpec.histogram("ai_request_duration_seconds", "AI calls.")
          .label(LabelSpec.learned("model"))
          .label("provider", "openai", "anthropic")
          .buckets(1, 5)
          .build();

  private static final MeterSpec CONNECTIONS =
      MeterSpec.gauge("database_connections", "Connections of the pool.")
          .label(LabelSpec.learned("database"))
          .label("state", "active", "idle", "pending")
          .build();

  private final Said said = new Said();

  private MeterEngine engine(NamingProfile profile) {
    MeterEngine engine = MeterEngine.builder().naming(profile).build();
    engine.reportTo(said);
    return engine;
  }

  @Test
  void names_and_label_keys_are_those_of_the_profile_everywhere() {
    try (MeterEngine engine = engine(NamingProfile.standard().rename("a_total", "b_total"))) {
      Counter counter = engine.meters().counter(MeterSpec.counter("a_total", "A.").build());
      counter.handle().add(3);

      Exposition page = Engines.text(engine);
      assertThat(page.value("b_total")).isEqualTo(3);
      assertThat(page.types).doesNotContainKey("a_total");
      assertThat(new String(engine.scrape("", Set.of("b_total"), false).bytes()))
          .contains("b_total 3.0");
      assertThat(new String(engine.scrape("", Set.of("a_total"), false).bytes())).isEmpty();
      assertThat(engine.metricProducer().produce(io.opentelemetry.sdk.resources.Resource.empty()))
          .extracting(metric -> metric.getName())
          .contains("b_total")
          .doesNotContain("a_total");
      MeterSpec listed = engine.meters().catalogue().meter("b_total").orElseThrow();
      assertThat(listed.id()).isEqualTo("a_total");
      assertThat(engine.meters().catalogue().declared("a_total")).containsExactly(listed);
      assertThat(engine.meters().catalogue().meter("a_total")).isEmpty();
    }
  }

  @Test
  void a_dropped_label_adds_its_series_up() {
    try (MeterEngine engine = engine(NamingProfile.leads())) {
      Counter calls = engine.meters().counter(CALLS);
      calls.handle("m", "openai", "success").add(2);
      calls.handle("m", "anthropic", "success").add(5);
      calls.handle("m", "anthropic", "error").increment();
      Histogram latency = engine.meters().histogram(LATENCY);
      latency.handle("m", "openai").record(0.5);
      latency.handle("m", "anthropic").record(3);

      Exposition page = Engines.text(engine);
      assertThat(page.value("ai_model_calls_total", "model", "m", "status", "success"))
          .isEqualTo(7);
      assertThat(page.value("ai_model_calls_total", "model", "m", "status", "error")).isEqualTo(1);
      assertThat(page.named("ai_model_calls_total")).hasSize(2);
      assertThat(page.value("ai_model_latency_seconds_count", "model", "m")).isEqualTo(2);
      assertThat(page.value("ai_model_latency_seconds_sum", "model", "m")).isEqualTo(3.5);
      assertThat(said.warnings).isEmpty();
    }
  }

  @Test
  void observed_counters_are_added_up_too() {
    MeterSpec spec =
        MeterSpec.counter("jobs_total", "Jobs.")
            .label("queue", "a", "b")
            .label("kind", "x")
            .build();
    try (MeterEngine engine = engine(NamingProfile.standard().dropLabel("jobs_total", "queue"))) {
      AtomicLong second = new AtomicLong(30);
      engine.meters().observeCounter(spec, () -> 4, "a", "x");
      engine.meters().observeCounter(spec, second::get, "b", "x");
      assertThat(Engines.text(engine).value("jobs_total", "kind", "x")).isEqualTo(34);
      engine.meters().observeCounter(spec, () -> 40, "b", "x");
      assertThat(Engines.text(engine).value("jobs_total", "kind", "x")).isEqualTo(44);
    }
  }

  @Test
  void values_become_names_and_an_unknown_value_is_not_lost() {
    try (MeterEngine engine = engine(NamingProfile.aiService())) {
      Gauge connections = engine.meters().gauge(CONNECTIONS);
      connections.handle("orders", "active").set(7);
      connections.handle("orders", "idle").set(3);
      assertThat(engine.meters().catalogue().declared("database_connections"))
          .extracting(MeterSpec::name)
          .containsExactly(
              "database_connections_active",
              "database_connections_idle",
              "database_connections_pending");
      connections.handle("orders", "stuck").set(1);

      Exposition page = Engines.text(engine);
      assertThat(page.value("database_connections_active", "database", "orders")).isEqualTo(7);
      assertThat(page.value("database_connections_idle", "database", "orders")).isEqualTo(3);
      assertThat(page.value("database_connections", "database", "orders", "state", "_other"))
          .isEqualTo(1);
    }
  }

  @Test
  void values_are_mapped_and_labels_derived() {
    MeterSpec spec =
        MeterSpec.counter("http_requests_total", "Requests.")
            .label(LabelSpec.upTo("status_code", 501))
            .build();
    NamingProfile profile =
        NamingProfile.standard()
            .deriveLabel(
                "http_requests_total", "status_class", "status_code", c -> c.charAt(0) + "xx")
            .deriveLabel(
                "http_requests_total", "error", "status_code", c -> c.startsWith("5") ? c : null)
            .addLabel("http_requests_total", "team", "payments")
            .mapValues("http_requests_total", "status_code", Map.of("201", "200"));
    try (MeterEngine engine = engine(profile)) {
      Counter requests = engine.meters().counter(spec);
      requests.handle("200").increment();
      requests.handle("201").increment();
      requests.handle("503").increment();

      Exposition page = Engines.text(engine);
      assertThat(
              page.value(
                  "http_requests_total",
                  "status_code",
                  "200",
                  "status_class",
                  "2xx",
                  "team",
                  "payments"))
          .isEqualTo(2);
      assertThat(
              page.value(
                  "http_requests_total",
                  "status_code",
                  "503",
                  "status_class",
                  "5xx",
                  "error",
                  "503",
                  "team",
                  "payments"))
          .isEqualTo(1);
    }
  }

  @Test
  void an_omitted_meter_is_nowhere_and_takes_no_label_set() {
    try (MeterEngine engine = engine(NamingProfile.standard().omit("ai_requests_total"))) {
      engine.meters().counter(CALLS).handle("m", "openai", "success").increment();
      Exposition page = Engines.text(engine);
      assertThat(page.named("ai_requests_total")).isEmpty();
      assertThat(page.value("sightglass_label_sets")).isZero();
      assertThat(engine.meters().catalogue().declared("ai_requests_total")).isEmpty();
    }
  }

  @Test
  void a_prefix_is_for_the_apps_meters_alone() {
    try (MeterEngine engine = engine(NamingProfile.prefixed("billing"))) {
      engine.observeRuntime("1", "test");
      engine.meters().counter(CALLS).handle("m", "openai", "success").increment();
      engine.meters().counter(MeterSpec.counter("billing_runs_total", "R.").build());
      assertThat(Engines.text(engine).types.keySet())
          .contains(
              "billing_ai_requests_total",
              "billing_runs_total",
              "process_cpu_seconds_total",
              "jvm_memory_used_bytes",
              "app_build_info",
              "sightglass_label_sets")
          .noneMatch(name -> name.startsWith("billing_billing"));
    }
  }

  @Test
  void two_meters_under_one_name_are_refused_and_both_are_named() {
    MeterSpec queries = MeterSpec.counter("queries_total", "Q.").build();
    MeterSpec reads = MeterSpec.counter("reads_total", "R.").build();
    try (MeterEngine engine =
        engine(NamingProfile.standard().rename("queries_total", "reads_total"))) {
      engine.meters().counter(queries).handle().add(2);
      engine.meters().counter(reads).handle().add(5);
      assertThat(Engines.text(engine).value("reads_total")).isEqualTo(2);
      assertThat(said.of(Code.NAMING_REFUSED))
          .singleElement()
          .asString()
          .contains("'queries_total' and 'reads_total' would both be exposed as 'reads_total'");
      assertThat(said.invalid).containsEntry("metrics/naming", 1L);
    }
    said.warnings.clear();
    try (MeterEngine engine =
        engine(NamingProfile.standard().rename("reads_total", "queries_total"))) {
      engine.meters().counter(queries).handle().add(2);
      engine.meters().counter(reads).handle().add(5);
      assertThat(Engines.text(engine).value("queries_total")).isEqualTo(2);
      assertThat(Engines.text(engine).value("reads_total")).isEqualTo(5);
    }
  }

  @Test
  void a_gauge_keeps_its_labels_and_the_warning_says_why() {
    try (MeterEngine engine =
        engine(NamingProfile.standard().dropLabel("database_connections", "database"))) {
      engine.meters().gauge(CONNECTIONS).handle("orders", "idle").set(3);
      assertThat(
              Engines.text(engine)
                  .value("database_connections", "database", "orders", "state", "idle"))
          .isEqualTo(3);
      assertThat(said.of(Code.NAMING_REFUSED))
          .singleElement()
          .asString()
          .contains("database_connections")
          .contains("cannot be added up");
    }
  }

  @Test
  void what_a_meter_offers_is_left_out_until_it_is_picked() {
    MeterSpec spec =
        MeterSpec.counter("x_total", "X.")
            .label("method", "GET", "PUT")
            .label(LabelSpec.oneOf("scheme", "http", "https").offered())
            .build();
    try (MeterEngine engine = engine(NamingProfile.standard())) {
      Counter counter = engine.meters().counter(spec);
      counter.handle("GET", "http").increment();
      counter.handle("GET", "https").increment();
      assertThat(Engines.text(engine).value("x_total", "method", "GET")).isEqualTo(2);
    }
    try (MeterEngine engine = engine(NamingProfile.standard().pick("x_total", "scheme"))) {
      Counter counter = engine.meters().counter(spec);
      counter.handle("GET", "https").increment();
      assertThat(Engines.text(engine).value("x_total", "method", "GET", "scheme", "https"))
          .isEqualTo(1);
    }
  }

  @Test
  void a_refusal_before_diagnostics_exist_is_said_afterwards() {
    MeterEngine engine =
        MeterEngine.builder()
            .naming(NamingProfile.standard().rename("jvm_threads_peak", "jvm_threads_current"))
            .build();
    try (engine) {
      engine.observeRuntime("1", "test");
      engine.reportTo(said);
      assertThat(said.of(Code.NAMING_REFUSED))
          .singleElement()
          .asString()
          .contains("jvm_threads_peak");
      assertThat(Engines.text(engine).named("jvm_threads_peak")).hasSize(1);
    }
  }

  @Test
  void in_a_hosts_registry_the_hosts_naming_wins_and_the_catalogue_says_so() {
    var host = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    try (MeterEngine engine =
        MeterEngine.builder().host(host).naming(NamingProfile.leads().prefix("crm")).build()) {
      engine.reportTo(said);
      engine.meters().counter(CALLS).handle("m", "openai", "success").increment();
      engine.meters().gauge(MeterSpec.gauge("cache_items_total", "C.").build()).handle().set(5);
      assertThat(Engines.page(engine, ""))
          .contains("ai_requests_total{model=\"m\",provider=\"openai\",status=\"success\"} 1.0")
          .contains("cache_items 5.0");
      MeterSpec items = engine.meters().catalogue().declared("cache_items_total").get(0);
      assertThat(items.name()).isEqualTo("cache_items");
      assertThat(engine.meters().catalogue().naming().name()).isEqualTo("default");
    }
  }
}
