// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http.jdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.context.Scope;
import io.sightglass.ContextFields;
import io.sightglass.endpoint.OpsEndpoints;
import io.sightglass.http.HostileIds;
import io.sightglass.http.Lab;
import io.sightglass.http.RawHttp;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JdkHttpTest {

  private final Lab lab = Lab.open();
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
    lab.close();
  }

  @Test
  void countsByTemplateThoughTheServerMatchesByPrefix() {
    serve("/invoices", exchange -> send(exchange, 200, "hello"));

    for (String path :
        List.of("/invoices", "/invoices/1", "/invoices/2", "/invoicesX", "/invoices/1/2")) {
      assertThat(RawHttp.status(get(path))).isEqualTo(200);
    }

    lab.awaitRequests(5);
    assertThat(total("GET", "/invoices", "200")).isEqualTo(1);
    assertThat(total("GET", "/invoices/{id}", "200")).isEqualTo(2);
    assertThat(total("GET", "_unmatched", "200")).isEqualTo(2);
    assertThat(lab.value("http_response_size_bytes_sum{method=\"GET\",route=\"/invoices/{id}\"}"))
        .isEqualTo(10);
  }

  @Test
  void everyWayToAnswerEndsOnce() {
    serve("/none", exchange -> exchange.sendResponseHeaders(204, -1));
    serve("/close", HttpExchange::close);
    serve("/fixed", JdkHttpTest::writeAndForgetToClose);
    serve(
        "/chunked",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream body = exchange.getResponseBody()) {
            body.write('a');
            body.write("bcd".getBytes(StandardCharsets.UTF_8));
          }
        });
    serve(
        "/twice",
        exchange -> {
          send(exchange, 200, "x");
          exchange.getResponseBody().close();
          exchange.close();
        });

    assertThat(RawHttp.status(get("/none"))).isEqualTo(204);
    assertThat(get("/close")).isEmpty();
    assertThat(RawHttp.readUntil(port(), "GET /fixed HTTP/1.1\r\nHost: h\r\n\r\n", "hello"))
        .endsWith("hello");
    assertThat(get("/chunked")).contains("bcd");
    assertThat(get("/twice")).endsWith("x");
    assertThat(RawHttp.send(port(), "HEAD /fixed HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 200");

    lab.awaitRequests(6);
    assertThat(lab.sum("http_requests_total")).isEqualTo(6);
    assertThat(total("GET", "/none", "204")).isEqualTo(1);
    assertThat(total("GET", "/close", "_other")).isEqualTo(1);
    assertThat(total("HEAD", "/fixed", "200")).isEqualTo(1);
    assertThat(lab.value("http_response_size_bytes_sum{method=\"GET\",route=\"/chunked\"}"))
        .isEqualTo(4);
    assertThat(lab.spans()).hasSize(6);
  }

  @Test
  void aFilterThatKnowsTheUserSaysSoForTheRequestAndItsLine() {
    List<String> inside = new CopyOnWriteArrayList<>();
    List<Filter> filters =
        serve(
            "/invoices",
            exchange -> {
              inside.add(String.valueOf(ContextFields.current().own().get("user_id")));
              send(exchange, 200, "hello");
            });
    filters.add(new UserFilter("u-7"));
    get("/invoices/1");

    lab.awaitRequests(1);
    assertThat(inside).containsExactly("u-7");
    assertThat(lab.fieldsOfLines()).containsExactly(Map.of("user_id", "u-7"));
    assertThat(lab.lines()).hasSize(1);
    assertThat(ContextFields.current().own()).isEmpty();
  }

  private static final class UserFilter extends Filter {

    private final String user;

    UserFilter(String user) {
      this.user = user;
    }

    @Override
    public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
      ContextFields fields = ContextFields.current().with("user_id", user);
      try (Scope scope = fields.onLine().makeCurrent()) {
        chain.doFilter(exchange);
      }
    }

    @Override
    public String description() {
      return "who it is";
    }
  }

  @Test
  void anAnswerFromAnotherThreadEndsThere() {
    AtomicReference<HttpExchange> kept = new AtomicReference<>();
    CompletableFuture<String> after = new CompletableFuture<>();
    serve(
        "/later",
        exchange -> {
          kept.set(exchange);
          threads.execute(() -> answerLater(kept.get(), after));
        });

    String answer = get("/later");

    assertThat(RawHttp.status(answer)).isEqualTo(202);
    lab.awaitRequests(1);
    assertThat(total("GET", "/later", "202")).isEqualTo(1);
    assertThat(lab.lines().get(0).getMDCPropertyMap())
        .containsEntry("request_id", lab.span().getTraceId());
    assertThat(after).isCompletedWithValue("none");
  }

  @Test
  void aHandlerThatLosesItsExchangeIsFoundByTheCollector() throws IOException {
    serve(
        "/lost",
        exchange -> {
          if (exchange.getRequestURI().getPath().equals("/lost/probe")) {
            send(exchange, 200, "x");
          }
        });
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      socket
          .getOutputStream()
          .write("GET /lost HTTP/1.1\r\nHost: h\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () -> {
                System.gc();
                get("/lost/probe");
                return total("GET", "/lost", "_other") == 1;
              });
    }
    assertThat(lab.value("http_requests_in_progress")).isZero();
  }

  @Test
  void aFilterThatReplacesTheStreamIsCountedAsSent() {
    serve(
            "/zip",
            exchange -> {
              exchange.sendResponseHeaders(200, 0);
              exchange.getResponseBody().write("0123456789".getBytes(StandardCharsets.UTF_8));
              exchange.close();
            })
        .add(
            Filter.beforeHandler(
                "doubles",
                exchange -> {
                  OutputStream out = exchange.getResponseBody();
                  exchange.setStreams(null, new Doubling(out));
                }));

    assertThat(RawHttp.status(get("/zip"))).isEqualTo(200);

    lab.awaitRequests(1);
    assertThat(lab.value("http_response_size_bytes_sum{method=\"GET\",route=\"/zip\"}"))
        .isEqualTo(20);
  }

  @Test
  void theLibrarysOwnEndpointsAreNotObserved() {
    for (HttpContext context : JdkOps.mount(server, OpsEndpoints.of(lab.obs()))) {
      context.getFilters().add(JdkHttp.observe(lab.obs(), "/metrics"));
    }

    assertThat(get("/metrics")).startsWith("HTTP/1.1 200").contains("http_requests_in_progress 0");
    assertThat(lab.sum("http_requests_total")).isZero();
    assertThat(lab.spans()).isEmpty();
  }

  @Test
  void theRequestIdIsInTheContextAndInTheResponse() {
    serve("/id", exchange -> send(exchange, 200, ContextFields.current().requestId()));

    String given = RawHttp.get(port(), "/id", "x-request-id: order-7\r\n");
    assertThat(given).containsIgnoringCase("X-Request-Id: order-7\r\n").endsWith("order-7");
    assertThat(get("/id")).containsPattern("(?i)x-request-id: [0-9a-f]{32}\r\n");
  }

  @Test
  void nothingOfARefusedIdGetsAnywhere() {
    serve("/id", exchange -> send(exchange, 200, ContextFields.current().requestId()));

    for (String payload : HostileIds.payloads()) {
      String answer = RawHttp.get(port(), "/id", "X-Request-Id: " + payload + "\r\n");
      assertThat(answer).startsWith("HTTP/1.1 200").doesNotContain(HostileIds.MARK);
    }
    String two =
        RawHttp.get(port(), "/id", "X-Request-Id: a" + HostileIds.MARK + "\r\nX-Request-Id: b\r\n");
    assertThat(two).startsWith("HTTP/1.1 200").doesNotContain(HostileIds.MARK);

    lab.awaitRequests(201);
    assertThat(lab.spans().toString()).doesNotContain(HostileIds.MARK);
    assertThat(lab.lines().toString()).doesNotContain(HostileIds.MARK);
    assertThat(lab.lines())
        .allSatisfy(
            line -> assertThat(line.getMDCPropertyMap().get("request_id")).matches("[0-9a-f]{32}"));
    assertThat(lab.scrape()).doesNotContain(HostileIds.MARK);
    System.out.printf(
        "row 21: %d payloads to the JDK's server, 0 found again%n", HostileIds.payloads().size());
    assertThat(lab.sum("sightglass_invalid_total")).isEqualTo(201);
  }

  private static void writeAndForgetToClose(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 5);
    if (!exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseBody().write("hello".getBytes(StandardCharsets.UTF_8));
      exchange.getResponseBody().flush();
    }
  }

  private static void answerLater(HttpExchange exchange, CompletableFuture<String> after) {
    try {
      send(exchange, 202, "later");
      String id = ContextFields.current().requestId();
      after.complete(id == null ? "none" : id);
    } catch (IOException e) {
      after.completeExceptionally(e);
    }
  }

  private List<Filter> serve(String path, HttpHandler handler) {
    var context = server.createContext(path, handler);
    context.getFilters().add(JdkHttp.observe(lab.obs(), path, path + "/{id}"));
    return context.getFilters();
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private String get(String path) {
    return RawHttp.get(port(), path, "");
  }

  private int port() {
    return server.getAddress().getPort();
  }

  private double total(String method, String route, String status) {
    return lab.value(
        "http_requests_total{method=\"%s\",route=\"%s\",status_code=\"%s\"}"
            .formatted(method, route, status));
  }

  private static final class Doubling extends OutputStream {

    private final OutputStream out;

    Doubling(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int octet) throws IOException {
      out.write(octet);
      out.write(octet);
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
