// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.examples.quickstart;

import io.sightglass.jdbc.ConnectionPool;
import org.h2.jdbcx.JdbcConnectionPool;

/** H2's pool as gauges show it; it does not say what is idle or who waits. */
record BillingPool(JdbcConnectionPool pool) implements ConnectionPool {

  @Override
  public int active() {
    return pool.getActiveConnections();
  }

  @Override
  public int max() {
    return pool.getMaxConnections();
  }
}
