// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.sightglass.health.HealthResult.Cause;
import io.sightglass.health.HealthResult.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Checks of what runs in the process, and of telemetry. */
class ProcessChecksTest {

  @Test
  void a_job_that_does_not_run_is_missed() throws Exception {
    Heartbeat job = Heartbeat.atLeastEach(Duration.ofMillis(200));
    assertThat(job.check().status()).isEqualTo(Status.HEALTHY);
    await().until(() -> job.check().cause() == Cause.MISSED);
    job.beat();

    assertThat(job.check().status()).isEqualTo(Status.HEALTHY);
    assertThatIllegalArgumentException().isThrownBy(() -> Heartbeat.atLeastEach(Duration.ZERO));
  }

  @Test
  void a_job_that_is_recorded_elsewhere_is_missed_when_its_last_run_is_too_long_ago()
      throws Exception {
    AtomicReference<Instant> last = new AtomicReference<>();
    HealthCheck check = HealthChecks.lastRun(last::get, Duration.ofHours(1));

    assertThat(check.check().cause()).isEqualTo(Cause.MISSED);
    last.set(Instant.now());
    assertThat(check.check().status()).isEqualTo(Status.HEALTHY);
    last.set(Instant.now().minus(Duration.ofHours(2)));
    assertThat(check.check().cause()).isEqualTo(Cause.MISSED);
  }

  @Test
  void a_queue_that_is_too_long_is_a_backlog() throws Exception {
    AtomicLong depth = new AtomicLong(10);
    HealthCheck check = HealthChecks.queueDepth(depth::get, 10);

    assertThat(check.check().status()).isEqualTo(Status.HEALTHY);
    depth.set(11);
    assertThat(check.check().cause()).isEqualTo(Cause.BACKLOG);
    assertThatIllegalArgumentException().isThrownBy(() -> HealthChecks.queueDepth(depth::get, -1));
  }

  @Test
  void a_pool_is_saturated_when_its_threads_are_busy_and_its_queue_is_full() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(2, 2, 1, TimeUnit.SECONDS, new ArrayBlockingQueue<>(4));
    HealthCheck lenient = HealthChecks.executor(pool, 100);
    HealthCheck strict = HealthChecks.executor(pool, 2);
    try {
      for (int i = 0; i < 4; i++) {
        pool.execute(() -> await().until(() -> end.getCount() == 0));
      }
      await().until(() -> pool.getActiveCount() == 2);
      assertThat(strict.check().status()).as("two wait").isEqualTo(Status.HEALTHY);
      pool.execute(() -> {});
      assertThat(strict.check().cause()).as("three wait").isEqualTo(Cause.BACKLOG);
      assertThat(lenient.check().status()).isEqualTo(Status.HEALTHY);
      pool.execute(() -> {});
      assertThat(lenient.check().cause()).as("no more fit").isEqualTo(Cause.BACKLOG);
    } finally {
      end.countDown();
      pool.shutdownNow();
    }
  }

  @Test
  void memory_of_the_system_has_a_limit() throws Exception {
    assertThat(HealthChecks.systemMemory(1).check().status()).isEqualTo(Status.HEALTHY);
    assertThat(HealthChecks.systemMemory(1e-9).check().cause()).isEqualTo(Cause.LOW_MEMORY);
    assertThatIllegalArgumentException().isThrownBy(() -> HealthChecks.systemMemory(2));
  }

  @Test
  void telemetry_that_is_lost_makes_the_app_degraded_and_never_unhealthy() {
    try (TestApp app = new TestApp()) {
      app.health.check(
          "telemetry",
          Health.Level.CRITICAL,
          HealthChecks.telemetry(app.obs).every(Duration.ofMillis(100)));
      assertThat(app.body("/health")).startsWith("{\"status\":\"healthy\"");

      app.obs.diagnostics().impaired("logs", "disk_full");
      await().until(() -> app.body("/health").startsWith("{\"status\":\"degraded\""));
      assertThat(app.body("/health/detailed")).contains("\"cause\":\"loss\"");
      assertThat(app.body("/health/detailed")).doesNotContain("disk_full");
      assertThat(app.status("/health")).isEqualTo(200);

      app.obs.diagnostics().impaired("logs", null);
      await().until(() -> app.body("/health").startsWith("{\"status\":\"healthy\""));
    }
  }

  @Test
  void what_looks_at_the_process_alone_may_decide_liveness() {
    try (TestApp app = new TestApp()) {
      app.health
          .live("deadlock", HealthChecks.deadlock())
          .live("heap", HealthChecks.memory(0.99).within(Duration.ofMillis(500)))
          .live("job", Heartbeat.atLeastEach(Duration.ofHours(1)));
      await().until(() -> app.body("/health/live").contains("\"name\":\"job\""));

      assertThat(app.status("/live")).isEqualTo(200);
    }
  }
}
