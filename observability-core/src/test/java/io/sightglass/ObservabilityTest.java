// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.sightglass.catalogue.MeterSpec;
import io.sightglass.config.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ObservabilityTest {

  private static final MeterSpec PAID =
      MeterSpec.counter("invoice_paid_total", "Invoices paid.")
          .label("method", "upi", "card")
          .build();

  private final Logger logger = (Logger) LoggerFactory.getLogger("io.sightglass");
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  @BeforeEach
  void listen() {
    lines.start();
    logger.setLevel(Level.INFO);
    logger.addAppender(lines);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(lines);
    logger.setLevel(null);
  }

  private List<String> said() {
    return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  private static ObservabilityBuilder app(Map<String, String> environment) {
    return Observability.builder("billing").environment(environment);
  }

  @Test
  void the_start_line_says_what_is_on_and_how_to_switch_on_the_rest() {
    try (Observability obs = app(Map.of()).build()) {
      obs.diagnostics().status("metrics", "http://127.0.0.1:9091/metrics");
      obs.started();
      obs.started();
      assertThat(said())
          .containsExactly(
              "SG-0001 billing ready · metrics: http://127.0.0.1:9091/metrics"
                  + " · traces: off (set OTEL_EXPORTER_OTLP_ENDPOINT) · logs: the app's own");
    }
  }

  @Test
  void the_environments_name_wins_over_the_codes() {
    try (Observability obs = app(Map.of("OTEL_SERVICE_NAME", "ledger")).build()) {
      assertThat(obs.name()).isEqualTo("ledger");
    }
  }

  @Test
  void an_empty_name_is_a_mistake_in_code() {
    assertThatThrownBy(() -> Observability.builder(" "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("name");
  }

  @Test
  void without_an_endpoint_no_thread_of_an_exporter_runs() {
    try (Observability obs = app(Map.of()).build()) {
      obs.call("work", activity -> "done");
      assertThat(Thread.getAllStackTraces().keySet())
          .extracting(Thread::getName)
          .noneMatch(name -> name.contains("BatchSpanProcessor"));
    }
  }

  @Test
  void with_metrics_off_meters_work_and_measure_nothing() {
    try (Observability obs = app(Map.of("METRICS_ENABLED", "false")).build()) {
      obs.meters().counter(PAID).handle("upi").increment();
      obs.call("work", activity -> "done");
      assertThat(obs.scrape("").status()).isEqualTo(404);
      assertThat(obs.isOff()).isFalse();
    }
  }

  @Test
  void with_metrics_and_the_sdk_off_everything_is_off() {
    try (Observability obs =
        app(Map.of("METRICS_ENABLED", "false", "OTEL_SDK_DISABLED", "true")).build()) {
      assertThat(obs.isOff()).isTrue();
    }
    assertThat(Observability.noop().isOff()).isTrue();
  }

  @Test
  void noop_hands_everything_back() throws Exception {
    Observability obs = Observability.noop();
    obs.started();
    assertThat(obs.<String, RuntimeException>call("work", activity -> "done")).isEqualTo("done");
    obs.meters().counter(PAID).handle("upi").increment();
    assertThat(obs.scrape("").status()).isEqualTo(404);
    Runnable task = () -> {};
    assertThat(obs.wrap(task)).isSameAs(task);
    obs.close();
    assertThat(said()).isEmpty();
  }

  @Test
  void a_hosts_registry_and_sdk_are_used_and_left_open() {
    SimpleMeterRegistry host = new SimpleMeterRegistry();
    OpenTelemetry sdk = OpenTelemetry.noop();
    Observability obs = app(Map.of()).meterRegistry(host).openTelemetry(sdk).build();
    obs.meters().counter(PAID).handle("card").increment();
    assertThat(obs.openTelemetry()).isSameAs(sdk);
    assertThat(obs.meterRegistry()).isSameAs(host);
    obs.close();
    assertThat(host.isClosed()).isFalse();
    assertThat(host.getMeters())
        .anySatisfy(meter -> assertThat(meter.getId().getTag("method")).isEqualTo("card"));
  }

  @Test
  void trace_context_is_passed_on_although_traces_are_off() {
    try (Observability obs = app(Map.of()).build()) {
      String parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
      Context context =
          obs.openTelemetry()
              .getPropagators()
              .getTextMapPropagator()
              .extract(Context.root(), Map.of("traceparent", parent), new MapGetter());
      assertThat(Span.fromContext(context).getSpanContext().getTraceId())
          .isEqualTo("0af7651916cd43dd8448eb211c80319c");
    }
  }

  @Test
  void stopping_goes_through_the_states_in_order_and_says_so_once() throws Exception {
    Observability obs = app(Map.of()).build();
    List<String> order = new ArrayList<>();
    obs.lifecycle().onChange(state -> order.add(state.name()));
    obs.lifecycle().closeLast("port", () -> order.add("port " + obs.scrape("").status()));
    obs.lifecycle().closeOnStop("pool", () -> order.add("pool"));
    obs.started(() -> order.add("stop taking work"));
    obs.close();
    obs.close();
    assertThat(order)
        .containsExactly("READY", "DRAINING", "stop taking work", "pool", "STOPPED", "port 200");
    assertThat(said().get(1)).startsWith("SG-0900 billing stopped in ").endsWith("in flight 0");
  }

  @Test
  void something_that_hangs_costs_the_deadline_and_is_named() {
    CountDownLatch never = new CountDownLatch(1);
    Observability obs = app(Map.of()).set(Setting.SHUTDOWN_TIMEOUT, "200ms").build();
    obs.lifecycle().closeOnStop("stuck pool", never::await);
    obs.lifecycle().workBegan();
    obs.started();
    obs.close();
    assertThat(said()).anyMatch(line -> line.contains("stuck pool did not stop"));
    assertThat(said()).anyMatch(line -> line.contains("in flight 1 left behind"));
    never.countDown();
  }

  @Test
  void a_collector_that_is_gone_costs_the_deadline_and_the_report_tells_the_loss() {
    Observability obs =
        app(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1"))
            .set(Setting.SHUTDOWN_TIMEOUT, "1s")
            .build();
    obs.started();
    obs.call("work", activity -> "done");
    List<String> closed = new ArrayList<>();
    obs.lifecycle().closeLast("port", () -> closed.add("port"));
    obs.close();
    assertThat(said()).anyMatch(line -> line.contains("spans 0 sent, 1 lost"));
    assertThat(said()).noneMatch(line -> line.contains("port did not stop"));
    assertThat(closed).containsExactly("port");
  }

  @Test
  void the_report_is_one_page_without_secrets() {
    try (Observability obs =
        app(Map.of("OTEL_EXPORTER_OTLP_HEADERS", "api-key=planted-secret")).build()) {
      assertThat(obs.report())
          .contains("service: billing")
          .contains("traces: off")
          .contains("sightglass.http.trust")
          .doesNotContain("planted-secret");
    }
  }
}
