// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.jdbc;

import io.sightglass.Observability;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.ConnectionBuilder;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.ShardingKeyBuilder;
import java.util.Objects;
import java.util.Set;
import java.util.logging.Logger;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.ConnectionIdManager;
import net.ttddyy.dsproxy.ConnectionInfo;
import net.ttddyy.dsproxy.proxy.ProxyConfig;

/**
 * A data source whose queries are measured: {@code database_query_duration_seconds} by kind and
 * table, {@code database_errors_total}, a client span for each, and sums in the line of the request
 * or activity around them. It needs datasource-proxy on the class path.
 *
 * <pre>{@code
 * DataSource database = ObservedDataSource.of(obs, "orders", pool);
 * }</pre>
 *
 * <p>It goes around the pool, so that waiting for a connection is no part of a query. A batch
 * counts as one query. A query ends when the database has answered; reading the rows is not in it.
 * Spans have the statement with {@code ?} in place of each value, and never its parameters. What a
 * driver returns or throws is the app's, the very same object; only connections and statements are
 * proxies, whose {@code unwrap} leads to the driver's own.
 *
 * <p>Thread-safe, as far as the data source is. A data source that is observed already is not
 * measured twice.
 */
public final class ObservedDataSource implements DataSource, AutoCloseable {

  private final DataSource real;
  private final String database;
  private final Queries queries;
  private final ProxyConfig proxies;
  private volatile boolean plain;
  private volatile boolean asked;

  private ObservedDataSource(Observability obs, String database, DataSource real) {
    this.real = real;
    this.database = database;
    queries = new Queries(obs, database);
    proxies =
        ProxyConfig.Builder.create()
            .dataSourceName(database)
            .queryListener(new QueryListener(queries))
            .jdbcProxyFactory(new ObservedStatements())
            .connectionIdManager(new NoIds())
            .build();
    plain = obs.isOff();
  }

  /**
   * Observes a data source.
   *
   * @param database its name in metrics, where several are told apart: a constant of the code
   * @param dataSource the pool, or what the app gets its connections from
   */
  public static ObservedDataSource of(Observability obs, String database, DataSource dataSource) {
    Objects.requireNonNull(obs, "obs");
    Objects.requireNonNull(database, "database");
    Objects.requireNonNull(dataSource, "dataSource");
    return dataSource instanceof ObservedDataSource observed
        ? observed
        : new ObservedDataSource(obs, database, dataSource);
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection connection;
    try {
      connection = real.getConnection();
    } catch (SQLException | RuntimeException failure) {
      notConnected(failure);
      throw failure;
    }
    return observed(connection);
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    Connection connection;
    try {
      connection = real.getConnection(user, password);
    } catch (SQLException | RuntimeException failure) {
      notConnected(failure);
      throw failure;
    }
    return observed(connection);
  }

  private void notConnected(Exception failure) {
    if (!plain) {
      queries.notConnected(failure);
    }
  }

  private Connection observed(Connection connection) {
    if (!asked) {
      ask();
    }
    if (plain || connection == null) {
      return connection;
    }
    try {
      queries.connected(connection);
      ConnectionInfo info = new ConnectionInfo();
      info.setDataSourceName(database);
      info.setConnectionId("");
      return proxies.getJdbcProxyFactory().createConnection(connection, info, proxies);
    } catch (Throwable ours) {
      queries.internalError(ours, null);
      return connection;
    }
  }

  // A pool knows what it stands on only once it is open.
  private void ask() {
    try {
      plain = plain || real.isWrapperFor(ObservedDataSource.class);
    } catch (SQLException | RuntimeException untold) {
      // Then it stands on none of ours.
    }
    asked = true;
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    if (type.isInstance(this)) {
      return type.cast(this);
    }
    return type.isInstance(real) ? type.cast(real) : real.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return type.isInstance(this) || type.isInstance(real) || real.isWrapperFor(type);
  }

  @Override
  public ConnectionBuilder createConnectionBuilder() throws SQLException {
    return real.createConnectionBuilder();
  }

  @Override
  public ShardingKeyBuilder createShardingKeyBuilder() throws SQLException {
    return real.createShardingKeyBuilder();
  }

  @Override
  public PrintWriter getLogWriter() throws SQLException {
    return real.getLogWriter();
  }

  @Override
  public void setLogWriter(PrintWriter out) throws SQLException {
    real.setLogWriter(out);
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    real.setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return real.getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    return real.getParentLogger();
  }

  /**
   * Closes the data source that it observes, if that can be closed.
   *
   * @throws SQLException for what that throws, as its cause unless it is one
   */
  @Override
  public void close() throws SQLException {
    try {
      if (real instanceof AutoCloseable closeable) {
        closeable.close();
      }
    } catch (SQLException | RuntimeException failure) {
      throw failure;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new SQLException(interrupted);
    } catch (Exception failure) {
      throw new SQLException(failure);
    }
  }

  @Override
  public String toString() {
    return "ObservedDataSource[" + database + "]";
  }

  /** How many statements are known, for tests. */
  int knownStatements() {
    return queries.known();
  }

  // The default one keeps a set of all that are open, which grows with each one that leaks.
  private static final class NoIds implements ConnectionIdManager {

    @Override
    public String getId(Connection connection) {
      return "";
    }

    @Override
    public void addClosedId(String closedId) {}

    @Override
    public Set<String> getOpenConnectionIds() {
      return Set.of();
    }
  }
}
