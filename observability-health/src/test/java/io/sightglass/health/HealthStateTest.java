// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.sightglass.health.HealthResult.Cause;
import io.sightglass.health.HealthResult.Status;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How results become states, and states answers. */
class HealthStateTest {

  private static final HealthResult BAD = HealthResult.unhealthy(Cause.REFUSED, "h:1");

  private final TestApp app = new TestApp();
  private final Health health = app.health;
  private final AtomicInteger runs = new AtomicInteger();
  private final AtomicReference<HealthResult> result =
      new AtomicReference<>(HealthResult.healthy());

  @BeforeEach
  void start() {
    app.obs.started();
  }

  @AfterEach
  void stop() {
    app.close();
  }

  @Test
  void the_first_result_counts_at_once() {
    result.set(BAD);
    health.ready("database", counted());

    assertThat(app.status("/ready")).isEqualTo(503);
    assertThat(runs).hasValue(1);
  }

  @Test
  void a_healthy_check_becomes_unhealthy_after_three_failures_in_a_row() {
    health.ready("database", counted().every(Duration.ofMillis(400)));
    assertThat(app.status("/ready")).isEqualTo(200);
    result.set(BAD);
    int before = runs.get();

    await().pollInterval(Duration.ofMillis(5)).until(() -> app.status("/ready") == 503);
    assertThat(runs.get() - before).isGreaterThanOrEqualTo(3);
    result.set(HealthResult.healthy());
    await().until(() -> app.status("/ready") == 200);
  }

  @Test
  void single_failures_do_not_make_a_check_flap() {
    AtomicInteger calls = new AtomicInteger();
    List<HealthChange> changes = new CopyOnWriteArrayList<>();
    health
        .onChange(changes::add)
        .ready(
            "database",
            HealthCheck.process(
                    () -> calls.incrementAndGet() % 3 == 0 ? BAD : HealthResult.healthy())
                .every(Duration.ofMillis(100)));

    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> {
              assertThat(app.status("/ready")).isEqualTo(200);
              return calls.get() >= 30;
            });
    assertThat(changes).isEmpty();
    assertThat(app.sample("health_check_results_total{check=\"database\",result=\"unhealthy\"}"))
        .as("every run is counted as it ended")
        .isGreaterThanOrEqualTo(9);
    System.out.println("row 37: 30 runs, every third failed, 0 changes of state");
  }

  @Test
  void thresholds_can_be_set_for_each_check() {
    health.ready(
        "database", counted().every(Duration.ofMillis(100)).unhealthyAfter(1).healthyAfter(3));
    assertThat(app.status("/ready")).isEqualTo(200);
    result.set(BAD);
    await().until(() -> app.status("/ready") == 503);
    int before = runs.get();
    result.set(HealthResult.healthy());

    await().pollInterval(Duration.ofMillis(5)).until(() -> app.status("/ready") == 200);
    assertThat(runs.get() - before).isGreaterThanOrEqualTo(3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> counted().unhealthyAfter(0))
        .withMessageContaining("1 to 10");
    assertThatIllegalArgumentException().isThrownBy(() -> counted().healthyAfter(11));
    assertThatIllegalArgumentException().isThrownBy(() -> counted().every(Duration.ZERO));
  }

  @Test
  void a_timeout_decides_at_once() {
    CountDownLatch end = new CountDownLatch(1);
    AtomicInteger hung = new AtomicInteger();
    health.ready(
        "database",
        HealthCheck.process(
                () -> {
                  if (hung.incrementAndGet() > 1) {
                    hang(end);
                  }
                  return HealthResult.healthy();
                })
            .within(Duration.ofMillis(50))
            .every(Duration.ofMillis(100)));

    assertThat(app.status("/ready")).isEqualTo(200);
    await().until(() -> app.status("/ready") == 503);
    assertThat(app.sample("health_check_results_total{check=\"database\",result=\"timeout\"}"))
        .as("timeouts before the first 503")
        .isEqualTo(1);
    end.countDown();
  }

  @Test
  void listeners_are_told_of_changes_and_can_neither_fail_nor_delay_an_answer() {
    List<HealthChange> changes = new CopyOnWriteArrayList<>();
    CountDownLatch slow = new CountDownLatch(1);
    health
        .onChange(
            change -> {
              throw new IllegalStateException("listener");
            })
        .onChange(changes::add)
        .onChange(change -> await().until(() -> slow.getCount() == 0))
        .ready("database", counted().every(Duration.ofMillis(100)).unhealthyAfter(1));
    app.status("/ready");
    result.set(BAD);
    await().until(() -> app.status("/ready") == 503);
    result.set(HealthResult.healthy());
    await().until(() -> app.status("/ready") == 200);
    slow.countDown();

    await().until(() -> changes.size() == 2);
    assertThat(changes.get(0))
        .extracting(HealthChange::check, HealthChange::before, HealthChange::now)
        .containsExactly("database", Status.HEALTHY, Status.UNHEALTHY);
    assertThat(changes.get(0).cause()).isEqualTo(Cause.REFUSED);
    assertThat(changes.get(0).level()).isEqualTo(Health.Level.CRITICAL);
    assertThat(changes.get(1).now()).isEqualTo(Status.HEALTHY);
    assertThat(app.sample("sightglass_internal_errors_total{component=\"health listener\"}"))
        .isEqualTo(2);
  }

  @Test
  void results_are_renewed_while_somebody_asks_and_a_probe_reads_what_is_known() {
    health.ready("database", counted().every(Duration.ofMillis(200)));
    assertThat(app.status("/ready")).isEqualTo(200);

    await().atMost(Duration.ofSeconds(10)).until(() -> runs.get() >= 5);
    assertThat(health.endpoints().get(1).isInstant()).as("no probe has to wait").isTrue();
  }

  @Test
  void a_check_nobody_asks_for_is_not_run() {
    health.ready("asked", HealthResult::healthy);
    assertThat(app.status("/ready")).isEqualTo(200);
    health.check("forgotten", Health.Level.DEGRADED, counted());
    for (int i = 0; i < 100; i++) {
      assertThat(app.status("/ready")).isEqualTo(200);
    }

    assertThat(runs).hasValue(0);
  }

  @Test
  void no_check_runs_once_the_app_stops() {
    health.ready("database", counted().every(Duration.ofMillis(100)));
    app.status("/ready");
    app.obs.close();
    await()
        .until(
            () ->
                Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().equals("sightglass-health-refresh")));
    int before = runs.get();
    assertThat(app.status("/ready")).isEqualTo(503);

    assertThat(runs).hasValue(before);
    assertThat(app.body("/started")).isEqualTo("{\"status\":\"started\"}");
  }

  @Test
  void liveness_refuses_what_looks_at_a_dependency() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> health.live("database", counted()))
        .withMessageContaining("'database' looks at a dependency")
        .withMessageContaining("ready(");
    health.live("deadlock", HealthChecks.deadlock());
    assertThat(app.status("/live")).isEqualTo(200);
  }

  @Test
  void liveness_never_waits_for_a_check() {
    CountDownLatch forEver = new CountDownLatch(1);
    health.live(
        "loop",
        HealthCheck.process(
            () -> {
              forEver.await();
              return HealthResult.healthy();
            }));
    assertThat(app.status("/live")).as("what is not known does not count").isEqualTo(200);

    await().until(() -> app.status("/live") == 503);
    assertThat(app.body("/health/live")).contains("\"name\":\"loop\"", "\"cause\":\"timeout\"");
  }

  @Test
  void a_dependency_decides_liveness_only_where_that_is_forced_by_name() {
    result.set(BAD);
    health.liveDespiteDependency("database", counted());

    await().until(() -> app.status("/live") == 503);
  }

  @Test
  void an_app_has_started_when_it_says_so_and_each_check_of_its_start_has_passed_once() {
    try (TestApp own = new TestApp()) {
      result.set(BAD);
      own.health.started("migration", counted().every(Duration.ofMillis(100)));
      own.health.ready("database", HealthResult::healthy);
      assertThat(own.status("/started")).isEqualTo(503);
      assertThat(runs).hasValue(0);

      own.obs.started();
      assertThat(own.body("/started")).isEqualTo("{\"status\":\"starting\"}");
      assertThat(own.body("/ready")).isEqualTo("{\"status\":\"starting\"}");
      assertThat(own.status("/ready")).isEqualTo(503);
      result.set(HealthResult.healthy());
      await().until(() -> own.status("/started") == 200);
      await().until(() -> own.status("/ready") == 200);

      result.set(BAD);
      int before = runs.get();
      for (int i = 0; i < 50; i++) {
        assertThat(own.status("/started")).isEqualTo(200);
        assertThat(own.status("/health")).isEqualTo(200);
      }
      assertThat(runs).hasValue(before);
    }
  }

  @Test
  void a_group_answers_for_its_own_checks() {
    result.set(BAD);
    health
        .check("database", Health.Level.CRITICAL, HealthResult::healthy)
        .check("gateway", Health.Level.CRITICAL, counted())
        .check("mail", Health.Level.DEGRADED, counted())
        .group("money", "database", "gateway")
        .group("letters", "mail", "database");

    assertThat(app.status("/health/money")).isEqualTo(503);
    assertThat(app.status("/health/letters")).isEqualTo(200);
    assertThat(app.body("/health/letters"))
        .startsWith("{\"status\":\"degraded\"")
        .contains("\"name\":\"mail\"", "\"name\":\"database\"")
        .doesNotContain("gateway");
    assertThat(new String(app.get("/health/money", false).bytes()))
        .isEqualTo("{\"status\":\"unhealthy\"}");
    assertThat(app.status("/health/other")).isEqualTo(404);
    assertThatIllegalStateException()
        .isThrownBy(() -> health.group("late", "mail"))
        .withMessageContaining("before the endpoints are mounted");
  }

  @Test
  void a_group_is_named_after_its_checks_are_added() {
    health.check("mail", Health.Level.DEGRADED, HealthResult::healthy).group("letters", "mail");

    for (String bad : List.of("live", "ready", "started", "detailed", "A", "a/b", "")) {
      assertThatIllegalArgumentException().isThrownBy(() -> health.group(bad, "mail"));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> health.group("money", "gateway"))
        .withMessageContaining("add the check 'gateway' before");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> health.group("letters", "mail"))
        .withMessageContaining("already");
    assertThatIllegalArgumentException().isThrownBy(() -> health.group("none"));
  }

  @Test
  void answers_have_microprofiles_shape_where_that_is_set() {
    result.set(BAD);
    try (TestApp own = new TestApp(Map.of("SIGHTGLASS_HEALTH_FORMAT", "microprofile"))) {
      own.obs.started();
      own.health.ready("database", counted()).check("disk", Health.Level.DEGRADED, counted());

      assertThat(own.body("/live")).isEqualTo("{\"status\":\"UP\",\"checks\":[]}");
      assertThat(own.status("/health/ready")).isEqualTo(503);
      assertThat(own.body("/health/ready"))
          .startsWith("{\"status\":\"DOWN\",\"checks\":[{\"name\":\"database\",\"status\":\"DOWN\"")
          .doesNotContain("disk");
      assertThat(own.body("/health")).contains("database", "disk");
      assertThat(new String(own.get("/health", false).bytes()))
          .isEqualTo("{\"status\":\"DOWN\",\"checks\":[]}");
    }
  }

  @Test
  void a_check_that_asks_for_its_own_result_ends_at_once() {
    AtomicInteger depth = new AtomicInteger();
    AtomicInteger deepest = new AtomicInteger();
    health.ready(
        "self",
        () -> {
          deepest.accumulateAndGet(depth.incrementAndGet(), Math::max);
          try {
            return app.status("/ready") == 200 ? HealthResult.healthy() : BAD;
          } finally {
            depth.decrementAndGet();
          }
        });

    assertThat(app.status("/ready")).isEqualTo(503);
    assertThat(app.body("/health/detailed")).contains("\"cause\":\"refused\"");
    assertThat(deepest).hasValue(1);
    System.out.println("row 46: a check that asks its own endpoint: depth " + deepest);
  }

  @Test
  void two_apps_that_ask_each_other_end_at_their_deadline() {
    try (TestApp other = new TestApp()) {
      other.obs.started();
      AtomicInteger calls = new AtomicInteger();
      health.ready("other", () -> asked(calls, other));
      other.health.ready("app", () -> asked(calls, app));

      assertThat(app.status("/ready")).isEqualTo(503);
      assertThat(calls.get()).isLessThanOrEqualTo(2);
      System.out.println("row 46: two apps that ask each other: " + calls + " calls");
    }
  }

  private static HealthResult asked(AtomicInteger calls, TestApp app) {
    calls.incrementAndGet();
    return app.status("/ready") == 200 ? HealthResult.healthy() : BAD;
  }

  private static void hang(CountDownLatch end) {
    while (end.getCount() > 0) {
      try {
        end.await();
      } catch (InterruptedException e) {
        // Ignores interrupts, as a driver stuck in native code does.
      }
    }
  }

  private HealthCheck counted() {
    return () -> {
      runs.incrementAndGet();
      return result.get();
    };
  }
}
