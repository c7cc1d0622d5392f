// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightglass.jdbc.Ledger.Method;
import io.sightglass.spring.SpringTransactions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Row 59: counters against the rows of a real PostgreSQL. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class LedgerIT {

  private static final boolean FULL = Boolean.getBoolean("sightglass.full");
  private static final int WRITERS = 4;
  private static final int PAYMENTS = FULL ? 1_000_000 : 2_000;

  @Test
  void counters_equal_the_committed_rows_under_retries_rollbacks_and_concurrent_writers()
      throws Exception {
    try (EmbeddedPostgres server = EmbeddedPostgres.builder().start()) {
      DataSource database = server.getPostgresDatabase();
      try (Ledger ledger = Ledger.in(database)) {
        prepare(database);
        List<LedgerWriter> writers = write(ledger, database);
        compare(ledger, writers);
      }
    }
  }

  private static void prepare(DataSource database) throws Exception {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create table balance (minor bigint not null)");
      statement.execute("insert into balance values (0)");
    }
  }

  private static List<LedgerWriter> write(Ledger ledger, DataSource database) throws Exception {
    SpringTransactions spring = SpringTransactions.of(ledger.obs());
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    List<LedgerWriter> writers = new ArrayList<>();
    List<Future<LedgerWriter>> running = new ArrayList<>();
    try {
      for (int i = 0; i < WRITERS; i++) {
        LedgerTransactions transactions =
            i % 2 == 0
                ? LedgerTransactions.ofJdbc(ledger.obs(), database)
                : LedgerTransactions.ofSpring(spring, database);
        LedgerWriter writer = new LedgerWriter("w" + i, PAYMENTS / WRITERS, transactions);
        writers.add(writer);
        running.add(threads.submit(writer));
      }
      for (Future<LedgerWriter> each : running) {
        while (!isDone(each)) {
          // A counter grows after its commit: read first, it is never ahead of the rows.
          long counted = ledger.booked();
          assertThat(counted).isLessThanOrEqualTo(ledger.rows());
        }
      }
    } finally {
      threads.shutdownNow();
    }
    return writers;
  }

  private static boolean isDone(Future<?> writer) throws Exception {
    try {
      writer.get(100, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException notYet) {
      return false;
    }
  }

  private static void compare(Ledger ledger, List<LedgerWriter> writers) throws Exception {
    long expected = writers.stream().mapToLong(writer -> writer.booked).sum();
    long rolledBack = writers.stream().mapToLong(writer -> writer.rolledBack).sum();
    long retried = writers.stream().mapToLong(writer -> writer.retried).sum();
    long killed = writers.stream().mapToLong(writer -> writer.killed).sum();
    long again = writers.stream().mapToLong(writer -> writer.again).sum();

    assertThat(ledger.rows()).isEqualTo(expected);
    assertThat(ledger.booked()).isEqualTo(expected);
    for (Method method : Method.values()) {
      String label = "{method=\"" + method.name().toLowerCase(Locale.ROOT) + "\"}";
      String where = " from payment where method = '" + method + "'";
      assertThat((long) ledger.sum("payment_booked_total" + label))
          .isEqualTo(ledger.query("select count(*)" + where));
      // Money is compared in minor units: the sum is a double, exact to far below a paisa.
      assertThat(Math.round(100 * ledger.sum("payment_booked_amount_inr_sum" + label)))
          .isEqualTo(ledger.query("select sum(minor)" + where));
    }
    assertThat(ledger.query("select minor from balance"))
        .isEqualTo(ledger.query("select sum(minor) from payment where id like '%b'"));
    assertThat((long) ledger.sum("sightglass_events_skipped_total{reason=\"duplicate\"}"))
        .isEqualTo(again);
    assertThat(List.of(rolledBack, retried, killed, again)).allMatch(times -> times > 0);
    System.out.printf(
        Locale.ROOT,
        "row 59: %d rows and %d counted by %d writers; %d transactions rolled back by the app,"
            + " %d retried after a conflict, %d connections killed, %d delivered again%n",
        ledger.rows(),
        ledger.booked(),
        WRITERS,
        rolledBack,
        retried,
        killed,
        again);
  }
}
