// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.health.hikari;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.sightglass.health.HealthCheck;
import io.sightglass.health.HealthChecks;
import io.sightglass.health.HealthResult;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Checks of HikariCP pools. */
public final class HikariChecks {

  private HikariChecks() {}

  /**
   * A database through its pool, with the pool's own figures: a full pool is not queued for and is
   * {@code pool_exhausted}; a pool without any connection is not waited for, but the database asked
   * by a connection of the check's own, which says whether it is down or refuses the password. The
   * pool's {@code connectionTimeout} plays no part.
   */
  public static HealthCheck pool(HikariDataSource pool) {
    Objects.requireNonNull(pool, "pool");
    HealthCheck pooled = HealthChecks.jdbc(pool, () -> isFull(pool));
    String url = pool.getJdbcUrl();
    HealthCheck direct =
        url == null ? null : HealthChecks.jdbc(url, pool.getUsername(), pool::getPassword);
    return () -> check(pool, pooled, direct);
  }

  private static HealthResult check(
      HikariDataSource pool, HealthCheck pooled, @Nullable HealthCheck direct) throws Exception {
    HikariPoolMXBean figures = pool.getHikariPoolMXBean();
    if (direct != null && (figures == null || figures.getTotalConnections() == 0)) {
      return direct.check();
    }
    return pooled.check();
  }

  private static boolean isFull(HikariDataSource pool) {
    HikariPoolMXBean figures = pool.getHikariPoolMXBean();
    return figures != null
        && figures.getIdleConnections() == 0
        && figures.getTotalConnections() >= pool.getMaximumPoolSize();
  }
}
