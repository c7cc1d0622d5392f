// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.jdbc;

import io.sightglass.Observability;
import io.sightglass.jdbc.Ledger.PaymentBooked;
import io.sightglass.spring.SpringTransactions;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Transactions of one writer: JDBC's own, or Spring's over it. */
interface LedgerTransactions {

  /** Takes an event into the transaction, with a key or without. */
  interface Events {
    void record(String key, PaymentBooked event);
  }

  /** What is done in a transaction. */
  interface Work {
    void run(Connection connection, Events events) throws SQLException;
  }

  /** Runs it in a transaction; throws what it throws, Spring's failures as SQLException. */
  void run(Work work) throws SQLException;

  static LedgerTransactions ofJdbc(Observability obs, DataSource database) {
    DataSource kept = new KeptConnection(database).dataSource();
    return work ->
        JdbcTransactions.run(
            obs,
            kept,
            (connection, tx) -> {
              connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
              work.run(
                  connection,
                  (key, event) -> {
                    if (key == null) {
                      tx.record(event);
                    } else {
                      tx.recordOnce(key, event);
                    }
                  });
              return work;
            });
  }

  static LedgerTransactions ofSpring(SpringTransactions spring, DataSource database) {
    DataSource kept = new KeptConnection(database).dataSource();
    TransactionTemplate template = new TransactionTemplate(new DataSourceTransactionManager(kept));
    template.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    Events events =
        (key, event) -> {
          if (key == null) {
            spring.record(event);
          } else {
            spring.recordOnce(key, event);
          }
        };
    return work -> {
      try {
        template.executeWithoutResult(status -> unchecked(kept, work, events));
      } catch (LedgerWriter.Refused refused) {
        throw refused;
      } catch (RuntimeException failure) {
        throw failure.getCause() instanceof SQLException cause ? cause : new SQLException(failure);
      }
    };
  }

  private static void unchecked(DataSource kept, Work work, Events events) {
    try {
      work.run(DataSourceUtils.getConnection(kept), events);
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
