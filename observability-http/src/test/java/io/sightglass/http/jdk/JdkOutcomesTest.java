// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.context.Context;
import io.sightglass.http.HttpServerObserver;
import io.sightglass.http.Lab;
import io.sightglass.http.Outcomes;
import io.sightglass.http.RawHttp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows 8 and 2: the app sees what it would see without the filter; labels stay few. */
class JdkOutcomesTest {

  private final Lab lab = Lab.open();
  private final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
  private final AtomicReference<Throwable> toThrow = new AtomicReference<>();
  private @Nullable HttpServer server;

  private record Outcome(
      @Nullable Throwable thrown, int suppressed, boolean interrupted, boolean clean) {}

  @AfterEach
  void stop() {
    if (server != null) {
      server.stop(0);
    }
    lab.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatTheHandlerThrowsGoesOnAsItIs(boolean observed) throws Exception {
    HttpServer on = start(observed);
    List<Throwable> all = Outcomes.all();
    for (Throwable thrown : all) {
      int suppressed = thrown.getSuppressed().length;
      toThrow.set(thrown);
      RawHttp.get(on.getAddress().getPort(), "/throws", "");

      Outcome outcome = outcome();
      assertThat(outcome.thrown()).isSameAs(thrown);
      assertThat(outcome.suppressed()).isEqualTo(suppressed);
      assertThat(outcome.clean()).isTrue();
    }

    if (observed) {
      lab.awaitRequests(all.size());
      assertThat(
              lab.value(
                  "http_requests_total{method=\"GET\",route=\"/throws\",status_code=\"500\"}"))
          .isEqualTo(all.size());
      assertThat(lab.spans()).hasSize(all.size());
      assertThat(lab.obs().lifecycle().inFlight()).isZero();
      System.out.printf(
          "row 8: %d failures through the JDK server's filter, each the same object%n", all.size());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theInterruptFlagStaysAsTheHandlerLeftIt(boolean observed) throws Exception {
    HttpServer on = start(observed);
    RawHttp.get(on.getAddress().getPort(), "/interrupts", "");

    assertThat(outcome().interrupted()).isTrue();
  }

  @Test
  void aStatusThatWasSentCountsThoughTheHandlerThenThrows() throws Exception {
    HttpServer on = start(true);
    toThrow.set(new IOException("client gone"));
    RawHttp.get(on.getAddress().getPort(), "/late", "");

    assertThat(outcome().thrown()).isSameAs(toThrow.get());
    lab.awaitRequests(1);
    assertThat(lab.value("http_requests_total{method=\"GET\",route=\"/late\",status_code=\"200\"}"))
        .isEqualTo(1);
  }

  @Test
  void noMethodHostAgentOrTypeMakesASeries() throws Exception {
    HttpServer on = start(true);
    int requests = Boolean.getBoolean("sightglass.full") ? 100_000 : 1_000;
    Random random = new Random(2);
    for (int i = 0; i < requests; i++) {
      String method =
          "M" + Long.toString(random.nextLong() >>> 1, 36).toUpperCase(java.util.Locale.ROOT);
      String answer =
          RawHttp.send(
              on.getAddress().getPort(),
              (random.nextInt(3) == 0 ? "GET" : method)
                  + " /"
                  + (random.nextBoolean() ? "none" : "x" + i)
                  + " HTTP/1.1\r\nHost: h"
                  + i
                  + ".example\r\nUser-Agent: agent/"
                  + i
                  + "\r\nContent-Type: text/t"
                  + i
                  + "\r\nX-Status: "
                  + (100 + random.nextInt(900))
                  + "\r\nConnection: close\r\n\r\n");
      assertThat(answer).isNotNull();
    }

    lab.awaitRequests(requests);
    assertThat(lab.sum("http_requests_total")).isEqualTo(requests);
    assertThat(lab.series("http_requests_total{")).isLessThanOrEqualTo(300);
    assertThat(lab.scrape()).doesNotContain("agent/", ".example", "text/t", "/x1");
    System.out.printf(
        "row 2: %d requests, %d series of http_requests_total%n",
        requests, lab.series("http_requests_total{"));
  }

  private HttpServer start(boolean observed) throws IOException {
    HttpServer started =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server = started;
    var context = started.createContext("/", this::handle);
    context.getFilters().add(new Witness());
    if (observed) {
      context
          .getFilters()
          .add(
              JdkHttp.observe(
                  HttpServerObserver.of(lab.obs(), "/throws", "/interrupts", "/late", "/none")));
    }
    started.start();
    return started;
  }

  private void handle(HttpExchange exchange) throws IOException {
    switch (exchange.getRequestURI().getPath()) {
      case "/throws" -> Outcomes.<RuntimeException>raise(toThrow.get());
      case "/interrupts" -> {
        exchange.sendResponseHeaders(200, -1);
        Thread.currentThread().interrupt();
      }
      case "/late" -> {
        exchange.sendResponseHeaders(200, -1);
        Outcomes.<RuntimeException>raise(toThrow.get());
      }
      default -> {
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
      }
    }
  }

  private Outcome outcome() throws InterruptedException {
    Outcome outcome = outcomes.poll(20, TimeUnit.SECONDS);
    assertThat(outcome).isNotNull();
    return outcome;
  }

  /** Stands where the server stands, outside the filter under test. */
  private final class Witness extends Filter {

    @Override
    public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
      Throwable thrown = null;
      try {
        chain.doFilter(exchange);
      } catch (Throwable e) {
        thrown = e;
      }
      outcomes.add(
          new Outcome(
              thrown,
              thrown == null ? 0 : thrown.getSuppressed().length,
              Thread.interrupted(),
              Context.current() == Context.root()));
      exchange.close();
    }

    @Override
    public String description() {
      return "witness";
    }
  }
}
