// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.sightglass.health.HealthResult.Cause;
import io.sightglass.health.HealthResult.Status;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.h2.jdbcx.JdbcConnectionPool;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HealthChecksTest {

  private final TestApp app = new TestApp();
  private final Health health = app.health;

  @AfterEach
  void stop() {
    app.close();
  }

  @Test
  void a_database_that_answers_is_healthy_and_its_connection_is_given_back() throws Exception {
    JdbcConnectionPool pool = JdbcConnectionPool.create("jdbc:h2:mem:health", "sa", "");
    try {
      assertThat(HealthChecks.jdbc(pool).check().status()).isEqualTo(Status.HEALTHY);
      assertThat(pool.getActiveConnections()).isZero();
    } finally {
      pool.dispose();
    }
  }

  @Test
  void a_database_that_refuses_says_so_without_saying_where() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    JdbcDataSource source = new JdbcDataSource();
    source.setURL("jdbc:h2:tcp://127.0.0.1:" + port + "/ledger");
    // H2 itself tries for longer than a check may take.
    SQLException refused =
        catchThrowableOfType(SQLException.class, () -> HealthChecks.jdbc(source).check());
    health.ready(
        "database",
        () -> {
          throw refused;
        });

    assertThat(body("/health/detailed"))
        .contains("\"cause\":\"refused\"")
        .doesNotContain(String.valueOf(port), "127.0.0.1", "h2", "ledger");
    await().until(() -> !app.log().isEmpty());
    assertThat(app.log().get(0))
        .startsWith("SG-3004 [health] check 'database' changed from unknown to unhealthy (refused)")
        .contains("org.h2.jdbc", "ConnectException", String.valueOf(port));
  }

  @Test
  void wrong_credentials_are_told_apart() throws Exception {
    JdbcDataSource owner = new JdbcDataSource();
    owner.setURL("jdbc:h2:mem:locked;DB_CLOSE_DELAY=-1");
    owner.setUser("owner");
    owner.setPassword("right");
    JdbcDataSource guest = new JdbcDataSource();
    guest.setURL("jdbc:h2:mem:locked");
    guest.setUser("owner");
    guest.setPassword("wrong");
    assertThat(HealthChecks.jdbc(owner).check().status()).isEqualTo(Status.HEALTHY);
    health
        .check("owner", Health.Level.CRITICAL, HealthChecks.jdbc(owner))
        .check("guest", Health.Level.CRITICAL, HealthChecks.jdbc(guest));

    assertThat(body("/health/detailed"))
        .contains("{\"name\":\"owner\",\"status\":\"UP\"", "\"cause\":\"auth\"");
  }

  @Test
  void an_exhausted_pool_is_waited_for_by_one_thread_alone() throws Exception {
    app.obs.started();
    JdbcConnectionPool pool = JdbcConnectionPool.create("jdbc:h2:mem:busy", "sa", "");
    pool.setMaxConnections(1);
    health.ready("database", HealthChecks.jdbc(pool).within(Duration.ofMillis(50)));
    try (var held = pool.getConnection()) {
      assertThat(held.isClosed()).isFalse();
      for (int i = 0; i < 50; i++) {
        assertThat(app.status("/ready")).isEqualTo(503);
      }
      assertThat(app.sample("health_check_results_total{check=\"database\",result=\"timeout\"}"))
          .isEqualTo(1);
    }

    await().until(() -> app.status("/ready") == 200);
    pool.dispose();
  }

  @Test
  void a_change_is_logged_once_each_way() {
    AtomicReference<HealthResult> result = new AtomicReference<>(HealthResult.healthy());
    try (TestApp own =
        new TestApp(Map.of("SIGHTGLASS_HEALTH_CACHE", "0s", "SIGHTGLASS_HEALTH_FAILURES", "1"))) {
      own.health.check("database", Health.Level.CRITICAL, result::get);
      await().until(() -> own.body("/health").contains("\"connected\""));
      result.set(HealthResult.unhealthy(Cause.AUTH, "user\nforged ://a:b@h"));
      await().until(() -> own.body("/health").contains("\"disconnected\""));
      own.body("/health");
      result.set(HealthResult.healthy());
      await().until(() -> own.body("/health").contains("\"connected\""));

      await()
          .untilAsserted(
              () ->
                  assertThat(own.log())
                      .containsExactly(
                          "SG-3004 [health] check 'database' changed from healthy to unhealthy (auth): user"
                              + " forged ://[redacted]@h",
                          "SG-3004 [health] check 'database' changed from unhealthy to healthy"));
    }
  }

  @Test
  void causes_in_the_log_are_redacted_by_the_apps_rules_and_counted() {
    try (TestApp own = new TestApp(Map.of("SIGHTGLASS_REDACTION_KEYS", "folio"))) {
      own.health.ready(
          "database",
          () -> {
            throw new IllegalStateException("folio=7 x " + "y".repeat(2_000));
          });
      own.body("/health/detailed");
      await().until(() -> !own.log().isEmpty());

      assertThat(own.log().get(0)).contains("folio=[redacted] x yyy").hasSizeLessThan(1_200);
      assertThat(own.page()).contains("sightglass_redacted_total{where=\"health\"} 1");
    }
  }

  @Test
  void space_and_memory_have_limits() throws Exception {
    assertThat(HealthChecks.diskSpace(Path.of("."), 0).check().status()).isEqualTo(Status.HEALTHY);
    assertThat(HealthChecks.diskSpace(Path.of("."), Long.MAX_VALUE).check().cause())
        .isEqualTo(Cause.LOW_SPACE);
    assertThat(HealthChecks.memory(1).check().status()).isEqualTo(Status.HEALTHY);
    System.gc();
    await().until(() -> HealthChecks.memory(1e-9).check().cause() == Cause.LOW_MEMORY);
  }

  @Test
  void a_deadlock_is_found() throws Exception {
    HealthCheck check = HealthChecks.deadlock();
    assertThat(check.check().status()).isEqualTo(Status.HEALTHY);

    ReentrantLock one = new ReentrantLock();
    ReentrantLock two = new ReentrantLock();
    CountDownLatch bothHold = new CountDownLatch(2);
    List<Thread> threads = List.of(taker(one, two, bothHold), taker(two, one, bothHold));
    threads.forEach(Thread::start);
    await().until(() -> check.check().cause() == Cause.DEADLOCK);

    threads.forEach(Thread::interrupt);
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(check.check().status()).isEqualTo(Status.HEALTHY);
  }

  private static Thread taker(ReentrantLock first, ReentrantLock second, CountDownLatch bothHold) {
    Thread thread =
        new Thread(
            () -> {
              first.lock();
              try {
                bothHold.countDown();
                bothHold.await();
                second.lockInterruptibly();
                second.unlock();
              } catch (InterruptedException e) {
                // The test is over.
              } finally {
                first.unlock();
              }
            });
    thread.setDaemon(true);
    return thread;
  }

  private String body(String path) {
    return app.body(path);
  }
}
