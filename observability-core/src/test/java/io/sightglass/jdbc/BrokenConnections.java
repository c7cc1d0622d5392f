// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;

/** Hands out real connections on which some calls fail, and notes what is called at their end. */
final class BrokenConnections {

  private static final Set<String> NOTED =
      Set.of("commit", "rollback", "abort", "close", "setAutoCommit");

  private final DataSource real;
  private final Set<String> failing;
  final List<String> calls = new ArrayList<>();

  BrokenConnections(DataSource real, String... failing) {
    this.real = real;
    this.failing = Set.of(failing);
  }

  DataSource dataSource() {
    return (DataSource)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, args) -> connection(real.getConnection()));
  }

  private Connection connection(Connection connection) {
    return (Connection)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, args) -> {
              String call =
                  method.getName() + (method.getName().equals("setAutoCommit") ? args[0] : "");
              if (NOTED.contains(method.getName())) {
                calls.add(call);
              }
              if (failing.contains(call)) {
                throw new SQLException("planted: " + call);
              }
              try {
                return method.invoke(connection, args);
              } catch (InvocationTargetException failure) {
                throw failure.getCause();
              }
            });
  }
}
