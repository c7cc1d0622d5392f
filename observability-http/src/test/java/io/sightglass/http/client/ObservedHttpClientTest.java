// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.sightglass.http.Lab;
import io.sightglass.http.Outcomes;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObservedHttpClientTest {

  private Lab lab = Lab.open();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicReference<Headers> received = new AtomicReference<>();
  private final CountDownLatch release = new CountDownLatch(1);
  private final HttpClient plain = HttpClient.newHttpClient();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          received.set(exchange.getRequestHeaders());
          String path = exchange.getRequestURI().getPath();
          if (path.equals("/slow")) {
            catchThrowable(release::await);
          }
          int status = path.startsWith("/status/") ? Integer.parseInt(path.substring(8)) : 200;
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    release.countDown();
    server.stop(0);
    threads.shutdownNow();
    lab.close();
  }

  @Test
  void countsTimesAndTracesByTheConventions() throws Exception {
    send(client(), "/status/200?token=s3cret");

    String labels = "{method=\"GET\",server_address=\"127.0.0.1\",status_code=\"200\"}";
    assertThat(lab.value("http_client_requests_total" + labels)).isEqualTo(1);
    assertThat(lab.value("http_client_request_duration_seconds_count" + labels)).isEqualTo(1);
    SpanData span = lab.span();
    assertThat(span.getName()).isEqualTo("GET");
    assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
    assertThat(span.getAttributes().asMap().toString())
        .contains("http.request.method=GET", "server.address=127.0.0.1")
        .contains("url.full=http://127.0.0.1:" + port() + "/status/200")
        .contains("server.port=" + port(), "http.response.status_code=200")
        .doesNotContain("s3cret");
  }

  @ParameterizedTest
  @CsvSource({"302, UNSET", "404, ERROR", "503, ERROR"})
  void a4xxIsAnErrorOfTheCaller(int status, StatusCode code) throws Exception {
    send(client(), "/status/" + status);

    assertThat(lab.span().getStatus().getStatusCode()).isEqualTo(code);
  }

  @Test
  void theTraceGoesOnAndBaggageStays() throws Exception {
    Span parent = lab.obs().openTelemetry().getTracer("test").spanBuilder("outer").startSpan();
    try (Scope span = parent.makeCurrent();
        Scope baggage = Baggage.builder().put("tenant", "acme").build().makeCurrent()) {
      assertThat(baggage).isNotSameAs(span);
      send(client(), "/");
    }
    parent.end();

    assertThat(received.get().getFirst("traceparent"))
        .isEqualTo(
            "00-"
                + parent.getSpanContext().getTraceId()
                + "-"
                + lab.spans().get(0).getSpanId()
                + "-"
                + lab.spans().get(0).getSpanContext().getTraceFlags().asHex());
    assertThat(received.get()).doesNotContainKey("Baggage");
    assertThat(lab.spans().get(0).getParentSpanId()).isEqualTo(parent.getSpanContext().getSpanId());
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, true, true",
    "'*.example.org, 127.0.0.1', true, true",
    "other.example, false, false"
  })
  void listedHostsGetBothAndOthersNothing(String hosts, boolean trace, boolean baggage)
      throws Exception {
    lab.close();
    lab = Lab.with(Map.of("sightglass.http.propagate-to", hosts));
    try (Scope scope = Baggage.builder().put("tenant", "acme").build().makeCurrent()) {
      assertThat(scope).isNotNull();
      send(client(), "/");
    }

    assertThat(received.get().containsKey("Traceparent")).isEqualTo(trace);
    assertThat(received.get().containsKey("Baggage")).isEqualTo(baggage);
  }

  @Test
  void hostsBeyondTheFiftiethAreOther() {
    HttpClient client = client(new FakeHttpClient(new ConnectException("down")));
    for (int i = 0; i < 1_000; i++) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://h" + i + ".invalid/")).build();
      assertThat(catchThrowable(() -> client.send(request, BodyHandlers.discarding()))).isNotNull();
    }

    assertThat(lab.sum("http_client_requests_total")).isEqualTo(1_000);
    assertThat(lab.series("http_client_requests_total{")).isEqualTo(51);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatTheClientThrowsIsTheVerySameObject(boolean observed) {
    List<Throwable> all = Outcomes.all();
    for (Throwable thrown : all) {
      HttpClient fake = new FakeHttpClient(thrown);
      HttpClient client = observed ? client(fake) : fake;
      int suppressed = thrown.getSuppressed().length;

      assertThat(catchThrowable(() -> client.send(request("/"), BodyHandlers.discarding())))
          .isSameAs(thrown);
      assertThat(
              client
                  .sendAsync(request("/"), BodyHandlers.discarding())
                  .handle((response, error) -> error)
                  .join())
          .isSameAs(thrown);
      assertThat(thrown.getSuppressed()).hasSize(suppressed);
    }

    if (observed) {
      await().until(() -> lab.sum("http_client_requests_total") == 2.0 * all.size());
      assertThat(lab.spans()).hasSize(2 * all.size());
      System.out.printf(
          "row 8: %d failures of the HTTP client, sent both ways, each the same object%n",
          all.size());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anInterruptEndsTheCallAsItWould(boolean observed) throws Exception {
    HttpClient client = observed ? client() : plain;
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    AtomicBoolean flag = new AtomicBoolean();
    Thread caller =
        new Thread(
            () -> {
              thrown.set(catchThrowable(() -> send(client, "/slow")));
              flag.set(Thread.currentThread().isInterrupted());
            });
    caller.start();
    await().until(() -> received.get() != null);
    caller.interrupt();
    caller.join();

    assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    assertThat(flag).isFalse();
    assertThat(lab.spans()).hasSize(observed ? 1 : 0);
  }

  @Test
  void anAsynchronousCallEndsWhenItCompletes() throws Exception {
    CompletableFuture<HttpResponse<Void>> future =
        client().sendAsync(request("/slow"), BodyHandlers.discarding());
    assertThat(lab.spans()).isEmpty();
    assertThat(Span.current().getSpanContext().isValid()).isFalse();
    release.countDown();

    assertThat(future.get().statusCode()).isEqualTo(200);
    assertThat(lab.span().getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
  }

  @Test
  void cancellingTheFutureCancelsTheRequest() {
    FakeHttpClient fake = new FakeHttpClient(null);
    CompletableFuture<HttpResponse<Void>> future =
        client(fake).sendAsync(request("/"), BodyHandlers.discarding(), null);
    future.cancel(true);

    assertThat(fake.last()).isSameAs(future).isCancelled();
    assertThat(lab.span().getAttributes().asMap().toString())
        .contains("java.util.concurrent.CancellationException");
  }

  @Test
  void aCallWithinACallIsItsChild() throws Exception {
    HttpClient inner = client();
    HttpClient outer =
        client(
            new FakeHttpClient(null) {
              @Override
              public <T> HttpResponse<T> send(
                  HttpRequest request, HttpResponse.BodyHandler<T> handler)
                  throws IOException, InterruptedException {
                return inner.send(request, handler);
              }
            });
    send(outer, "/");

    assertThat(lab.sum("http_client_requests_total")).isEqualTo(2);
    assertThat(lab.spans()).hasSize(2);
  }

  @Test
  void itsSettingsAreThoseOfTheClientUnderneath() {
    HttpClient client = client();

    assertThat(client.version()).isEqualTo(plain.version());
    assertThat(client.followRedirects()).isEqualTo(plain.followRedirects());
    assertThat(client.executor()).isEqualTo(plain.executor());
    assertThat(client.sslContext()).isSameAs(plain.sslContext());
    assertThat(client.connectTimeout()).isEqualTo(plain.connectTimeout());
    assertThat(client.authenticator()).isEqualTo(plain.authenticator());
    assertThat(client.cookieHandler()).isEqualTo(plain.cookieHandler());
    assertThat(client.proxy()).isEqualTo(plain.proxy());
    assertThat(client.newWebSocketBuilder()).isNotNull();
  }

  private HttpClient client() {
    return client(plain);
  }

  private HttpClient client(HttpClient underneath) {
    return ObservedHttpClient.of(lab.obs(), underneath);
  }

  private void send(HttpClient client, String path) throws IOException, InterruptedException {
    client.send(request(path), BodyHandlers.discarding());
  }

  private HttpRequest request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path)).build();
  }

  private int port() {
    return server.getAddress().getPort();
  }
}
