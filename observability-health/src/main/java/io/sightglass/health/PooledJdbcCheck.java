// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.health;

import io.sightglass.health.HealthResult.Cause;
import java.sql.Connection;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;

/** Asks a database through the app's pool. */
final class PooledJdbcCheck implements HealthCheck {

  private static final long FULL_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final DataSource pool;
  private final BooleanSupplier isFull;

  PooledJdbcCheck(DataSource pool, BooleanSupplier isFull) {
    this.pool = pool;
    this.isFull = isFull;
  }

  @Override
  public HealthResult check() throws Exception {
    if (staysFull()) {
      return HealthResult.unhealthy(Cause.POOL_EXHAUSTED, "no connection came free");
    }
    try (Connection connection = pool.getConnection()) {
      return valid(connection);
    }
  }

  static HealthResult valid(Connection connection) throws Exception {
    // JDBC counts in whole seconds; the deadline of the check is the shorter one.
    return connection.isValid(1)
        ? HealthResult.healthy()
        : HealthResult.unhealthy(Cause.FAILED, "the connection is not valid");
  }

  /** Looks at the pool for a while without queueing for what others need. */
  private boolean staysFull() {
    long start = System.nanoTime();
    while (isFull.getAsBoolean()) {
      if (System.nanoTime() - start > FULL_NANOS || Thread.currentThread().isInterrupted()) {
        return true;
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
    return false;
  }
}
