// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.outages;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightglass.Observability;
import io.sightglass.health.Health;
import io.sightglass.health.HealthResult;
import io.sightglass.health.HealthResult.Cause;
import io.sightglass.http.ObservabilityServer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Row 18: failures full of secrets, and every way to ask for them. */
class LeaksIT {

  private static final List<String> SECRETS =
      List.of(
          "hunter2",
          "jdbc:postgresql://db.internal:5432/ledger?user=app&password=hunter2",
          "SELECT 1 FROM accounts",
          "10.1.2.3",
          "app_user",
          "org.postgresql",
          "Bearer eyJhbGciOi",
          "AKIAIOSFODNN7",
          "/etc/ssl/key.pem",
          "4111111111111111",
          "ann@example.com",
          "PostgreSQL 18.1");

  private static final List<String> PATHS =
      List.of(
          "/metrics",
          "/live",
          "/ready",
          "/started",
          "/health",
          "/health/detailed",
          "/health/live",
          "/health/ready",
          "/health/started",
          "/health/money",
          "/",
          "/env",
          "/actuator/health",
          "/health/../metrics",
          "/health%2fdetailed",
          "/metrics?name[]=%zz",
          "/ready?x=1");

  private static final List<String> METHODS =
      List.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "BREW");

  private static final List<String> ACCEPTS =
      List.of(
          "*/*",
          "text/html",
          "application/json",
          "application/openmetrics-text;version=1.0.0",
          "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily",
          "q=NaN",
          "");

  private static final List<String> MALFORMED =
      List.of(
          "GET\r\n\r\n",
          "GET /health/detailed\r\n\r\n",
          "GET /health/detailed HTTP/9.9\r\nHost: a\r\n\r\n",
          "GET /health/detailed HTTP/1.1\r\n\r\n",
          "GET /health/detailed HTTP/1.1\r\nHost: a\r\nBad Header: x\r\n\r\n",
          "GET /health/detailed HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
          "GET /health/detailed HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
          "GET /\u0000 HTTP/1.1\r\nHost: a\r\n\r\n",
          "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
          "\u0016\u0003\u0001\u0002\r\n\r\n",
          "GET /" + "a".repeat(10_000) + " HTTP/1.1\r\nHost: a\r\n\r\n",
          "GET /live HTTP/1.1\r\nHost: a\r\nX: " + "b".repeat(20_000) + "\r\n\r\n");

  private long requests;
  private long bytes;

  @Test
  void nothing_of_a_failure_is_served() {
    for (String format : List.of("sightglass", "microprofile")) {
      try (Observability obs = app(format)) {
        int port = start(obs);
        crawl(new Prober(port));
      }
    }
    System.out.printf(
        Locale.ROOT,
        "row 18: %d secrets in %d requests, %d bytes served, 0 found%n",
        SECRETS.size(),
        requests,
        bytes);
  }

  private static Observability app(String format) {
    Map<String, String> settings = Map.of("METRICS_PORT", "0", "SIGHTGLASS_HEALTH_FORMAT", format);
    return Observability.builder("leaks").environment(settings).build();
  }

  private static int start(Observability obs) {
    Health health = Health.of(obs);
    int n = 0;
    for (String secret : SECRETS) {
      String message = secret + " in " + SECRETS;
      health
          .ready(
              "thrown" + n,
              () -> {
                throw new SQLException(message, secret, 7, new IllegalStateException(message));
              })
          .check(
              "error" + n,
              Health.Level.DEGRADED,
              () -> {
                throw new AssertionError(message);
              })
          .check(
              "told" + n, Health.Level.CRITICAL, () -> HealthResult.unhealthy(Cause.AUTH, message))
          .started("started" + n, () -> HealthResult.unhealthy(Cause.FAILED, message));
      n++;
    }
    health.group("money", "thrown0", "told1");
    int port = ObservabilityServer.start(obs, health).port();
    obs.started();
    return port;
  }

  private void crawl(Prober prober) {
    for (String path : PATHS) {
      for (String method : METHODS) {
        for (String accept : ACCEPTS) {
          check(
              prober.send(
                  method
                      + " "
                      + path
                      + " HTTP/1.1\r\nHost: a\r\nAccept: "
                      + accept
                      + "\r\nConnection: close\r\n\r\n"));
        }
      }
    }
    MALFORMED.forEach(request -> check(prober.send(request)));
  }

  private void check(Prober.Answer answer) {
    requests++;
    String all = answer.head() + "\n" + answer.body();
    bytes += all.length();
    List<String> found = new ArrayList<>(SECRETS);
    found.removeIf(secret -> !all.contains(secret));
    assertThat(found).as(all).isEmpty();
    assertThat(all.toLowerCase(Locale.ROOT)).doesNotContain("\nserver:", "\tat ", "exception:");
  }
}
