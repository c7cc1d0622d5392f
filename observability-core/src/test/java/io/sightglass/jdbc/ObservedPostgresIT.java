// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.jdbc;

import static io.sightglass.jdbc.ObservedDataSourceTest.attributes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.sightglass.MeasuredApp;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A real PostgreSQL behind a real pool. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class ObservedPostgresIT {

  private static final int WORKERS = 4;
  private static final int QUERIES = 2_000;
  private static EmbeddedPostgres server;

  private final MeasuredApp app = MeasuredApp.start();
  private HikariDataSource pool;
  private DataSource database;

  @BeforeAll
  static void start() throws IOException {
    server = EmbeddedPostgres.builder().start();
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @BeforeEach
  void connect() throws SQLException {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(server.getJdbcUrl("postgres", "postgres"));
    config.setMaximumPoolSize(WORKERS);
    config.setConnectionTimeout(500);
    pool = new HikariDataSource(config);
    HikariPools.observe(app.obs(), "shop", pool);
    database = ObservedDataSource.of(app.obs(), "shop", pool);
    try (Connection plain = pool.getConnection();
        Statement statement = plain.createStatement()) {
      statement.execute("drop table if exists stock");
      statement.execute("create table stock (id int primary key, left_over int not null)");
      statement.execute("insert into stock select n, 10 from generate_series(1, 100) n");
    }
  }

  @AfterEach
  void disconnect() {
    app.assertSound();
    pool.close();
    app.close();
  }

  private double errors(String kind) {
    return app.value("database_errors_total{error_type=\"" + kind + "\"}");
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void concurrent_queries_are_counted_exactly() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(WORKERS);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < WORKERS; i++) {
        running.add(threads.submit(() -> work()));
      }
      for (Future<?> each : running) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
    }
    String count = "database_query_duration_seconds_count";
    int each = WORKERS * QUERIES / 2;
    assertThat(app.value(count + "{query_type=\"select\",table=\"stock\"}")).isEqualTo(each);
    assertThat(app.value(count + "{query_type=\"update\",table=\"stock\"}")).isEqualTo(each);
    assertThat(app.sum(count)).isEqualTo(2.0 * each);
    assertThat(app.spans()).hasSize(2 * each);
    assertThat(app.sum("database_errors_total{")).isZero();
    assertThat(app.value("database_connections{database=\"shop\",state=\"active\"}")).isZero();
  }

  private Void work() throws SQLException {
    for (int i = 0; i < QUERIES / 2; i++) {
      try (Connection connection = database.getConnection();
          PreparedStatement select =
              connection.prepareStatement("select left_over from stock where id = ?");
          PreparedStatement update =
              connection.prepareStatement("update stock set left_over = left_over where id = ?")) {
        select.setInt(1, 1 + i % 100);
        try (ResultSet rows = select.executeQuery()) {
          assertThat(rows.next()).isTrue();
        }
        update.setInt(1, 1 + i % 100);
        assertThat(update.executeUpdate()).isEqualTo(1);
      }
    }
    return null;
  }

  @Test
  void a_span_says_where_the_database_is() throws SQLException {
    execute("select * from stock where id = 7");

    SpanData span = app.spans().get(0);
    assertThat(attributes(span))
        .containsEntry("db.system.name", "postgresql")
        .containsEntry("db.namespace", "postgres")
        .containsEntry("server.address", "localhost")
        .containsEntry("server.port", (long) server.getPort())
        .containsEntry("db.query.summary", "SELECT stock")
        .containsEntry("db.query.text", "select * from stock where id = ?");
  }

  @Test
  void a_procedure_is_a_call() throws SQLException {
    execute(
        "create or replace procedure twice(inout n int) language plpgsql as $$begin n := n * 2; end$$");
    try (Connection connection = database.getConnection();
        CallableStatement call = connection.prepareCall("call twice(?)")) {
      call.registerOutParameter(1, Types.INTEGER);
      call.setInt(1, 21);
      call.execute();
      assertThat(call.getInt(1)).isEqualTo(42);
    }
    assertThat(
            app.value("database_query_duration_seconds_count{query_type=\"call\",table=\"none\"}"))
        .isEqualTo(1);
    assertThat(app.spans()).extracting(SpanData::getName).containsExactly("CREATE", "CALL twice");
  }

  @Test
  void failures_of_the_server_have_their_kind() throws Exception {
    assertFails("insert into stock values (1, 2)", "constraint");
    assertFails("select * from nowhere", "syntax");
    assertFails("select 1 / (id - 1) from stock where id = 1", "data");
    assertFails("select pg_terminate_backend(pg_backend_pid())", "connection");
    cancelled();
    conflict();
    exhausted();
    assertThat(app.sum("database_errors_total{")).isEqualTo(7);
    assertThat(app.spans())
        .flatExtracting(span -> attributes(span).values())
        .contains("23505", "42P01", "22012", "57P01", "57014");
  }

  private void assertFails(String sql, String kind) {
    double before = errors(kind);
    assertThatThrownBy(() -> execute(sql)).isInstanceOf(SQLException.class);
    assertThat(errors(kind)).as(sql).isEqualTo(before + 1);
  }

  private void cancelled() throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(1);
      assertThatThrownBy(() -> statement.execute("select pg_sleep(30)"))
          .isInstanceOf(SQLException.class);
    }
    assertThat(errors("cancelled")).isEqualTo(1);
  }

  /** Two transactions that wait for each other: the server ends one of them. */
  private void conflict() throws Exception {
    CyclicBarrier both = new CyclicBarrier(2);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<Integer> first = threads.submit(() -> lock(both, 1, 2));
      Future<Integer> second = threads.submit(() -> lock(both, 2, 1));
      assertThat(first.get() + second.get()).isEqualTo(1);
    } finally {
      threads.shutdownNow();
    }
    assertThat(errors("conflict")).isEqualTo(1);
  }

  private int lock(CyclicBarrier both, int one, int other) throws Exception {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("update stock set left_over = 1 where id = " + one);
      both.await();
      try {
        statement.execute("update stock set left_over = 1 where id = " + other);
        connection.commit();
        return 0;
      } catch (SQLException deadlock) {
        connection.rollback();
        return 1;
      }
    }
  }

  private void exhausted() throws SQLException {
    List<Connection> held = new ArrayList<>();
    try {
      for (int i = 0; i < WORKERS; i++) {
        held.add(database.getConnection());
      }
      assertThatThrownBy(database::getConnection).isInstanceOf(SQLException.class);
      assertThat(app.value("database_connections{database=\"shop\",state=\"active\"}"))
          .isEqualTo(WORKERS);
    } finally {
      for (Connection each : held) {
        each.close();
      }
    }
    assertThat(errors("pool_exhausted")).isEqualTo(1);
  }
}
