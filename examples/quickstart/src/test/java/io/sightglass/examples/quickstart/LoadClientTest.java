// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoadClientTest {

  private static final List<Operation> FILE =
      List.of(
          new Operation("POST", "/invoices", "{\"number\":\"INV-{run}-1\"}", 201),
          new Operation("GET", "/invoices/INV-{run}-1", null, 200));

  private final List<String> received = new CopyOnWriteArrayList<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          received.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
          exchange.sendResponseHeaders(body.isEmpty() ? 200 : 201, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private LoadClient client(int rate, int rounds) {
    URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return new LoadClient(address, FILE, new AppSettings("127.0.0.1", 0, rate, rounds, 1, false));
  }

  @Test
  void itPostsTheFileInOrderOnceForEachRound() throws Exception {
    try (LoadClient client = client(200, 2)) {
      client.start();
      Awaitility.await().until(client::isDone);
    }
    assertThat(received)
        .containsExactly(
            "POST /invoices {\"number\":\"INV-1-1\"}",
            "GET /invoices/INV-1-1 ",
            "POST /invoices {\"number\":\"INV-2-1\"}",
            "GET /invoices/INV-2-1 ");
  }

  @Test
  void aClosedClientPostsNothingMore() throws Exception {
    LoadClient client = client(1_000, 0);
    client.start();
    Awaitility.await().until(() -> received.size() > 10);
    client.close();
    int then = received.size();
    Awaitility.await()
        .during(java.time.Duration.ofMillis(200))
        .until(() -> received.size() == then);
  }

  @Test
  void aServiceThatIsGoneDoesNotStopIt() throws Exception {
    server.stop(0);
    try (LoadClient client = client(1_000, 3)) {
      client.start();
      Awaitility.await().until(client::isDone);
    }
    assertThat(received).isEmpty();
  }

  @Test
  void pausesAreTheSameForTheSameSeedAndHaveTheRateAsTheirMean() {
    long[] pauses = pauses(5);
    assertThat(pauses).isEqualTo(pauses(5)).isNotEqualTo(pauses(6));
    assertThat(LongStream.of(pauses).min().orElseThrow()).isGreaterThanOrEqualTo(25_000_000);
    assertThat(LongStream.of(pauses).max().orElseThrow()).isLessThanOrEqualTo(75_000_000);
    assertThat(LongStream.of(pauses).average().orElseThrow()).isBetween(49e6, 51e6);
  }

  private static long[] pauses(long seed) {
    Random random = new Random(seed);
    return LongStream.generate(() -> LoadClient.pause(random, 20)).limit(10_000).toArray();
  }
}
