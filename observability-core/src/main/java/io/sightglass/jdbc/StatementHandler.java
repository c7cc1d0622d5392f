// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Statement;
import java.util.Set;
import net.ttddyy.dsproxy.proxy.StatementProxyLogic;
import org.jspecify.annotations.Nullable;

/**
 * A statement's proxy: what runs it goes through datasource-proxy, everything else straight to the
 * driver. So no parameter is held, and setting one costs no object.
 */
final class StatementHandler implements InvocationHandler {

  private static final Set<String> SEEN =
      Set.of(
          "execute",
          "executeQuery",
          "executeUpdate",
          "executeLargeUpdate",
          "executeBatch",
          "executeLargeBatch",
          "addBatch",
          "clearBatch",
          "getConnection",
          "unwrap",
          "isWrapperFor",
          "toString",
          "equals",
          "hashCode",
          "getDataSourceName",
          "getTarget",
          "getProxyConfig");

  private final Statement target;
  private final StatementProxyLogic logic;

  StatementHandler(Statement target, StatementProxyLogic logic) {
    this.target = target;
    this.logic = logic;
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] args)
      throws Throwable {
    if (SEEN.contains(method.getName())) {
      return logic.invoke(proxy, method, args);
    }
    try {
      return method.invoke(target, args);
    } catch (InvocationTargetException failure) {
      throw failure.getTargetException();
    }
  }
}
