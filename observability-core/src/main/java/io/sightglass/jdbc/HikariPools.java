// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.sightglass.Observability;
import java.util.Objects;
import java.util.function.ToIntFunction;

/**
 * Pools of HikariCP as gauges.
 *
 * <pre>{@code
 * HikariPools.observe(obs, "orders", hikari);
 * DataSource database = ObservedDataSource.of(obs, "orders", hikari);
 * }</pre>
 *
 * <p>A pool that has not opened a connection yet, and one that is closed, has none.
 */
public final class HikariPools {

  private HikariPools() {}

  /** Shows a pool under the name of its database; see {@link ConnectionPool#observe}. */
  public static void observe(Observability obs, String database, HikariDataSource pool) {
    Objects.requireNonNull(pool, "pool");
    ConnectionPool.observe(obs, database, new Pool(pool));
  }

  private record Pool(HikariDataSource hikari) implements ConnectionPool {

    @Override
    public int active() {
      return read(HikariPoolMXBean::getActiveConnections);
    }

    @Override
    public int idle() {
      return read(HikariPoolMXBean::getIdleConnections);
    }

    @Override
    public int pending() {
      return read(HikariPoolMXBean::getThreadsAwaitingConnection);
    }

    @Override
    public int max() {
      return hikari.getMaximumPoolSize();
    }

    private int read(ToIntFunction<HikariPoolMXBean> level) {
      HikariPoolMXBean pool = hikari.getHikariPoolMXBean();
      return pool == null || hikari.isClosed() ? 0 : level.applyAsInt(pool);
    }
  }
}
