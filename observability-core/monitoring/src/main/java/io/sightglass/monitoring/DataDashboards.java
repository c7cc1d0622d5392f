// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.monitoring;

/** What keeps the data, seen from the app and from its exporters, and the machines. */
final class DataDashboards {

  private static final String RATE = "[$__rate_interval])";

  private DataDashboards() {}

  static Dashboard database() {
    return Dashboard.of("database", "Database and cache")
        .row(
            "Queries",
            Panel.timeseries("Queries", Unit.PER_SECOND)
                .reads("Queries a second, by kind.")
                .asks(
                    "sum by (query_type) (rate(database_query_duration_seconds_count" + RATE + ")",
                    "{{query_type}}"),
            Panel.timeseries("Time of a query", Unit.SECONDS)
                .reads("How long queries take.")
                .alert("SlowDatabaseQueries")
                .quantiles("database_query_duration_seconds", ""),
            Panel.bars("Slow tables", Unit.SECONDS)
                .reads("Time that 95 % of the queries on a table stay below.")
                .asks(
                    "topk(10, histogram_quantile(0.95, sum by (le, table)"
                        + " (rate(database_query_duration_seconds_bucket[5m]))) > 0)",
                    "{{table}}"),
            Panel.timeseries("Errors", Unit.PER_SECOND)
                .reads("Queries and connections that failed, by why.")
                .failures()
                .alert("DatabaseConnectionFailures")
                .asks(
                    "sum by (error_type) (rate(database_errors_total" + RATE + ")",
                    "{{error_type}}"))
        .row(
            "Pool",
            Panel.timeseries("Connections", Unit.NUMBER)
                .reads("Connections of the pools: in use, idle, waited for, and at most.")
                .alert("DatabaseConnectionPoolExhausted")
                .asks(
                    "sum by (database) (database_connections{state=\"active\"})",
                    "{{database}} active")
                .asks(
                    "sum by (database) (database_connections{state=\"idle\"})", "{{database}} idle")
                .asks(
                    "sum by (database) (database_connections{state=\"pending\"})",
                    "{{database}} pending")
                .asks("sum by (database) (database_connections_max)", "{{database}} at most"))
        .row(
            "Cache",
            Panel.timeseries("Hits", Unit.SHARE)
                .reads("Share of look-ups that hit, by cache.")
                .alert("LowCacheHitRate")
                .asks(
                    "sum by (cache) (rate(cache_operations_total{operation=\"get\",result=\"hit\"}"
                        + RATE
                        + ") / sum by (cache) (rate(cache_operations_total{operation=\"get\"}"
                        + RATE
                        + ")",
                    "{{cache}}"),
            Panel.timeseries("Operations", Unit.PER_SECOND)
                .reads("Operations a second, by kind and result.")
                .asks(
                    "sum by (operation, result) (rate(cache_operations_total" + RATE + ")",
                    "{{operation}} {{result}}"),
            Panel.timeseries("Time of an operation", Unit.SECONDS)
                .reads("How long operations of caches take.")
                .quantiles("cache_operation_duration_seconds", ""),
            Panel.timeseries("Entries", Unit.NUMBER)
                .reads("Entries by cache.")
                .asks("sum by (cache) (cache_items_total)", "{{cache}}"),
            Panel.timeseries("Size", Unit.BYTES)
                .reads("Size by cache.")
                .asks("sum by (cache) (cache_size_bytes)", "{{cache}}"))
        .row(
            "PostgreSQL",
            Panel.stat("Servers up", Unit.NUMBER)
                .reads("PostgreSQL servers that their exporter reaches.")
                .alert("PostgresDown")
                .asks("sum(pg_up)", "up"),
            Panel.timeseries("Sessions by state", Unit.NUMBER)
                .reads("Sessions of the server, by state.")
                .wide(18)
                .asks("sum by (state) (pg_stat_activity_count)", "{{state}}"),
            Panel.timeseries("Size of databases", Unit.BYTES)
                .reads("Size on disk, and so its growth.")
                .asks("pg_database_size_bytes", "{{datname}}"),
            Panel.bars("Rows by table", Unit.NUMBER)
                .reads("Live rows of the ten largest tables.")
                .asks("topk(10, pg_stat_user_tables_n_live_tup)", "{{relname}}"),
            Panel.timeseries("Locks", Unit.NUMBER)
                .reads("Locks held, by mode.")
                .asks("sum by (mode) (pg_locks_count)", "{{mode}}"),
            Panel.timeseries("Deadlocks", Unit.PER_SECOND)
                .reads("Deadlocks a second, by database.")
                .asks("rate(pg_stat_database_deadlocks" + RATE, "{{datname}}"),
            Panel.timeseries("Replication lag", Unit.SECONDS)
                .reads("How far a replica is behind; 0 on a server that is none.")
                .asks("pg_replication_lag_seconds", "{{instance}}"),
            Panel.timeseries("Longest transaction", Unit.SECONDS)
                .reads("How long the oldest transaction has run, by state.")
                .asks("max by (state) (pg_stat_activity_max_tx_duration)", "{{state}}"))
        .row("Redis, seen from the app", redisCommands())
        .row(
            "Redis",
            Panel.stat("Servers up", Unit.NUMBER)
                .reads("Redis servers that their exporter reaches.")
                .alert("RedisDown")
                .asks("sum(redis_up)", "up"),
            Panel.timeseries("Memory", Unit.BYTES)
                .reads("Memory in use, and the limit.")
                .wide(18)
                .alert("RedisMemoryHigh")
                .asks("redis_memory_used_bytes", "{{instance}}")
                .asks("redis_memory_max_bytes", "{{instance}} limit"),
            Panel.timeseries("Hits", Unit.SHARE)
                .reads("Share of look-ups that found a key.")
                .asks(
                    "rate(redis_keyspace_hits_total"
                        + RATE
                        + " / (rate(redis_keyspace_hits_total"
                        + RATE
                        + " + rate(redis_keyspace_misses_total"
                        + RATE
                        + ")",
                    "{{instance}}"),
            Panel.timeseries("Expired and evicted keys", Unit.PER_SECOND)
                .reads("Keys that expired, and keys that had to go, a second.")
                .asks("rate(redis_expired_keys_total" + RATE, "expired")
                .asks("rate(redis_evicted_keys_total" + RATE, "evicted"),
            Panel.timeseries("Clients", Unit.NUMBER)
                .reads("Connections of clients.")
                .asks("redis_connected_clients", "{{instance}}"))
        .build();
  }

  private static Panel.Builder[] redisCommands() {
    return new Panel.Builder[] {
      Panel.timeseries("Commands", Unit.PER_SECOND)
          .reads("Commands that the app sends a second.")
          .asks(
              "sum by (operation) (rate(redis_operation_duration_seconds_count" + RATE + ")",
              "{{operation}}"),
      Panel.timeseries("Time of a command", Unit.SECONDS)
          .reads("How long commands take, until Redis answered.")
          .quantiles("redis_operation_duration_seconds", ""),
      Panel.timeseries("Commands that failed", Unit.PER_SECOND)
          .reads("Commands that failed a second, by why.")
          .failures()
          .asks("sum by (error_type) (rate(redis_errors_total" + RATE + ")", "{{error_type}}")
    };
  }

  static Dashboard infrastructure() {
    return Dashboard.of("infrastructure", "Infrastructure")
        .row(
            "Machines",
            Panel.timeseries("CPU", Unit.SHARE)
                .reads("Share of the processors in use.")
                .alert("HighCPUUsage")
                .asks(
                    "1 - avg by (instance) (rate(node_cpu_seconds_total{mode=\"idle\"}"
                        + RATE
                        + ")",
                    "{{instance}}"),
            Panel.timeseries("Memory", Unit.SHARE)
                .reads("Share of the memory in use.")
                .alert("HighMemoryUsage")
                .asks(
                    "1 - node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes",
                    "{{instance}}"),
            Panel.timeseries("Disk", Unit.SHARE)
                .reads("Share of each file system in use.")
                .alert("HighDiskUsage")
                .asks(
                    "1 - node_filesystem_avail_bytes{fstype!~\"tmpfs|overlay|squashfs\"}"
                        + " / node_filesystem_size_bytes{fstype!~\"tmpfs|overlay|squashfs\"}",
                    "{{instance}} {{mountpoint}}"),
            Panel.timeseries("Network", Unit.BYTES_PER_SECOND)
                .reads("Bytes received and sent a second.")
                .asks(
                    "sum by (instance) (rate(node_network_receive_bytes_total{device!=\"lo\"}"
                        + RATE
                        + ")",
                    "{{instance}} in")
                .asks(
                    "sum by (instance) (rate(node_network_transmit_bytes_total{device!=\"lo\"}"
                        + RATE
                        + ")",
                    "{{instance}} out"))
        .row(
            "Containers",
            Panel.timeseries("CPU by container", Unit.NUMBER)
                .reads("Processors in use by container.")
                .asks(
                    "sum by (name) (rate(container_cpu_usage_seconds_total{name!=\"\"}"
                        + RATE
                        + ")",
                    "{{name}}"),
            Panel.timeseries("Memory by container", Unit.BYTES)
                .reads("Memory in use by container.")
                .asks("sum by (name) (container_memory_working_set_bytes{name!=\"\"})", "{{name}}"),
            Panel.timeseries("Disk by container", Unit.BYTES)
                .reads("Bytes on disk by container.")
                .asks("sum by (name) (container_fs_usage_bytes{name!=\"\"})", "{{name}}"),
            Panel.timeseries("Network by container", Unit.BYTES_PER_SECOND)
                .reads("Bytes received a second by container.")
                .asks(
                    "sum by (name) (rate(container_network_receive_bytes_total{name!=\"\"}"
                        + RATE
                        + ")",
                    "{{name}}"),
            Panel.timeseries("Restarts by container", Unit.NUMBER)
                .reads("How often a container started within an hour.")
                .asks("changes(container_start_time_seconds{name!=\"\"}[1h])", "{{name}}"))
        .row(
            "Probes and stores",
            Panel.states("Probes", Unit.UP)
                .reads("Whether probes from outside succeed.")
                .asks("probe_success", "{{instance}}"),
            Panel.timeseries("Days until certificates expire", Unit.NUMBER)
                .reads("The earliest certificate of each probe.")
                .alert("CertificateExpiresSoon")
                .asks("(probe_ssl_earliest_cert_expiry - time()) / 86400", "{{instance}}"),
            Panel.timeseries("Object store", Unit.BYTES)
                .reads("Free space of the object store (MinIO's own metrics).")
                .asks("minio_cluster_capacity_usable_free_bytes", "free"))
        .build();
  }
}
