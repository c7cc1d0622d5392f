// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.architecture;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.zaxxer.hikari.HikariDataSource;
import io.lettuce.core.RedisClient;
import io.sightglass.Observability;
import io.sightglass.cache.CacheFeed;
import io.sightglass.cache.CacheObserver;
import io.sightglass.cache.CacheOperation;
import io.sightglass.executor.ExecutorFeed;
import io.sightglass.jdbc.ConnectionPool;
import io.sightglass.jdbc.JdbcFeed;
import io.sightglass.jdbc.ObservedDataSource;
import io.sightglass.redis.RedisFeed;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** What an app depends on: what methods are called on, and values of them. */
final class DependencyReceivers {

  /** Types and methods that declare or make something. */
  static final String CONFIGURES =
      "|(ConnectionPool|HikariPools|CaffeineCaches|ObservedExecutor|JedisRedis|LettuceRedis)\\.\\w+|CacheObserver\\.(items|bytes)";

  /** What the app's own objects throw in these comes out as it is. */
  static final String PASSES = "|ObservedDataSource\\.\\w+|CacheObserver\\.(get|put|evict)";

  private DependencyReceivers() {}

  static void add(List<Observability> apps, BiConsumer<Class<?>, Supplier<?>> to) {
    for (Observability obs : apps) {
      for (Object database : HostileProxies.of(DataSource.class, List.of("x"))) {
        DataSource real = (DataSource) database;
        to.accept(ObservedDataSource.class, () -> ObservedDataSource.of(obs, "made", real));
      }
      to.accept(CacheObserver.class, () -> CacheObserver.of(obs, "made"));
    }
    to.accept(ConnectionPool.class, Level::new);
    to.accept(CacheOperation.class, () -> CacheOperation.GET);
    to.accept(JdbcFeed.class, JdbcFeed::new);
    to.accept(CacheFeed.class, CacheFeed::new);
    to.accept(RedisFeed.class, RedisFeed::new);
    to.accept(ExecutorFeed.class, ExecutorFeed::new);
  }

  /** Values that no method expects. */
  static Object[] hostile() {
    HikariDataSource closed = new HikariDataSource();
    closed.close();
    return new Object[] {
      closed,
      new HikariDataSource(),
      Caffeine.newBuilder().build(),
      Caffeine.newBuilder().recordStats().build(),
      new PrintWriter(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
      RedisClient.create(),
      String.class,
      DataSource.class
    };
  }

  private static final class Level implements ConnectionPool {

    @Override
    public int active() {
      return Integer.MAX_VALUE;
    }

    @Override
    public int max() {
      return Integer.MIN_VALUE;
    }
  }
}
