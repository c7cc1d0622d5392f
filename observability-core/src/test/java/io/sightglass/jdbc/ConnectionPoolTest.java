// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.sightglass.MeasuredApp;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectionPoolTest {

  private final MeasuredApp app = MeasuredApp.start();

  @AfterEach
  void close() {
    app.assertSound();
    app.close();
  }

  private double connections(String state) {
    return app.value("database_connections{database=\"shop\",state=\"" + state + "\"}");
  }

  @Test
  void a_hikari_pool_shows_what_is_in_use_what_is_idle_and_who_waits() throws Exception {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl("jdbc:h2:mem:hikari");
    config.setMaximumPoolSize(2);
    config.setMinimumIdle(2);
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try (HikariDataSource hikari = new HikariDataSource(config)) {
      HikariPools.observe(app.obs(), "shop", hikari);
      await().until(() -> connections("idle") == 2);
      assertThat(app.value("database_connections_max{database=\"shop\"}")).isEqualTo(2);
      assertThat(connections("active")).isZero();

      List<Connection> held = new ArrayList<>();
      held.add(hikari.getConnection());
      assertThat(connections("active")).isEqualTo(1);
      assertThat(connections("idle")).isEqualTo(1);
      held.add(hikari.getConnection());
      Future<Connection> waiting = threads.submit(() -> hikari.getConnection());
      await().until(() -> connections("pending") == 1);
      assertThat(connections("active")).isEqualTo(2);
      assertThat(connections("idle")).isZero();

      held.get(0).close();
      waiting.get().close();
      held.get(1).close();
      assertThat(connections("active")).isZero();
      assertThat(connections("pending")).isZero();
    } finally {
      threads.shutdownNow();
    }
    assertThat(connections("idle")).as("of a closed pool").isZero();
  }

  @Test
  void a_hikari_pool_that_is_not_open_yet_has_no_connections() {
    try (HikariDataSource hikari = new HikariDataSource()) {
      hikari.setMaximumPoolSize(7);
      HikariPools.observe(app.obs(), "shop", hikari);

      assertThat(connections("active")).isZero();
      assertThat(app.value("database_connections_max{database=\"shop\"}")).isEqualTo(7);
    }
  }

  @Test
  void what_a_pool_does_not_say_is_not_a_number_and_one_that_throws_leaves_the_others() {
    ConnectionPool.observe(app.obs(), "shop", new Small());
    ConnectionPool.observe(
        app.obs(),
        "broken",
        new ConnectionPool() {
          @Override
          public int active() {
            throw new IllegalStateException("closed");
          }

          @Override
          public int max() {
            return -1;
          }
        });

    assertThat(app.lines("database_connections"))
        .containsExactlyInAnyOrder(
            "database_connections{database=\"shop\",state=\"active\"} 3.0",
            "database_connections{database=\"shop\",state=\"idle\"} NaN",
            "database_connections{database=\"shop\",state=\"pending\"} NaN",
            "database_connections{database=\"broken\",state=\"active\"} NaN",
            "database_connections{database=\"broken\",state=\"idle\"} NaN",
            "database_connections{database=\"broken\",state=\"pending\"} NaN",
            "database_connections_max{database=\"shop\"} 8.0",
            "database_connections_max{database=\"broken\"} NaN");
  }

  private static final class Small implements ConnectionPool {

    @Override
    public int active() {
      return 3;
    }

    @Override
    public int max() {
      return 8;
    }
  }
}
