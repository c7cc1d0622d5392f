// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.monitoring;

import java.time.Duration;
import java.util.List;

/** Alerts on what keeps the data: databases and caches. */
final class DataAlerts {

  private static final String QUERY = "{job=\"app\",query_type=\"select\",table=\"invoices\",";

  private DataAlerts() {}

  static List<Alert> all() {
    return List.of(
        poolExhausted(),
        connectionFailures(),
        connectionsHigh(),
        slow("SlowDatabaseQueries", "0.95", 0.5),
        slow("DatabaseQueryTimeout", "0.99", 2.5),
        lowCacheHitRate(),
        down("PostgresDown", "pg_up", "PostgreSQL"),
        down("RedisDown", "redis_up", "Redis"),
        redisMemory());
  }

  private static String connections(String state) {
    return "database_connections{job=\"app\",database=\"main\",state=\"" + state + "\"}";
  }

  private static Alert poolExhausted() {
    return Alert.named("DatabaseConnectionPoolExhausted")
        .group("database")
        .team("database")
        .when("database_connections{state=\"idle\"} < ${threshold}")
        .threshold(5)
        .severity(Severity.CRITICAL)
        .says(
            "{{ $labels.job }}: {{ $value }} idle connections in {{ $labels.database }}",
            "The pool has hardly a free connection left.")
        .means(
            "Requests wait for a connection, then fail.",
            "Slow queries, connections that are not given back, a pool that is too small.",
            "The database dashboard: connections by state, queries by table, longest transactions.",
            "End the long transactions; raise the pool only if the database can take it.")
        .firesOn(connections("idle"), "2x40 9x90")
        .quietOn(connections("idle"), "9x130")
        .build();
  }

  private static Alert connectionFailures() {
    String errors = "database_errors_total{job=\"app\",error_type=\"connection\"}";
    return Alert.named("DatabaseConnectionFailures")
        .group("database")
        .team("database")
        .when("sum by (job) (rate(database_errors_total[5m])) > ${threshold}")
        .threshold(0.1)
        .severity(Severity.CRITICAL)
        .says(
            "{{ $labels.job }}: {{ $value | humanize }} database errors a second",
            "Queries or connections fail.")
        .means(
            "Requests that need the database fail.",
            "A restart or a failover of the database, a wrong credential, a full disk there.",
            "database_errors_total by error_type, the log of the database server.",
            "Bring the database back; the app reconnects by itself.")
        .firesOn(errors, "0+60x40 2400+0x90")
        .quietOn(errors, "0+1x130")
        .build();
  }

  private static Alert connectionsHigh() {
    return Alert.named("DatabaseConnectionsHigh")
        .group("database")
        .team("database")
        .when("database_connections{state=\"active\"} > ${threshold}")
        .threshold(80)
        .lasting(Duration.ofMinutes(2))
        .says(
            "{{ $labels.job }}: {{ $value }} connections in use",
            "More connections are in use than is usual.")
        .means(
            "Nothing yet; soon requests wait for a connection.",
            "More traffic, slow queries, connections that are not given back.",
            "The database dashboard: queries by table and the requests that make them.",
            "See to the slow queries first; then to the size of the pool.")
        .firesOn(connections("active"), "95x40 20x90")
        .quietOn(connections("active"), "20x130")
        .build();
  }

  private static Alert slow(String name, String quantile, double seconds) {
    String buckets = "database_query_duration_seconds_bucket" + QUERY + "le=\"";
    return Alert.named(name)
        .group("database")
        .team("database")
        .when(
            "histogram_quantile("
                + quantile
                + ", sum by (job, le) (rate(database_query_duration_seconds_bucket[5m])))"
                + " > ${threshold}")
        .threshold(seconds)
        .says(
            "{{ $labels.job }}: queries take up to {{ $value | humanizeDuration }}",
            "The slowest queries take longer than the limit allows.")
        .means(
            "Requests are slow; with enough of them the pool runs out.",
            "A missing index, a lock, a table that has grown, a busy disk.",
            "database_query_duration_seconds by table, the traces of slow requests, locks.",
            "Find the statement by its trace and look at its plan.")
        .firesOn(buckets + "0.1\"}", "0+10x40 400+100x90")
        .firesOn(buckets + "0.5\"}", "0+10x40 400+100x90")
        .firesOn(buckets + "5\"}", "0+100x130")
        .firesOn(buckets + "+Inf\"}", "0+100x130")
        .quietOn(buckets + "0.1\"}", "0+100x130")
        .quietOn(buckets + "0.5\"}", "0+100x130")
        .quietOn(buckets + "+Inf\"}", "0+100x130")
        .build();
  }

  private static Alert lowCacheHitRate() {
    String gets = "cache_operations_total{job=\"app\",cache=\"prices\",operation=\"get\",result=\"";
    return Alert.named("LowCacheHitRate")
        .group("database")
        .team("database")
        .when(
            """
            (
              sum by (job, cache) (rate(cache_operations_total{operation="get",result="hit"}[5m]))
                / sum by (job, cache) (rate(cache_operations_total{operation="get"}[5m]))
            ) < ${threshold}
            and on (job, cache)
              sum by (job, cache) (rate(cache_operations_total{operation="get"}[5m])) > ${traffic}""")
        .threshold(0.7)
        .threshold("traffic", 1)
        .lasting(Duration.ofMinutes(10))
        .says(
            "{{ $labels.job }}: {{ $value | humanizePercentage }} of look-ups in {{ $labels.cache }}"
                + " hit",
            "The cache answers less often than it should.")
        .means(
            "The database behind it does the work; requests are slower.",
            "A restart with an empty cache, keys that changed, entries that expire too soon.",
            "cache_operations_total by result, cache_items_total, evictions.",
            "Wait if it was restarted; else compare the keys before and after the last deployment.")
        .firesOn(gets + "hit\"}", "0+60x40 2400+600x90")
        .firesOn(gets + "miss\"}", "0+300x40 12000+0x90")
        .quietOn(gets + "hit\"}", "0+300x130")
        .quietOn(gets + "miss\"}", "0+30x130")
        .build();
  }

  private static Alert down(String name, String up, String what) {
    return Alert.named(name)
        .group("database")
        .team("database")
        .when(up + " == 0")
        .lasting(Duration.ofMinutes(1))
        .severity(Severity.CRITICAL)
        .says(
            what + " at {{ $labels.instance }} is down",
            what + "'s exporter cannot reach its server.")
        .means(
            "What needs " + what + " fails, or works without its cache.",
            "The server stopped, its host is gone, the network between is broken.",
            "The server's own log and host; " + up + " and the health of the app.",
            "Bring the server back; the app reconnects by itself.")
        .firesOn(up + "{job=\"exporter\",instance=\"db:1\"}", "0x40 1x90")
        .quietOn(up + "{job=\"exporter\",instance=\"db:1\"}", "1x130")
        .build();
  }

  private static Alert redisMemory() {
    String used = "redis_memory_used_bytes{job=\"redis\",instance=\"r:1\"}";
    String max = "redis_memory_max_bytes{job=\"redis\",instance=\"r:1\"}";
    return Alert.named("RedisMemoryHigh")
        .group("database")
        .team("database")
        .when("redis_memory_used_bytes / (redis_memory_max_bytes > 0) > ${threshold}")
        .threshold(0.8)
        .says(
            "Redis at {{ $labels.instance }}: {{ $value | humanizePercentage }} of its memory",
            "Redis is close to the limit of its memory.")
        .means(
            "At the limit Redis evicts keys or refuses writes.",
            "Keys without an expiry, a backlog in a queue, a value that has grown.",
            "redis_db_keys, redis_db_keys_expiring, the largest keys.",
            "Give keys an expiry; raise maxmemory if the data is needed.")
        .firesOn(used, "950x40 100x90")
        .firesOn(max, "1000x130")
        .quietOn(used, "100x130")
        .quietOn(max, "1000x130")
        .build();
  }
}
