// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A pool of one connection, for one thread; one that is broken is replaced. */
final class KeptConnection implements AutoCloseable {

  private final DataSource real;
  private Connection kept;

  KeptConnection(DataSource real) {
    this.real = real;
  }

  DataSource dataSource() {
    return proxy(
        DataSource.class,
        (proxy, method, args) ->
            switch (method.getName()) {
              case "getConnection" -> connection();
              case "hashCode" -> System.identityHashCode(proxy);
              case "equals" -> proxy == args[0];
              default -> method.invoke(real, args);
            });
  }

  private Connection connection() throws SQLException {
    if (kept == null || kept.isClosed()) {
      kept = real.getConnection();
    }
    Connection open = kept;
    return proxy(
        Connection.class,
        (proxy, method, args) -> {
          if (method.getName().equals("close")) {
            return null;
          }
          try {
            return method.invoke(open, args);
          } catch (InvocationTargetException failure) {
            throw failure.getCause();
          }
        });
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            KeptConnection.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  @Override
  public void close() throws SQLException {
    if (kept != null) {
      kept.close();
    }
  }
}
