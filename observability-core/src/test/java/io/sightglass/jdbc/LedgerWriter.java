// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.jdbc;

import io.sightglass.Money;
import io.sightglass.jdbc.Ledger.Method;
import io.sightglass.jdbc.Ledger.PaymentBooked;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import java.util.concurrent.Callable;

/**
 * Books payments as an app does that retries: some are refused, some conflict with other writers,
 * some lose their connection, some are delivered twice.
 */
final class LedgerWriter implements Callable<LedgerWriter> {

  /** The app's own reason to roll back. */
  static final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Refused() {
      super("refused", null, false, false);
    }
  }

  private final String name;
  private final int payments;
  private final LedgerTransactions transactions;
  private final Random random;
  long booked;
  long rolledBack;
  long retried;
  long killed;
  long again;

  LedgerWriter(String name, int payments, LedgerTransactions transactions) {
    this.name = name;
    this.payments = payments;
    this.transactions = transactions;
    this.random = new Random(name.hashCode());
  }

  @Override
  public LedgerWriter call() throws SQLException {
    for (int i = 0; i < payments; i++) {
      Method method = random.nextInt(3) == 0 ? Method.CARD : Method.UPI;
      long minor = 1 + random.nextInt(500_000);
      one(random.nextInt(100), name + "-" + i, method, minor);
    }
    return this;
  }

  private void one(int dice, String id, Method method, long minor) throws SQLException {
    if (dice < 10) {
      refused(id, method, minor);
    } else if (dice < 30) {
      withBalance(id + "b", method, minor);
    } else if (dice < 40) {
      withSavepoint(id, method, minor);
    } else if (dice < 41) {
      killed(id, method, minor);
    } else if (dice < 55) {
      twice(id, method, minor);
    } else {
      until((connection, events) -> insert(connection, events, id, method, minor));
      booked++;
    }
  }

  private void refused(String id, Method method, long minor) throws SQLException {
    try {
      transactions.run(
          (connection, events) -> {
            insert(connection, events, id, method, minor);
            throw new Refused();
          });
    } catch (Refused expected) {
      rolledBack++;
    }
  }

  /** All writers change one row: those that were second are refused by the database. */
  private void withBalance(String id, Method method, long minor) throws SQLException {
    until(
        (connection, events) -> {
          insert(connection, events, id, method, minor);
          try (PreparedStatement statement =
              connection.prepareStatement("update balance set minor = minor + ?")) {
            statement.setLong(1, minor);
            statement.executeUpdate();
          }
        });
    booked++;
  }

  /** The app notices a duplicate of its own by the database and goes on after it. */
  private void withSavepoint(String id, Method method, long minor) throws SQLException {
    until(
        (connection, events) -> {
          insert(connection, events, id, method, minor);
          var savepoint = connection.setSavepoint();
          try {
            Ledger.insert(connection, id, method, minor);
            throw new IllegalStateException("the database took the same key twice");
          } catch (SQLException duplicate) {
            connection.rollback(savepoint);
          }
        });
    booked++;
  }

  private void killed(String id, Method method, long minor) throws SQLException {
    try {
      transactions.run(
          (connection, events) -> {
            insert(connection, events, id, method, minor);
            try (Statement statement = connection.createStatement()) {
              statement.execute("select pg_terminate_backend(pg_backend_pid())");
            }
          });
      throw new IllegalStateException("the connection outlived its end");
    } catch (SQLException expected) {
      killed++;
    }
    until((connection, events) -> insert(connection, events, id, method, minor));
    booked++;
  }

  /** A webhook that comes again: the first time is rolled back, the second counts. */
  private void twice(String id, Method method, long minor) throws SQLException {
    for (int delivery = 0; delivery < 3; delivery++) {
      boolean first = delivery == 0;
      try {
        until(
            (connection, events) -> {
              upsert(connection, id, method, minor);
              events.record(id, event(id, method, minor));
              if (first) {
                throw new Refused();
              }
            });
      } catch (Refused expected) {
        rolledBack++;
      }
    }
    booked++;
    again++;
  }

  private void until(LedgerTransactions.Work work) throws SQLException {
    while (true) {
      try {
        transactions.run(work);
        return;
      } catch (SQLException failure) {
        if (!"40001".equals(failure.getSQLState())) {
          throw failure;
        }
        retried++;
      }
    }
  }

  private static void insert(
      Connection connection, LedgerTransactions.Events events, String id, Method method, long minor)
      throws SQLException {
    // Before the row, so that one whose row is refused is recorded as well.
    events.record(null, event(id, method, minor));
    Ledger.insert(connection, id, method, minor);
  }

  private static void upsert(Connection connection, String id, Method method, long minor)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "insert into payment (id, method, minor) values (?, ?, ?) on conflict do nothing")) {
      statement.setString(1, id);
      statement.setString(2, method.name());
      statement.setLong(3, minor);
      statement.executeUpdate();
    }
  }

  private static PaymentBooked event(String id, Method method, long minor) {
    return new PaymentBooked(
        method, new Money(BigDecimal.valueOf(minor, 2), java.util.Currency.getInstance("INR")), id);
  }
}
