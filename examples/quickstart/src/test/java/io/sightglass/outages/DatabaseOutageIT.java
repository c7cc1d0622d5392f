// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.outages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.sightglass.health.Health;
import io.sightglass.health.HealthChecks;
import io.sightglass.health.RedisCheck;
import io.sightglass.health.hikari.HikariChecks;
import io.sightglass.testkit.Fault;
import io.sightglass.testkit.FaultyTcpProxy;
import io.sightglass.testkit.servers.PostgresServer;
import io.sightglass.testkit.servers.RealServers;
import io.sightglass.testkit.servers.RedisServer;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;

/** Rows 16 and 37: a real database and a real cache fail in each of their ways, and come back. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
@ExtendWith(RealServers.class)
class DatabaseOutageIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final PostgresServer database;
  private final RedisServer redis;
  private OutageApp app;
  private Prober prober;
  private long longest;

  DatabaseOutageIT(PostgresServer database, RedisServer redis) {
    this.database = database;
    this.redis = redis;
  }

  @BeforeEach
  void start() {
    app = new OutageApp(database, redis, Map.of());
  }

  @AfterEach
  void stop() {
    app.close();
  }

  @Test
  void a_stopped_database_is_a_timeout_and_is_ready_again_when_it_goes_on() {
    ready();
    database.stall();
    long down = until(503);
    assertThat(details()).contains("\"cause\":\"timeout\"");
    int waiting = app.pool.getHikariPoolMXBean().getThreadsAwaitingConnection();
    assertThat(waiting).as("waiting for a connection").isLessThanOrEqualTo(1);
    database.resume();
    long up = until(200);

    print("database stopped", down, up);
  }

  @Test
  void a_dead_database_is_refused_and_is_ready_again_after_its_restart() {
    ready();
    database.kill();
    long down = until(503);
    await().atMost(PATIENCE).until(() -> details().contains("\"cause\":\"refused\""));
    database.restart();
    long up = until(200);

    print("database killed", down, up);
  }

  @Test
  void a_pool_whose_connections_are_all_held_is_told_from_a_database_that_is_down()
      throws Exception {
    ready();
    List<Connection> held = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      held.add(app.pool.getConnection());
    }
    long down = until(503);
    assertThat(details()).contains("\"cause\":\"pool_exhausted\"");
    for (int i = 0; i < 20; i++) {
      assertThat(app.pool.getHikariPoolMXBean().getThreadsAwaitingConnection())
          .as("the check queues for no connection")
          .isZero();
      prober.probe("/ready");
    }
    for (Connection connection : held) {
      connection.close();
    }
    long up = until(200);

    print("pool of 5 held", down, up);
  }

  @Test
  void a_wrong_password_is_told_from_a_database_that_is_down() {
    try (HikariDataSource wrong = OutageApp.pool(database, "wrong-password")) {
      app.health
          .check("pool", Health.Level.DEGRADED, HikariChecks.pool(wrong))
          .check(
              "direct",
              Health.Level.DEGRADED,
              HealthChecks.jdbc(database.jdbcUrl(), database.user(), () -> "wrong-password"))
          .check(
              "cache",
              Health.Level.DEGRADED,
              RedisCheck.of("127.0.0.1", redis.port()).auth(() -> "wrong-password"))
          .check("nobody", Health.Level.DEGRADED, RedisCheck.of("127.0.0.1", redis.port()));
      app.started();
      prober = app.prober();
      String details = details();

      assertThat(details.split("\"cause\":\"auth\"", -1)).as(details).hasSize(5);
      assertThat(details).doesNotContain("wrong-password", "127.0.0.1");
      System.out.println("row 16: wrong password of database and cache: auth in 4 of 4 checks");
    }
  }

  @Test
  void a_stalled_tls_handshake_is_a_timeout() {
    SSLSocketFactory tls = (SSLSocketFactory) SSLSocketFactory.getDefault();
    try (FaultyTcpProxy proxy = FaultyTcpProxy.to("127.0.0.1", redis.port())) {
      proxy.fault(Fault.hang());
      app.health
          .check("cache", Health.Level.DEGRADED, RedisCheck.of("127.0.0.1", proxy.port()).tls(tls))
          .check(
              "certificate",
              Health.Level.DEGRADED,
              HealthChecks.certificate("127.0.0.1", proxy.port(), Duration.ofDays(7)));
      app.started();
      prober = app.prober();

      assertThat(details().split("\"cause\":\"timeout\"", -1)).hasSize(3);
    }
  }

  @Test
  void a_cache_that_is_stopped_killed_and_restarted_is_followed() {
    ready();
    redis.stall();
    long stalled = until(503);
    redis.resume();
    long resumed = until(200);
    redis.kill();
    long killed = until(503);
    redis.restart();
    long restarted = until(200);

    System.out.printf(
        "row 37: cache stopped: 503 after %d ms, 200 %d ms after it goes on; killed: 503 after %d"
            + " ms, 200 %d ms after its restart; longest answer %d ms%n",
        stalled, resumed, killed, restarted, longest);
  }

  @Test
  void answers_that_come_two_seconds_late_are_timeouts() {
    try (FaultyTcpProxy proxy = FaultyTcpProxy.to("127.0.0.1", redis.port())) {
      app.health.ready("slow", RedisCheck.of("127.0.0.1", proxy.port()).auth(redis::password));
      ready();
      proxy.fault(Fault.delay(Duration.ofSeconds(2)));
      long down = until(503);
      proxy.fault(Fault.none());
      long up = until(200);

      print("answers 2 s late", down, up);
    }
  }

  private void ready() {
    app.started();
    prober = app.prober();
    until(200);
  }

  /** Probes until the status is that one; each answer must come within a second. */
  private long until(int status) {
    long start = System.nanoTime();
    await()
        .pollInterval(Duration.ofMillis(20))
        .pollDelay(Duration.ZERO)
        .atMost(PATIENCE)
        .until(
            () -> {
              Prober.Answer answer = prober.probe("/ready");
              longest = Math.max(longest, answer.nanos() / 1_000_000);
              assertThat(answer.status()).isIn(200, 503);
              assertThat(answer.isInTime()).isTrue();
              return answer.status() == status;
            });
    return (System.nanoTime() - start) / 1_000_000;
  }

  private String details() {
    return prober.probe("/health/detailed").body();
  }

  private void print(String what, long down, long up) {
    System.out.printf(
        "row 16: %s: 503 after %d ms, 200 again after %d ms, longest answer %d ms%n",
        what, down, up, longest);
  }
}
