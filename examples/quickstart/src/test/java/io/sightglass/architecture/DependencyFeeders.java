// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.architecture;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.sightglass.Observability;
import io.sightglass.cache.CacheObserver;
import io.sightglass.cache.CaffeineCaches;
import io.sightglass.executor.ObservedExecutor;
import io.sightglass.jdbc.HikariPools;
import io.sightglass.jdbc.ObservedDataSource;
import io.sightglass.redis.JedisRedis;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.providers.PooledConnectionProvider;

/** Drives what feeds the meters of an app's dependencies, once and for real. */
final class DependencyFeeders {

  private DependencyFeeders() {}

  static void drive(Observability obs) throws Exception {
    database(obs);
    caches(obs);
    redis(obs);
    executors(obs);
  }

  /** Queries of every kind that a dashboard asks for, one of which fails. */
  static void database(Observability obs) throws SQLException {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl("jdbc:h2:mem:feeders");
    try (HikariDataSource pool = new HikariDataSource(config)) {
      HikariPools.observe(obs, "orders", pool);
      DataSource database = ObservedDataSource.of(obs, "orders", pool);
      try (Connection connection = database.getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("create table invoices (id int primary key, paid boolean)");
        statement.execute("insert into invoices values (1, false)");
        statement.execute("update invoices set paid = true");
        statement.executeQuery("select * from invoices").close();
        try {
          statement.execute("insert into invoices values (1, false)");
        } catch (SQLException twice) {
          statement.execute("delete from invoices");
        }
      }
    }
  }

  /** One cache that is told about by hand, and one of Caffeine's. */
  static void caches(Observability obs) throws Exception {
    CacheObserver sessions = CacheObserver.of(obs, "sessions");
    sessions.get(() -> null);
    sessions.put(() -> {});
    sessions.get(() -> "found");
    sessions.evict(() -> {});
    sessions.items(() -> 0);
    sessions.bytes(() -> 0);
    Cache<String, Integer> prices =
        Caffeine.newBuilder().recordStats(CaffeineCaches.stats(obs, "prices")).build();
    CaffeineCaches.observe(obs, "prices", prices);
    prices.get("a", key -> 1);
    prices.get("a", key -> 2);
  }

  /** A command to a server that is not there. */
  static void redis(Observability obs) {
    try (PooledConnectionProvider provider =
            new PooledConnectionProvider(new HostAndPort("127.0.0.1", 1));
        RedisClient redis =
            RedisClient.builder()
                .connectionProvider(provider)
                .commandExecutor(JedisRedis.observe(obs, provider))
                .build()) {
      redis.get("price");
    } catch (JedisException refused) {
      return;
    }
  }

  /** A pool that runs a task. */
  static void executors(Observability obs) throws Exception {
    ExecutorService mail = ObservedExecutor.of(obs, "mail", Executors.newFixedThreadPool(1));
    mail.submit(() -> "sent").get();
    mail.shutdown();
  }
}
