// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.outages;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.sightglass.Observability;
import io.sightglass.health.Health;
import io.sightglass.health.HealthChecks;
import io.sightglass.health.RedisCheck;
import io.sightglass.health.hikari.HikariChecks;
import io.sightglass.http.ObservabilityServer;
import io.sightglass.testkit.servers.PostgresServer;
import io.sightglass.testkit.servers.RedisServer;
import java.util.HashMap;
import java.util.Map;

/** An app with a database, a cache, a collector and an operational port. */
final class OutageApp implements AutoCloseable {

  final HikariDataSource pool;
  final Observability obs;
  final Health health;
  private final RedisServer redis;
  private ObservabilityServer server;

  OutageApp(PostgresServer database, RedisServer redis, Map<String, String> settings) {
    pool = pool(database, database.password());
    Map<String, String> all = new HashMap<>(settings);
    all.put("METRICS_PORT", "0");
    obs = Observability.builder("outages").environment(all).build();
    health = Health.of(obs);
    this.redis = redis;
  }

  /** Readiness of database and cache, then the port. */
  OutageApp started() {
    health
        .ready("database", HikariChecks.pool(pool))
        .ready("redis", RedisCheck.of("127.0.0.1", redis.port()).auth(redis::password))
        .live("deadlock", HealthChecks.deadlock());
    server = ObservabilityServer.start(obs, health);
    obs.started();
    return this;
  }

  static HikariDataSource pool(PostgresServer database, String password) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(database.jdbcUrl());
    config.setUsername(database.user());
    config.setPassword(password);
    config.setMaximumPoolSize(5);
    // As most apps have it: the pool starts without a database, and waits half a minute.
    config.setInitializationFailTimeout(-1);
    config.setConnectionTimeout(30_000);
    return new HikariDataSource(config);
  }

  Prober prober() {
    return new Prober(server.port());
  }

  @Override
  public void close() {
    obs.close();
    pool.close();
  }
}
