// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.examples.quickstart;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Invoices and leads in a database. The newest 50,000 of each are kept: this is a demonstration.
 */
final class BillingStore {

  private static final int KEPT = 50_000;
  private static final int PRUNE_EVERY = 1_000;
  private static final String COLUMNS = "number, customer, amount, state";

  private final DataSource database;

  BillingStore(DataSource database) {
    this.database = database;
  }

  /** Creates the tables where they are missing. */
  void prepare() {
    update(
        """
        create table if not exists invoices (
          id bigserial primary key, number varchar(64) not null unique,
          customer varchar(64) not null, amount numeric(19, 2) not null,
          state varchar(16) not null default 'open')
        """);
    update(
        """
        create table if not exists leads (
          id bigserial primary key, contact varchar(128) not null unique,
          source varchar(32) not null, budget numeric(19, 2) not null)
        """);
  }

  /** Adds an open invoice; false if the number is taken. */
  boolean add(Invoice invoice) {
    return insert(
        "invoices",
        "insert into invoices (number, customer, amount) values (?, ?, ?) on conflict do nothing",
        invoice.number(),
        invoice.customer(),
        invoice.amount());
  }

  /** Adds a lead; false if the contact is known. */
  boolean addLead(String contact, String source, BigDecimal budget) {
    return insert(
        "leads",
        "insert into leads (contact, source, budget) values (?, ?, ?) on conflict do nothing",
        contact,
        source,
        budget);
  }

  Optional<Invoice> find(String number) {
    List<Invoice> found = select("select " + COLUMNS + " from invoices where number = ?", number);
    return found.stream().findFirst();
  }

  /** The newest invoices, the newest first. */
  List<Invoice> newest(int limit) {
    return select("select " + COLUMNS + " from invoices order by id desc limit ?", limit);
  }

  /** Moves an invoice from one state to another; false if it is not in the first. */
  boolean move(String number, String from, String to) {
    return update("update invoices set state = ? where number = ? and state = ?", to, number, from)
        == 1;
  }

  private boolean insert(String table, String sql, Object... values) {
    try (Connection connection = database.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(sql, Statement.RETURN_GENERATED_KEYS)) {
      bind(insert, values);
      if (insert.executeUpdate() == 0) {
        return false;
      }
      try (ResultSet keys = insert.getGeneratedKeys()) {
        keys.next();
        long id = keys.getLong(1);
        if (id % PRUNE_EVERY == 0) {
          update("delete from " + table + " where id <= ?", id - KEPT);
        }
      }
      return true;
    } catch (SQLException e) {
      throw new IllegalStateException("insert into " + table + " failed", e);
    }
  }

  private List<Invoice> select(String sql, Object... values) {
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(sql)) {
      bind(select, values);
      try (ResultSet rows = select.executeQuery()) {
        List<Invoice> invoices = new ArrayList<>();
        while (rows.next()) {
          invoices.add(
              new Invoice(
                  rows.getString(1), rows.getString(2), rows.getBigDecimal(3), rows.getString(4)));
        }
        return invoices;
      }
    } catch (SQLException e) {
      throw new IllegalStateException("select failed", e);
    }
  }

  private int update(String sql, Object... values) {
    try (Connection connection = database.getConnection();
        PreparedStatement update = connection.prepareStatement(sql)) {
      bind(update, values);
      return update.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("update failed", e);
    }
  }

  private static void bind(PreparedStatement statement, Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
  }
}
