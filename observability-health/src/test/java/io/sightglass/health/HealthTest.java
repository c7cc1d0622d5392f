// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.sightglass.Lifecycle;
import io.sightglass.endpoint.OpsEndpoint;
import io.sightglass.endpoint.OpsResponse;
import io.sightglass.health.HealthResult.Cause;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HealthTest {

  private final TestApp app = new TestApp();
  private final Health health = app.health;

  @AfterEach
  void stop() {
    app.close();
  }

  @Test
  void the_endpoints_are_those_that_every_app_has_and_its_groups() {
    health.ready("database", unhealthy()).group("money", "database");

    assertThat(health.endpoints().stream().map(OpsEndpoint::path))
        .containsExactly(
            "/live",
            "/ready",
            "/started",
            "/health",
            "/health/detailed",
            "/health/live",
            "/health/ready",
            "/health/started",
            "/health/money");
  }

  @Test
  void an_endpoint_is_instant_while_nothing_has_to_be_waited_for() {
    health.ready("database", HealthResult::healthy);
    assertThat(instant()).contains("/ready").doesNotContain("/health", "/health/detailed");
    app.obs.started();
    assertThat(instant()).containsExactly("/live", "/started", "/health/live", "/health/started");

    status("/ready");
    assertThat(instant()).contains("/ready", "/health", "/health/detailed", "/health/ready");
  }

  private List<String> instant() {
    return health.endpoints().stream()
        .filter(OpsEndpoint::isInstant)
        .map(OpsEndpoint::path)
        .toList();
  }

  @Test
  void liveness_depends_on_the_process_alone() {
    AtomicInteger runs = new AtomicInteger();
    HealthCheck failing =
        () -> {
          runs.incrementAndGet();
          throw new IllegalStateException("down");
        };
    health.ready("database", failing).check("disk", Health.Level.CRITICAL, failing);
    List<Lifecycle.State> states = new ArrayList<>();
    app.obs.lifecycle().onChange(states::add);
    app.obs.lifecycle().onChange(state -> assertThat(status("/live")).isEqualTo(200));
    for (Runnable next : List.<Runnable>of(() -> {}, app.obs::started, app.obs::close)) {
      next.run();
      for (int i = 0; i < 100; i++) {
        assertThat(status("/live")).isEqualTo(200);
      }
    }

    assertThat(states)
        .containsExactly(Lifecycle.State.READY, Lifecycle.State.DRAINING, Lifecycle.State.STOPPED);
    assertThat(body("/live")).isEqualTo("{\"status\":\"healthy\"}");
    assertThat(runs).hasValue(0);
  }

  @Test
  void readiness_goes_from_starting_to_ready_to_draining() {
    AtomicInteger runs = new AtomicInteger();
    health.ready("database", counting(runs));

    assertThat(status("/ready")).isEqualTo(503);
    assertThat(body("/ready")).isEqualTo("{\"status\":\"starting\"}");
    assertThat(runs).hasValue(0);

    List<String> whileStopping = new ArrayList<>();
    app.obs.lifecycle().onChange(state -> whileStopping.add(body("/ready") + status("/ready")));
    app.obs.started(() -> whileStopping.add("stop taking work"));
    assertThat(status("/ready")).isEqualTo(200);
    assertThat(body("/ready")).isEqualTo("{\"status\":\"ready\"}");
    assertThat(runs).hasValue(1);

    app.obs.close();
    assertThat(whileStopping)
        .containsExactly(
            "{\"status\":\"ready\"}200",
            "{\"status\":\"draining\"}503",
            "stop taking work",
            "{\"status\":\"stopped\"}503");
    assertThat(status("/ready")).isEqualTo(503);
    assertThat(runs).hasValue(1);
  }

  @Test
  void an_app_that_begins_to_stop_while_checks_run_is_not_ready() {
    app.obs.started();
    health.ready(
        "database",
        () -> {
          app.obs.close();
          return HealthResult.healthy();
        });

    assertThat(body("/ready")).isEqualTo("{\"status\":\"stopped\"}");
    assertThat(status("/ready")).isEqualTo(503);
  }

  @Test
  void only_checks_given_to_ready_decide_readiness() {
    app.obs.started();
    health.check("partner", Health.Level.CRITICAL, unhealthy());
    assertThat(status("/ready")).isEqualTo(200);

    health.ready("database", unhealthy());
    assertThat(status("/ready")).isEqualTo(503);
    assertThat(body("/ready")).isEqualTo("{\"status\":\"unhealthy\"}");
  }

  @Test
  void a_degraded_ready_check_still_gets_work() {
    app.obs.started();
    health.ready("database", () -> HealthResult.degraded(Cause.THROTTLED, "slow"));

    assertThat(status("/ready")).isEqualTo(200);
    assertThat(body("/health")).startsWith("{\"status\":\"degraded\"");
  }

  @Test
  void the_short_answer_has_the_shape_that_dashboards_read() {
    health
        .ready("database", HealthResult::healthy)
        .check("redis", Health.Level.DEGRADED, unhealthy());

    assertThat(status("/health")).isEqualTo(200);
    assertThat(body("/health"))
        .matches(
            "\\{\"status\":\"degraded\","
                + "\"timestamp\":\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z\","
                + "\"version\":\"1\\.0\\.0\",\"uptime\":\\d+\\.\\d{3},"
                + "\"services\":\\{\"database\":\"connected\",\"redis\":\"disconnected\"}}");
    assertThat(get("/health").headers())
        .containsEntry("Content-Type", "application/json")
        .containsEntry("Cache-Control", "no-store");
  }

  @Test
  void strangers_are_told_the_state_alone() {
    health
        .ready("database", HealthResult::healthy)
        .check("redis", Health.Level.DEGRADED, unhealthy());

    for (String path : List.of("/health", "/health/detailed")) {
      OpsResponse answer = app.get(path, false);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(new String(answer.bytes(), StandardCharsets.UTF_8))
          .isEqualTo("{\"status\":\"degraded\"}");
    }
    assertThat(health.endpoints().stream().filter(OpsEndpoint::isOpen).map(OpsEndpoint::path))
        .containsExactly("/live", "/ready", "/started", "/health");
  }

  @Test
  void the_state_is_that_of_the_worst_check_that_counts() {
    assertThat(body("/health")).startsWith("{\"status\":\"healthy\"").endsWith("\"services\":{}}");

    health.check("mail", Health.Level.INFORMATIONAL, unhealthy());
    assertThat(body("/health")).startsWith("{\"status\":\"healthy\"");

    health.check("cache", Health.Level.DEGRADED, unhealthy());
    assertThat(body("/health")).startsWith("{\"status\":\"degraded\"");
    assertThat(status("/health")).isEqualTo(200);
    assertThat(status("/health/detailed")).isEqualTo(200);

    health.check("ledger", Health.Level.CRITICAL, unhealthy());
    assertThat(body("/health")).startsWith("{\"status\":\"unhealthy\"");
    assertThat(status("/health")).isEqualTo(503);
    assertThat(status("/health/detailed")).isEqualTo(503);
  }

  @Test
  void the_long_answer_has_every_check() {
    health
        .ready("database", HealthResult::healthy)
        .check("redis", Health.Level.DEGRADED, unhealthy());

    assertThat(body("/health/detailed"))
        .startsWith("{\"status\":\"degraded\",\"timestamp\":\"")
        .containsPattern(
            "\"version\":\"1\\.0\\.0\",\"uptime\":\\d+\\.\\d{3},\"state\":\"starting\",\"checks\":\\[")
        .containsPattern(
            "\\{\"name\":\"database\",\"status\":\"UP\",\"data\":\\{\"result\":\"healthy\","
                + "\"level\":\"critical\",\"ready\":true,\"duration_ms\":\\d+\\.\\d{3},"
                + "\"last_checked\":\"[0-9TZ:.-]+\",\"stale\":false}}")
        .containsPattern(
            "\\{\"name\":\"redis\",\"status\":\"DOWN\",\"data\":\\{\"result\":\"unhealthy\","
                + "\"level\":\"degraded\",\"ready\":false,\"cause\":\"refused\","
                + "\"duration_ms\":\\d+\\.\\d{3},"
                + "\"last_checked\":\"[0-9TZ:.-]+\",\"stale\":false}}]}$");
  }

  @Test
  void runs_are_measured() {
    health
        .ready("database", HealthResult::healthy)
        .check("redis", Health.Level.DEGRADED, unhealthy())
        .check("slow", Health.Level.DEGRADED, () -> HealthResult.degraded(Cause.BACKLOG, "n"));
    body("/health");

    String page = app.page();
    assertThat(page)
        .contains("health_status{check=\"database\"} 1")
        .contains("health_status{check=\"redis\"} 0")
        .contains("health_status{check=\"slow\"} 0.5");
    assertThat(app.sample("health_status{check=\"redis\"}")).isZero();
    assertThat(app.sample("health_status{check=\"slow\"}")).isEqualTo(0.5);
    assertThat(app.sample("health_check_results_total{check=\"database\",result=\"healthy\"}"))
        .isEqualTo(1);
    assertThat(app.sample("health_check_results_total{check=\"redis\",result=\"unhealthy\"}"))
        .isEqualTo(1);
    assertThat(app.sample("health_check_results_total{check=\"slow\",result=\"degraded\"}"))
        .isEqualTo(1);
    assertThat(app.sample("health_check_duration_seconds_count{check=\"database\"}")).isEqualTo(1);
  }

  @Test
  void mistakes_in_code_are_refused() {
    health.ready("database", HealthResult::healthy);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> health.ready("database", HealthResult::healthy))
        .withMessageContaining("database");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> health.ready("a b\n", HealthResult::healthy))
        .withMessageContaining("letters");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> unhealthy().within(Duration.ofSeconds(2)))
        .withMessageContaining("900 ms");
    assertThatIllegalArgumentException().isThrownBy(() -> HealthChecks.diskSpace(Path.of("."), -1));
    assertThatIllegalArgumentException().isThrownBy(() -> HealthChecks.memory(Double.NaN));
    assertThatNullPointerException()
        .isThrownBy(() -> health.ready("redis", null))
        .withMessage("check");
    assertThatNullPointerException()
        .isThrownBy(() -> HealthChecks.jdbc(null))
        .withMessage("dataSource");
    for (int i = 1; i < Health.MAX_CHECKS; i++) {
      health.check("check" + i, Health.Level.CRITICAL, HealthResult::healthy);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> health.check("more", Health.Level.CRITICAL, HealthResult::healthy))
        .withMessageContaining("100");
  }

  private static HealthCheck counting(AtomicInteger runs) {
    return () -> {
      runs.incrementAndGet();
      return HealthResult.healthy();
    };
  }

  private static HealthCheck unhealthy() {
    return () -> HealthResult.unhealthy(Cause.REFUSED, "10.0.0.7:5432");
  }

  private OpsResponse get(String path) {
    return app.get(path);
  }

  private int status(String path) {
    return app.status(path);
  }

  private String body(String path) {
    return app.body(path);
  }
}
