// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.jdbc;

import io.sightglass.Code;
import io.sightglass.Diagnostics;
import io.sightglass.Observability;
import io.sightglass.event.TransactionEvents;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import javax.sql.DataSource;

/**
 * JDBC transactions whose events are recorded when they commit and forgotten when they do not.
 *
 * <pre>{@code
 * JdbcTransactions.run(obs, dataSource, (connection, tx) -> {
 *   insert(connection, invoice);
 *   tx.record(new InvoicePaid(Method.UPI, invoice.amount(), invoice.id()));
 *   return invoice;
 * });
 * }</pre>
 *
 * <p>Code that commits its own connection uses {@link #commit} and {@link #rollback}.
 *
 * <p>Thread-safe. When {@code commit} throws, nobody knows whether the rows are there; the events
 * are not recorded then.
 */
public final class JdbcTransactions {

  private JdbcTransactions() {}

  /** What is done in a transaction. */
  @FunctionalInterface
  public interface Work<T, E extends Exception> {

    /** Does it; an exception rolls back. The connection is committed and closed by the caller. */
    T run(Connection connection, TransactionEvents tx) throws E;
  }

  /**
   * Runs the work in a transaction of its own on a new connection: commits, then records the
   * events; rolls back if anything is thrown.
   *
   * @return what the work returned
   * @throws SQLException if there is no connection, or it does not commit
   * @throws E what the work throws, the very same object
   */
  public static <T, E extends Exception> T run(
      Observability obs, DataSource dataSource, Work<T, E> work) throws SQLException, E {
    Objects.requireNonNull(obs, "obs");
    Objects.requireNonNull(work, "work");
    Connection connection = Objects.requireNonNull(dataSource, "dataSource").getConnection();
    Session session = new Session(connection, obs.diagnostics());
    TransactionEvents tx = obs.transaction();
    try {
      session.begin();
      T result = work.run(connection, tx);
      connection.commit();
      session.committed();
      tx.committed();
      return result;
    } finally {
      if (!session.isCommitted()) {
        tx.rolledBack();
      }
      session.end();
    }
  }

  /**
   * Commits a connection of the app's own, then records the events.
   *
   * @throws SQLException if it does not commit; the events are forgotten then
   */
  public static void commit(Connection connection, TransactionEvents tx) throws SQLException {
    Objects.requireNonNull(connection, "connection");
    Objects.requireNonNull(tx, "tx");
    boolean done = false;
    try {
      connection.commit();
      done = true;
    } finally {
      if (!done) {
        tx.rolledBack();
      }
    }
    tx.committed();
  }

  /**
   * Forgets the events, then rolls back a connection of the app's own.
   *
   * @throws SQLException if it does not roll back
   */
  public static void rollback(Connection connection, TransactionEvents tx) throws SQLException {
    Objects.requireNonNull(connection, "connection");
    Objects.requireNonNull(tx, "tx").rolledBack();
    connection.rollback();
  }

  /** A connection between begin and end; nothing in its end throws. */
  private static final class Session {

    private final Connection connection;
    private final Diagnostics diagnostics;
    private boolean autoCommit;
    private boolean begun;
    private boolean committed;

    Session(Connection connection, Diagnostics diagnostics) {
      this.connection = connection;
      this.diagnostics = diagnostics;
    }

    void begin() throws SQLException {
      autoCommit = connection.getAutoCommit();
      if (autoCommit) {
        connection.setAutoCommit(false);
      }
      begun = true;
    }

    void committed() {
      committed = true;
    }

    boolean isCommitted() {
      return committed;
    }

    void end() {
      boolean clean = !begun || committed || rollback();
      try {
        // Switching it on commits what is open: never after a rollback that failed.
        if (clean && begun && autoCommit) {
          connection.setAutoCommit(true);
        }
      } catch (SQLException | RuntimeException broken) {
        note("could not be made ready for its next use", broken);
      } finally {
        close();
      }
    }

    private boolean rollback() {
      try {
        connection.rollback();
        return true;
      } catch (SQLException | RuntimeException broken) {
        note("could not be rolled back", broken);
        abort();
        return false;
      }
    }

    // Some drivers commit what is open when a connection is closed.
    private void abort() {
      try {
        connection.abort(Runnable::run);
      } catch (SQLException | RuntimeException broken) {
        note("could not be aborted", broken);
      }
    }

    private void close() {
      try {
        connection.close();
      } catch (SQLException | RuntimeException broken) {
        note("could not be closed", broken);
      }
    }

    private void note(String what, Exception broken) {
      diagnostics.warn(
          Code.CONNECTION_BROKEN, "a connection " + what + ": " + broken.getClass().getName());
    }
  }
}
