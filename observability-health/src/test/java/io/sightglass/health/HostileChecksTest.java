// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sightglass.config.Setting;
import io.sightglass.health.HealthResult.Cause;
import java.net.ConnectException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Checks that hang, fail, lie and are asked all at once. */
class HostileChecksTest {

  private static final boolean FULL = Boolean.getBoolean("sightglass.full");

  private final TestApp app = new TestApp();
  private final Health health = app.health;
  private final CountDownLatch release = new CountDownLatch(1);

  @BeforeEach
  void start() {
    app.obs.started();
  }

  @AfterEach
  void letHungChecksGo() {
    release.countDown();
    app.close();
  }

  @Test
  void a_check_that_hangs_is_a_timeout_and_is_not_started_again_while_it_hangs() {
    AtomicInteger started = new AtomicInteger();
    health.ready("hung", hanging(started).within(Duration.ofMillis(50)));

    assertThat(status("/ready")).isEqualTo(503);
    assertThat(body("/health/detailed"))
        .contains("\"result\":\"timeout\"", "\"cause\":\"timeout\"");
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> body("/health/detailed").contains("\"stale\":true"));
    for (int i = 0; i < 100; i++) {
      assertThat(status("/ready")).isEqualTo(503);
    }
    assertThat(started).hasValue(1);
    assertThat(threads("hung")).hasSize(1);
    await()
        .untilAsserted(
            () ->
                assertThat(app.log())
                    .filteredOn(line -> line.startsWith("SG-3003 [health] "))
                    .hasSize(1));
    assertThat(app.sample("health_check_results_total{check=\"hung\",result=\"timeout\"}"))
        .isEqualTo(1);

    release.countDown();
    await().atMost(Duration.ofSeconds(10)).until(() -> status("/ready") == 200);
    assertThat(started).hasValue(2);
  }

  @Test
  void whatever_a_check_throws_is_its_failure_alone() {
    health
        .check("error", Health.Level.DEGRADED, () -> sneaky(new NoClassDefFoundError("x")))
        .check("memory", Health.Level.DEGRADED, () -> sneaky(new OutOfMemoryError("planted")))
        .check("overflow", Health.Level.DEGRADED, HostileChecksTest::overflow)
        .check("message", Health.Level.DEGRADED, () -> sneaky(new ThrowingMessage()))
        .check("interrupted", Health.Level.DEGRADED, () -> sneaky(new InterruptedException()))
        .check("nothing", Health.Level.DEGRADED, () -> null)
        .check("refused", Health.Level.DEGRADED, () -> sneaky(new ConnectException("h:1")))
        .check("auth", Health.Level.DEGRADED, () -> sneaky(new SQLException("u", "28P01")))
        .ready("good", HealthResult::healthy);

    String body = body("/health/detailed");
    for (String check :
        List.of("error", "memory", "overflow", "message", "interrupted", "nothing")) {
      assertThat(body).contains("{\"name\":\"" + check + "\",\"status\":\"DOWN\"");
      assertThat(app.sample(results(check, "unhealthy"))).isEqualTo(1);
    }
    assertThat(body)
        .contains("{\"name\":\"good\",\"status\":\"UP\"")
        .contains("\"cause\":\"refused\"", "\"cause\":\"auth\"");
    assertThat(status("/ready")).isEqualTo(200);
    assertThat(app.page()).doesNotContain("sightglass_internal_errors_total{");
  }

  @Test
  void hung_checks_do_not_hide_healthy_ones() {
    AtomicInteger started = new AtomicInteger();
    for (int i = 0; i < 20; i++) {
      HealthCheck check = i % 4 == 0 ? hanging(started) : HealthResult::healthy;
      health.check("check" + i, Health.Level.DEGRADED, check.within(Duration.ofMillis(200)));
    }
    int probes = FULL ? 3_600 : 200;
    long longest = 0;
    for (int i = 0; i < probes; i++) {
      long start = System.nanoTime();
      String body = body("/health/detailed");
      longest = Math.max(longest, System.nanoTime() - start);
      assertThat(count(body, "\"result\":\"healthy\"")).isEqualTo(15);
      assertThat(count(body, "\"result\":\"timeout\"")).isEqualTo(5);
    }

    assertThat(started).hasValue(5);
    assertThat(longest).isLessThanOrEqualTo(1_000_000_000L);
    assertThat(threads("check")).hasSizeLessThanOrEqualTo(20);
    System.out.printf(
        "row 15: 20 checks, 5 of them hung, %d probes: longest answer %d ms, %d threads of checks%n",
        probes, longest / 1_000_000, threads("check").size());
  }

  @Test
  void a_herd_of_probes_makes_one_call() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    int herd = 1_000;
    CountDownLatch allIn = new CountDownLatch(1);
    health.ready(
        "database",
        () -> {
          calls.incrementAndGet();
          allIn.await();
          throw new ConnectException("down");
        });
    ExecutorService clients = Executors.newFixedThreadPool(64);
    try {
      List<Callable<Integer>> probes = new ArrayList<>();
      AtomicInteger asked = new AtomicInteger();
      for (int i = 0; i < herd; i++) {
        probes.add(
            () -> {
              if (asked.incrementAndGet() == 64) {
                allIn.countDown();
              }
              return status("/ready");
            });
      }
      for (Future<Integer> answer : clients.invokeAll(probes)) {
        assertThat(answer.get()).isEqualTo(503);
      }
    } finally {
      clients.shutdownNow();
    }

    assertThat(calls.get()).as("one call each two seconds").isLessThanOrEqualTo(2);
    assertThat(app.sample("health_check_results_total{check=\"database\",result=\"unhealthy\"}"))
        .isEqualTo(calls.get());
  }

  @Test
  void results_good_and_bad_are_asked_for_again_after_two_seconds() {
    AtomicInteger good = new AtomicInteger();
    AtomicInteger bad = new AtomicInteger();
    health.check("good", Health.Level.DEGRADED, () -> counted(good, HealthResult.healthy()));
    health.check(
        "bad", Health.Level.DEGRADED, () -> counted(bad, HealthResult.unhealthy(Cause.FAILED)));
    long start = System.nanoTime();
    await()
        .pollInterval(Duration.ofMillis(10))
        .atMost(Duration.ofSeconds(10))
        .until(() -> !body("/health").isEmpty() && good.get() == 2 && bad.get() == 2);

    assertThat(System.nanoTime() - start)
        .isGreaterThan(Setting.HEALTH_CACHE.defaultValue().toNanos());
  }

  @Test
  void deadline_and_keeping_can_be_set() {
    AtomicInteger calls = new AtomicInteger();
    AtomicInteger started = new AtomicInteger();
    try (TestApp other =
        new TestApp(
            Map.of("SIGHTGLASS_HEALTH_CHECK_TIMEOUT", "30ms", "SIGHTGLASS_HEALTH_CACHE", "0s"))) {
      other
          .health
          .check("hung", Health.Level.DEGRADED, hanging(started))
          .check("good", Health.Level.DEGRADED, () -> counted(calls, HealthResult.healthy()));
      for (int i = 0; i < 10; i++) {
        assertThat(other.body("/health/detailed")).contains("\"result\":\"timeout\"");
      }
      assertThat(other.sample(results("hung", "timeout"))).isEqualTo(1);
    }
    assertThat(calls).hasValueGreaterThan(1);
    assertThat(started).hasValue(1);
  }

  @Test
  void a_scrape_starts_a_run_and_does_not_wait_for_it() {
    AtomicInteger started = new AtomicInteger();
    health.check("hung", Health.Level.DEGRADED, hanging(started).within(Duration.ofMillis(900)));

    assertThat(app.sample("health_status{check=\"hung\"}")).isNaN();
    await().until(() -> app.sample("health_status{check=\"hung\"}") == 0);
    assertThat(started).hasValue(1);
  }

  @Test
  void every_scrape_has_the_state_of_every_check() {
    health.check("good", Health.Level.DEGRADED, HealthResult::healthy);
    body("/health");
    int scrapes = FULL ? 100_000 : 5_000;
    for (int i = 0; i < scrapes; i++) {
      assertThat(app.sample("health_status{check=\"good\"}")).isEqualTo(1);
    }
  }

  @Test
  void nothing_a_check_says_reaches_an_answer() {
    List<String> secrets =
        List.of(
            "hunter2",
            "jdbc:postgresql://db.internal:5432/ledger?user=app&password=hunter2",
            "SELECT 1 FROM accounts",
            "10.1.2.3",
            "app_user",
            "org.postgresql",
            "Bearer eyJhbGciOi",
            "AKIAIOSFODNN7",
            "/etc/ssl/key.pem",
            "4111111111111111",
            "ann@example.com",
            "PostgreSQL 18.1");
    int n = 0;
    for (String secret : secrets) {
      String message = secret + " in " + secrets;
      health
          .ready("thrown" + n, () -> sneaky(new IllegalStateException(message)))
          .ready("sql" + n, () -> sneaky(new SQLException(message, secret, 7)))
          .check(
              "told" + n, Health.Level.CRITICAL, () -> HealthResult.unhealthy(Cause.AUTH, message));
      n++;
    }

    for (String path : List.of("/live", "/ready", "/health", "/health/detailed")) {
      assertThat(body(path)).doesNotContain(secrets).doesNotContain("Exception", "\tat ");
      assertThat(app.get(path).headers().toString()).doesNotContain(secrets);
    }
  }

  private HealthCheck hanging(AtomicInteger started) {
    return () -> {
      started.incrementAndGet();
      boolean released = false;
      while (!released) {
        try {
          release.await();
          released = true;
        } catch (InterruptedException e) {
          // Ignores interrupts, as a driver stuck in native code does.
        }
      }
      return HealthResult.healthy();
    };
  }

  private static HealthResult counted(AtomicInteger calls, HealthResult result) {
    calls.incrementAndGet();
    return result;
  }

  private static HealthResult overflow() {
    return overflow();
  }

  @SuppressWarnings("unchecked") // Throws anything: the cast to E is never executed.
  private static <E extends Throwable> HealthResult sneaky(Throwable failure) throws E {
    throw (E) failure;
  }

  private static final class ThrowingMessage extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new IllegalStateException("no message");
    }

    @Override
    public synchronized Throwable getCause() {
      throw new IllegalStateException("no cause");
    }
  }

  private static List<Thread> threads(String prefix) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("sightglass-health-" + prefix))
        .toList();
  }

  private static int count(String text, String part) {
    return text.split(java.util.regex.Pattern.quote(part), -1).length - 1;
  }

  private static String results(String check, String result) {
    return "health_check_results_total{check=\"" + check + "\",result=\"" + result + "\"}";
  }

  private int status(String path) {
    return app.status(path);
  }

  private String body(String path) {
    return app.body(path);
  }
}
