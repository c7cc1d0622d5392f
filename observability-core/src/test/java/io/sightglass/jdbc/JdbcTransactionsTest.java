// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.jdbc;

import static io.sightglass.jdbc.Ledger.event;
import static io.sightglass.jdbc.Ledger.insert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sightglass.event.TransactionEvents;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.stream.Stream;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JdbcTransactionsTest {

  private final JdbcConnectionPool pool =
      JdbcConnectionPool.create("jdbc:h2:mem:jdbc;DB_CLOSE_DELAY=-1", "sa", "");
  private Ledger ledger;

  @BeforeEach
  void open() throws SQLException {
    ledger = Ledger.in(pool);
  }

  @AfterEach
  void close() {
    assertThat(pool.getActiveConnections()).as("connections not given back").isZero();
    ledger.close();
    pool.dispose();
  }

  private void agree(int rows) throws SQLException {
    assertThat(ledger.rows()).isEqualTo(rows);
    assertThat(ledger.booked()).isEqualTo(rows);
  }

  @Test
  void a_transaction_that_commits_is_counted() throws SQLException {
    String result =
        JdbcTransactions.run(
            ledger.obs(),
            pool,
            (connection, tx) -> {
              assertThat(connection.getAutoCommit()).isFalse();
              insert(connection, "p1");
              tx.record(event("p1"));
              insert(connection, "p2");
              tx.record(event("p2"));
              assertThat(ledger.booked()).isZero();
              return "done";
            });
    assertThat(result).isEqualTo("done");
    agree(2);
  }

  static Stream<Throwable> failures() {
    return Stream.of(
        new IOException("checked"),
        new SQLException("the database's"),
        new IllegalStateException("unchecked"),
        new AssertionError("an error"),
        new StackOverflowError("deep"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void whatever_is_thrown_rolls_back_and_is_the_apps_own(Throwable failure) throws SQLException {
    Throwable thrown =
        catchThrowable(
            () ->
                JdbcTransactions.run(
                    ledger.obs(),
                    pool,
                    (connection, tx) -> {
                      insert(connection, "p1");
                      tx.record(event("p1"));
                      return fail(failure);
                    }));
    assertThat(thrown).isSameAs(failure).hasNoSuppressedExceptions();
    agree(0);
  }

  @SuppressWarnings("unchecked") // so that anything can be thrown
  private static <T, E extends Throwable> T fail(Throwable failure) throws E {
    throw (E) failure;
  }

  @Test
  void a_row_that_is_refused_is_not_counted() throws SQLException {
    JdbcTransactions.Work<String, SQLException> book =
        (connection, tx) -> {
          tx.record(event("p1"));
          insert(connection, "p1");
          return "booked";
        };
    JdbcTransactions.run(ledger.obs(), pool, book);
    assertThatThrownBy(() -> JdbcTransactions.run(ledger.obs(), pool, book))
        .isInstanceOf(SQLException.class);
    agree(1);
  }

  @Test
  void a_savepoint_forgets_what_came_after_it() throws SQLException {
    JdbcTransactions.run(
        ledger.obs(),
        pool,
        (connection, tx) -> {
          insert(connection, "p1");
          tx.record(event("p1"));
          int mark = tx.held();
          Savepoint savepoint = connection.setSavepoint();
          insert(connection, "p2");
          tx.record(event("p2"));
          connection.rollback(savepoint);
          tx.rolledBackTo(mark);
          insert(connection, "p3");
          tx.record(event("p3"));
          return tx;
        });
    agree(2);
  }

  @Test
  void one_transaction_inside_another_stands_for_itself() throws SQLException {
    assertThatThrownBy(
            () ->
                JdbcTransactions.run(
                    ledger.obs(),
                    pool,
                    (outer, outerTx) -> {
                      insert(outer, "p1");
                      outerTx.record(event("p1"));
                      JdbcTransactions.run(
                          ledger.obs(),
                          pool,
                          (inner, innerTx) -> {
                            insert(inner, "p2");
                            innerTx.record(event("p2"));
                            return inner;
                          });
                      throw new IOException("outer");
                    }))
        .isInstanceOf(IOException.class);
    agree(1);
    assertThat(ledger.query("select count(*) from payment where id = 'p2'")).isEqualTo(1);
  }

  @Test
  void a_commit_that_fails_counts_nothing() throws SQLException {
    BrokenConnections broken = new BrokenConnections(pool, "commit");
    assertThatThrownBy(() -> book(broken, "p1")).hasMessage("planted: commit");
    assertThat(broken.calls)
        .containsExactly("setAutoCommitfalse", "commit", "rollback", "setAutoCommittrue", "close");
    agree(0);
  }

  @Test
  void a_rollback_that_fails_leaves_the_apps_failure_alone_and_commits_nothing()
      throws SQLException {
    BrokenConnections broken = new BrokenConnections(pool, "rollback");
    IOException failure = new IOException("the app's");
    Throwable thrown =
        catchThrowable(
            () ->
                JdbcTransactions.run(
                    ledger.obs(),
                    broken.dataSource(),
                    (connection, tx) -> {
                      insert(connection, "p1");
                      tx.record(event("p1"));
                      throw failure;
                    }));
    assertThat(thrown).isSameAs(failure).hasNoSuppressedExceptions();
    assertThat(broken.calls).containsExactly("setAutoCommitfalse", "rollback", "abort", "close");
    agree(0);
  }

  @Test
  void what_fails_after_the_commit_changes_nothing() throws SQLException {
    BrokenConnections broken = new BrokenConnections(pool, "setAutoCommittrue");
    book(broken, "p1");
    assertThat(broken.calls)
        .containsExactly("setAutoCommitfalse", "commit", "setAutoCommittrue", "close");
    agree(1);
  }

  @Test
  void a_connection_that_cannot_begin_is_closed() {
    BrokenConnections broken = new BrokenConnections(pool, "setAutoCommitfalse");
    assertThatThrownBy(() -> book(broken, "p1")).hasMessage("planted: setAutoCommitfalse");
    assertThat(broken.calls).containsExactly("setAutoCommitfalse", "close");
  }

  private void book(BrokenConnections from, String id) throws SQLException {
    JdbcTransactions.run(
        ledger.obs(),
        from.dataSource(),
        (connection, tx) -> {
          insert(connection, id);
          tx.record(event(id));
          return id;
        });
  }

  @Test
  void a_connection_of_the_apps_own_is_committed_and_rolled_back_with_its_events()
      throws SQLException {
    TransactionEvents tx = ledger.obs().transaction();
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      insert(connection, "p1");
      tx.record(event("p1"));
      JdbcTransactions.rollback(connection, tx);
      insert(connection, "p2");
      tx.record(event("p2"));
      JdbcTransactions.commit(connection, tx);
      connection.setAutoCommit(true);
    }
    agree(1);
  }

  @Test
  void a_connection_of_the_apps_own_that_does_not_commit_counts_nothing() throws SQLException {
    TransactionEvents tx = ledger.obs().transaction();
    try (Connection connection =
        new BrokenConnections(pool, "commit").dataSource().getConnection()) {
      connection.setAutoCommit(false);
      insert(connection, "p1");
      tx.record(event("p1"));
      assertThatThrownBy(() -> JdbcTransactions.commit(connection, tx))
          .hasMessage("planted: commit");
      assertThat(tx.held()).isZero();
      connection.rollback();
      connection.setAutoCommit(true);
    }
    agree(0);
  }
}
