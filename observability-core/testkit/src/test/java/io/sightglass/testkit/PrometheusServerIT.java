// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PrometheusServerIT {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String PAGE =
      """
      # TYPE paid counter
      # HELP paid Paid.
      paid_total{method="upi"} 4 # {trace_id="5982fe77008310cc80f1da5e10147517"} 1.0
      paid_total{method="card"} 1
      # EOF
      """;

  private HttpServer app;
  private String accept = "";
  private String query = "";

  @BeforeEach
  void start() throws IOException {
    app = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    app.createContext(
        "/metrics",
        exchange -> {
          accept = exchange.getRequestHeaders().getFirst("Accept");
          query = String.valueOf(exchange.getRequestURI().getRawQuery());
          byte[] page = PAGE.getBytes(StandardCharsets.UTF_8);
          exchange
              .getResponseHeaders()
              .set("Content-Type", "application/openmetrics-text; version=1.0.0; charset=utf-8");
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    app.start();
  }

  @AfterEach
  void stop() {
    app.stop(0);
  }

  private URI metrics() {
    return URI.create("http://127.0.0.1:" + app.getAddress().getPort() + "/metrics");
  }

  @Test
  void itScrapesStoresExemplarsAndAnswersQueries() {
    URI nothing = URI.create("http://127.0.0.1:" + Ports.free() + "/metrics");
    try (PrometheusServer prometheus =
        PrometheusServer.scraping("billing", metrics()).scrape("gone", nothing).start()) {
      prometheus.awaitUp("billing", LIMIT);
      assertThat(accept).startsWith("application/openmetrics-text");
      List<PrometheusServer.Sample> sum =
          prometheus.await("sum(paid_total)", answer -> !answer.isEmpty(), LIMIT);
      assertThat(sum).containsExactly(new PrometheusServer.Sample(java.util.Map.of(), 5));
      assertThat(prometheus.query("paid_total{method='upi'}").get(0).label("job"))
          .isEqualTo("billing");
      assertThat(prometheus.query("1 + 1").get(0).value()).isEqualTo(2);
      assertThat(prometheus.query("nosuch_metric")).isEmpty();
      PrometheusServer.Exemplar exemplar = prometheus.awaitExemplar("paid_total", e -> true, LIMIT);
      assertThat(exemplar.labels()).containsEntry("trace_id", "5982fe77008310cc80f1da5e10147517");
      assertThat(exemplar.series()).containsEntry("method", "upi");
      prometheus.await("up == 0", answer -> answer.size() == 1, LIMIT);
      assertThat(prometheus.targets())
          .anySatisfy(
              target -> {
                assertThat(target.job()).isEqualTo("gone");
                assertThat(target.health()).isEqualTo("down");
                assertThat(target.lastError()).contains("refused");
              });
      assertThatIllegalArgumentException()
          .isThrownBy(() -> prometheus.query("sum("))
          .withMessageContaining("parse error");
      assertThatExceptionOfType(AssertionError.class)
          .isThrownBy(() -> prometheus.awaitUp("gone", Duration.ofMillis(10)))
          .withMessageContaining("refused");
    }
  }

  @Test
  void withNativeHistogramsItAsksForProtobufFirst() {
    try (PrometheusServer prometheus =
        PrometheusServer.scraping("billing", metrics()).nativeHistograms().start()) {
      prometheus.awaitUp("billing", LIMIT);
      assertThat(accept).startsWith("application/vnd.google.protobuf");
    }
  }

  @Test
  void itEvaluatesRulesAndPutsLabelsAndParametersOnAJob() {
    URI asked = metrics().resolve("/metrics?module=https&target=https://127.0.0.1:1/");
    try (PrometheusServer prometheus =
        PrometheusServer.scraping("billing", asked)
            .label("billing", "environment", "test")
            .rules(
                """
                groups:
                  - name: paid
                    rules:
                      - record: paid:sum
                        expr: sum by (environment) (paid_total)
                """)
            .start()) {
      List<PrometheusServer.Sample> sum =
          prometheus.await("paid:sum", answer -> !answer.isEmpty(), LIMIT);
      assertThat(sum.get(0).label("environment")).isEqualTo("test");
      assertThat(sum.get(0).value()).isEqualTo(5);
      assertThat(query).isEqualTo("module=https&target=https%3A%2F%2F127.0.0.1%3A1%2F");
    }
  }

  @Test
  void promtoolJudgesAnExposition() {
    String good = "# HELP paid_total Paid.\n# TYPE paid_total counter\npaid_total 1\n";
    assertThat(Promtool.checkMetrics(good).exitCode()).isZero();
    Promtool.Verdict lint = Promtool.checkMetrics("# TYPE latency_ms gauge\nlatency_ms 1\n");
    assertThat(lint.exitCode()).isEqualTo(3);
    assertThat(lint.lines()).anySatisfy(line -> assertThat(line).contains("no help text"));
    assertThat(Promtool.checkMetrics("paid_total{").exitCode()).isEqualTo(1);
    assertThat(Promtool.run(List.of("--version")).exitCode()).isZero();
  }
}
