// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.jdbc;

import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import net.ttddyy.dsproxy.ConnectionInfo;
import net.ttddyy.dsproxy.StatementType;
import net.ttddyy.dsproxy.proxy.ProxyConfig;
import net.ttddyy.dsproxy.proxy.ProxyJdbcObject;
import net.ttddyy.dsproxy.proxy.StatementProxyLogic;
import net.ttddyy.dsproxy.proxy.jdk.JdkJdbcProxyFactory;

/** Makes the proxies of statements; result sets have none. */
final class ObservedStatements extends JdkJdbcProxyFactory {

  @Override
  public Statement createStatement(
      Statement statement, ConnectionInfo info, Connection connection, ProxyConfig config) {
    return proxy(
        Statement.class,
        statement,
        logic(statement, StatementType.STATEMENT, info, connection, config).build());
  }

  @Override
  public PreparedStatement createPreparedStatement(
      PreparedStatement statement,
      String query,
      ConnectionInfo info,
      Connection connection,
      ProxyConfig config,
      boolean generateKey) {
    return proxy(
        PreparedStatement.class,
        statement,
        logic(statement, StatementType.PREPARED, info, connection, config)
            .query(query)
            .generateKey(generateKey)
            .build());
  }

  @Override
  public CallableStatement createCallableStatement(
      CallableStatement statement,
      String query,
      ConnectionInfo info,
      Connection connection,
      ProxyConfig config) {
    return proxy(
        CallableStatement.class,
        statement,
        logic(statement, StatementType.CALLABLE, info, connection, config).query(query).build());
  }

  private static StatementProxyLogic.Builder logic(
      Statement statement,
      StatementType type,
      ConnectionInfo info,
      Connection connection,
      ProxyConfig config) {
    return StatementProxyLogic.Builder.create()
        .statement(statement, type)
        .connectionInfo(info)
        .proxyConnection(connection)
        .proxyConfig(config);
  }

  private static <T extends Statement> T proxy(
      Class<T> type, T statement, StatementProxyLogic logic) {
    return type.cast(
        Proxy.newProxyInstance(
            ProxyJdbcObject.class.getClassLoader(),
            new Class<?>[] {ProxyJdbcObject.class, type},
            new StatementHandler(statement, logic)));
  }
}
