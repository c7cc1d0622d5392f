// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.monitoring;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The alerts that come with the library. */
final class Alerts {

  private Alerts() {}

  static List<Alert> all() {
    List<Alert> all = new ArrayList<>();
    all.add(highErrorRate());
    all.add(databasePoolExhausted());
    return all;
  }

  private static Alert highErrorRate() {
    return Alert.named("HighErrorRate")
        .group("http")
        .when(
            """
            sum by (job) (rate(http_requests_total{status_code=~"5.."}[5m]))
              / sum by (job) (rate(http_requests_total[5m])) > ${threshold}
            and sum by (job) (rate(http_requests_total[5m])) > ${traffic}""")
        .threshold(0.05)
        .threshold("traffic", 0.1)
        .lasting(Duration.ofMinutes(5))
        .severity(Severity.CRITICAL)
        .says(
            "{{ $labels.job }}: {{ $value | humanizePercentage }} of requests fail",
            "Requests answered with 5xx are above the limit for five minutes.")
        .means(
            "Callers get errors.",
            "A deployment, a dependency that is down, a full pool.",
            "http_requests_total by route and status_code, then the log lines of that route.",
            "Roll back if it began with a deployment; else see to the dependency that /health/detailed"
                + " names.")
        .firesOn(
            "http_requests_total{job=\"app\",method=\"GET\",route=\"/a\",status_code=\"500\"}",
            "0+60x40 2400+0x90")
        .firesOn(
            "http_requests_total{job=\"app\",method=\"GET\",route=\"/a\",status_code=\"200\"}",
            "0+100x130")
        .quietOn(
            "http_requests_total{job=\"app\",method=\"GET\",route=\"/a\",status_code=\"500\"}",
            "0+1x130")
        .quietOn(
            "http_requests_total{job=\"app\",method=\"GET\",route=\"/a\",status_code=\"200\"}",
            "0+100x130")
        .build();
  }

  private static Alert databasePoolExhausted() {
    return Alert.named("DatabaseConnectionPoolExhausted")
        .group("database")
        .team("database")
        .when("database_connections{state=\"idle\"} < ${threshold}")
        .threshold(5)
        .says(
            "{{ $labels.job }}: {{ $value }} idle connections",
            "The pool has hardly a free connection left.")
        .means(
            "Requests wait for a connection, then fail.",
            "Slow queries, a leak of connections, a pool that is too small.",
            "database_connections by state and database_query_duration_seconds by table.",
            "End the long transactions; raise the pool only if the database can take it.")
        .firesOn("database_connections{job=\"app\",database=\"main\",state=\"idle\"}", "2x40 9x90")
        .quietOn("database_connections{job=\"app\",database=\"main\",state=\"idle\"}", "9x130")
        .build();
  }
}
