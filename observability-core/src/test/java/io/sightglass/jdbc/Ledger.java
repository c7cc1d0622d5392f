// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.jdbc;

import io.sightglass.Money;
import io.sightglass.Observability;
import io.sightglass.event.Detail;
import io.sightglass.event.Event;
import io.sightglass.event.Label;
import io.sightglass.event.Measure;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import javax.sql.DataSource;

/** A table of payments beside an app that counts them, for tests of transactions. */
public final class Ledger implements AutoCloseable {

  /** How a payment was made. */
  public enum Method {
    UPI,
    CARD
  }

  /** What is recorded for each row. */
  @Event("payment.booked")
  public record PaymentBooked(
      @Label Method method, @Measure Money amount, @Detail String paymentId) {}

  private final DataSource database;
  private final Observability obs =
      Observability.builder("ledger")
          .environment(Map.of("SIGHTGLASS_EVENTS_LINES", "none"))
          .build();

  private Ledger(DataSource database) {
    this.database = database;
  }

  public static Ledger in(DataSource database) throws SQLException {
    Ledger ledger = new Ledger(database);
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("drop table if exists payment");
      statement.execute(
          "create table payment (id varchar(64) primary key, method varchar(8) not null,"
              + " minor bigint not null)");
    }
    return ledger;
  }

  public Observability obs() {
    return obs;
  }

  public static PaymentBooked event(String id) {
    return new PaymentBooked(Method.UPI, Money.inr("10.00"), id);
  }

  /** Writes a row of ten rupees. */
  public static void insert(Connection connection, String id) throws SQLException {
    insert(connection, id, Method.UPI, 1_000);
  }

  public static void insert(Connection connection, String id, Method method, long minor)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("insert into payment (id, method, minor) values (?, ?, ?)")) {
      statement.setString(1, id);
      statement.setString(2, method.name());
      statement.setLong(3, minor);
      statement.executeUpdate();
    }
  }

  /** The first number that a query gives. */
  public long query(String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      return result.next() ? result.getLong(1) : 0;
    }
  }

  public long rows() throws SQLException {
    return query("select count(*) from payment");
  }

  public long booked() {
    return (long) sum("payment_booked_total");
  }

  /** The sum of all series whose line starts so. */
  public double sum(String start) {
    return new String(obs.scrape("").bytes(), StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.startsWith(start))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  @Override
  public void close() {
    obs.close();
  }
}
