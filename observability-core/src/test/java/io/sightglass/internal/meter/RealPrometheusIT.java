// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.sightglass.catalogue.LabelSpec;
import io.sightglass.catalogue.MeterSpec;
import io.sightglass.endpoint.OpsResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The Prometheus on the path scrapes the engine with exemplars on, and keeps what it scraped. A
 * Prometheus 2.42 drops a whole scrape for one exemplar on {@code _count}.
 */
class RealPrometheusIT {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  @TempDir Path folder;
  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void a_real_prometheus_scrapes_it_with_exemplars_on() throws Exception {
    Path prometheus = prometheus();
    assumeTrue(prometheus != null, "prometheus is not on the path");
    List<String> accepts = new CopyOnWriteArrayList<>();
    try (MeterEngine engine = MeterEngine.builder().build()) {
      engine.observeRuntime("1.0.0", "test");
      record(engine);
      HttpServer server = serve(engine, accepts);
      int port = freePort();
      Process process = start(String.valueOf(prometheus), server.getAddress().getPort(), port);
      try {
        await()
            .atMost(Duration.ofSeconds(60))
            .ignoreExceptions()
            .untilAsserted(() -> assertThat(query(port, "up")).contains(",\"1\"]"));
        assertThat(accepts).first().asString().contains("application/openmetrics-text");
        assertThat(query(port, "orders_paid_total{method=\"upi\"}")).contains(",\"3\"]");
        assertThat(query(port, "cache_items_total{cache=\"users\"}")).contains(",\"7\"]");
        assertThat(query(port, "app_build_info")).contains("\"version\":\"1.0.0\"");
        assertThat(query(port, "process_resident_memory_bytes > 1e6")).contains("value");
        assertThat(query(port, "histogram_quantile(0.5, job_run_seconds_bucket)"))
            .contains("value");
        assertThat(query(port, "count({__name__=~\"jobs|jobs_total\"})")).contains(",\"2\"]");
        await()
            .atMost(Duration.ofSeconds(30))
            .untilAsserted(
                () -> {
                  assertThat(exemplars(port, "orders_paid_total")).contains(TRACE);
                  assertThat(exemplars(port, "order_duration_seconds_bucket")).contains(TRACE);
                });
      } finally {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
        server.stop(0);
      }
    }
  }

  private static void record(MeterEngine engine) {
    SpanContext span =
        SpanContext.create(
            TRACE, "b7ad6b7169203331", TraceFlags.getSampled(), TraceState.getDefault());
    Context.current()
        .with(Span.wrap(span))
        .wrap(
            () -> {
              engine
                  .meters()
                  .counter(
                      MeterSpec.counter("orders_paid_total", "Paid \"orders\".")
                          .label("method", "upi", "card")
                          .build())
                  .handle("upi")
                  .add(3);
              engine
                  .meters()
                  .histogram(
                      MeterSpec.histogram("order_duration_seconds", "Time.")
                          .label(LabelSpec.learned("route"))
                          .build())
                  .handle("/orders/{id}")
                  .record(0.2);
              Timer.builder("job.run").register(engine.registry()).record(Duration.ofMillis(30));
            })
        .run();
    engine
        .meters()
        .gauge(
            MeterSpec.gauge("cache_items_total", "Items.")
                .label(LabelSpec.learned("cache"))
                .build())
        .handle("users")
        .set(7);
    engine.meters().gauge(MeterSpec.gauge("jobs", "J.").build()).handle().set(1);
    engine.meters().counter(MeterSpec.counter("jobs_total", "J.").build()).handle().add(5);
    PoisonTest.Poison.THROWING_FUNCTION_COUNTER.plantIn(engine);
    PoisonTest.Poison.TAGS_THAT_NORMALISE_TO_ONE.plantIn(engine);
  }

  private static HttpServer serve(MeterEngine engine, List<String> accepts) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/metrics",
        exchange -> {
          String accept =
              String.join(",", exchange.getRequestHeaders().getOrDefault("Accept", List.of()));
          accepts.add(accept);
          OpsResponse response = engine.scrape(accept, Set.of(), true);
          response.headers().forEach(exchange.getResponseHeaders()::set);
          exchange.sendResponseHeaders(response.status(), response.length());
          try (var out = exchange.getResponseBody()) {
            response.writeTo(out);
          }
        });
    server.start();
    return server;
  }

  private Process start(String prometheus, int target, int port) throws IOException {
    Path config = folder.resolve("prometheus.yml");
    Files.writeString(
        config,
        """
        global:
          scrape_interval: 1s
          scrape_timeout: 1s
        scrape_configs:
          - job_name: app
            static_configs:
              - targets: ['127.0.0.1:%d']
        """
            .formatted(target));
    return new ProcessBuilder(
            prometheus,
            "--config.file=" + config,
            "--storage.tsdb.path=" + folder.resolve("data"),
            "--web.listen-address=127.0.0.1:" + port,
            "--enable-feature=exemplar-storage")
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("prometheus.log").toFile())
        .start();
  }

  private String query(int port, String expression) throws Exception {
    return get(port, "/api/v1/query?query=" + expression(expression));
  }

  private String exemplars(int port, String metric) throws Exception {
    long now = System.currentTimeMillis() / 1000;
    return get(
        port,
        "/api/v1/query_exemplars?query="
            + expression(metric)
            + "&start="
            + (now - 600)
            + "&end="
            + (now + 60));
  }

  private static String expression(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private String get(int port, String path) throws Exception {
    return client
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static @Nullable Path prometheus() {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .map(path -> Path.of(path, "prometheus"))
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(null);
  }
}
