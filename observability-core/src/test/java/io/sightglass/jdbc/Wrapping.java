// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.jdbc;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** A data source that stands on another and says so. */
final class Wrapping implements DataSource {

  private final DataSource real;

  Wrapping(DataSource real) {
    this.real = real;
  }

  @Override
  public Connection getConnection() throws SQLException {
    return real.getConnection();
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return real.getConnection(user, password);
  }

  @Override
  public PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(PrintWriter out) {}

  @Override
  public void setLoginTimeout(int seconds) {}

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getGlobal();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return type.isInstance(real) ? type.cast(real) : real.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return type.isInstance(real) || real.isWrapperFor(type);
  }
}
