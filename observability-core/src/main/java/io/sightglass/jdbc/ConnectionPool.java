// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.jdbc;

import io.sightglass.Observability;
import io.sightglass.meter.Gauge;
import java.util.Objects;
import java.util.function.IntSupplier;

/**
 * A pool of connections as gauges show it: {@code database_connections{state}} and {@code
 * database_connections_max}. HikariCP's is read by {@link HikariPools}.
 *
 * <pre>{@code
 * ConnectionPool.observe(obs, "orders", new ConnectionPool() {
 *   public int active() { return pool.getActiveConnections(); }
 *   public int max() { return pool.getMaxConnections(); }
 * });
 * }</pre>
 *
 * <p>Implementations are asked at each scrape, from its thread, and must not block. What is not
 * known is negative, and NaN in the exposition, as it is if they throw.
 */
public interface ConnectionPool {

  /** Connections in use. */
  int active();

  /** Connections that wait for use; negative if the pool does not say. */
  default int idle() {
    return -1;
  }

  /** Threads that wait for a connection; negative if the pool does not say. */
  default int pending() {
    return -1;
  }

  /** Connections at most; negative if the pool does not say. */
  int max();

  /**
   * Shows a pool under the name of its database. It is held for as long as {@code obs} is; a second
   * one of the same name takes the place of the first.
   *
   * @param database a constant of the code; the first 20 are series
   */
  static void observe(Observability obs, String database, ConnectionPool pool) {
    Objects.requireNonNull(obs, "obs");
    Objects.requireNonNull(database, "database");
    Objects.requireNonNull(pool, "pool");
    Gauge connections = obs.meters().gauge(JdbcMeters.CONNECTIONS);
    connections.observe(() -> level(pool::active), database, "active");
    connections.observe(() -> level(pool::idle), database, "idle");
    connections.observe(() -> level(pool::pending), database, "pending");
    obs.meters().gauge(JdbcMeters.CONNECTIONS_MAX).observe(() -> level(pool::max), database);
  }

  // One that throws must not take the other pools from the page.
  private static double level(IntSupplier of) {
    try {
      int level = of.getAsInt();
      return level < 0 ? Double.NaN : level;
    } catch (RuntimeException unknown) {
      return Double.NaN;
    }
  }
}
