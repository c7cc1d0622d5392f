// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.testkit;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;

/**
 * A stand-in for Sentry's intake on 127.0.0.1: takes envelopes of any SDK and keeps their events
 * and transactions.
 *
 * <pre>{@code
 * try (var sentry = SentryIntake.start()) {
 *   environment.put("SENTRY_DSN", sentry.dsn());
 *   JsonObject event = sentry.events().get(0);
 * }
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class SentryIntake implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService threads;
  private final List<JsonObject> events = new CopyOnWriteArrayList<>();
  private final List<JsonObject> transactions = new CopyOnWriteArrayList<>();
  private final List<String> envelopes = new CopyOnWriteArrayList<>();
  private final AtomicLong requests = new AtomicLong();
  private volatile int status = 200;

  private SentryIntake(HttpServer server) {
    this.server = server;
    threads = Executors.newFixedThreadPool(4, SentryIntake::daemon);
    server.setExecutor(threads);
    server.createContext("/", this::take);
    server.start();
  }

  /** Listens on a free port. */
  public static SentryIntake start() {
    try {
      return new SentryIntake(
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Thread daemon(Runnable work) {
    Thread made = new Thread(work, "sightglass-testkit-sentry");
    made.setDaemon(true);
    return made;
  }

  /** For {@code SENTRY_DSN}. */
  public String dsn() {
    return "http://publickey@127.0.0.1:" + server.getAddress().getPort() + "/1";
  }

  /** Answers with that status from here on; what comes with another than 200 is not kept. */
  public void answer(int next) {
    status = next;
  }

  /** The events so far, in the order they came. */
  public List<JsonObject> events() {
    return List.copyOf(events);
  }

  /** The transactions so far, in the order they came. */
  public List<JsonObject> transactions() {
    return List.copyOf(transactions);
  }

  /** All that came, as text. */
  public String received() {
    return String.join("\n", envelopes);
  }

  /** How many requests came, whatever the answer was. */
  public long requestCount() {
    return requests.get();
  }

  private void take(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    requests.incrementAndGet();
    int answer = status;
    if (answer == 200) {
      keep(plain(body, exchange.getRequestHeaders().getFirst("Content-Encoding")));
    }
    byte[] reply = "{}".getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer, reply.length);
    exchange.getResponseBody().write(reply);
    exchange.close();
  }

  private static String plain(byte[] body, String encoding) throws IOException {
    if (!"gzip".equals(encoding)) {
      return new String(body, StandardCharsets.UTF_8);
    }
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** A header, then for each item a line that says what it is and a line with it. */
  private void keep(String envelope) {
    List<String> lines = envelope.lines().toList();
    for (int i = 1; i + 1 < lines.size(); i += 2) {
      String type =
          JsonParser.parseString(lines.get(i)).getAsJsonObject().get("type").getAsString();
      JsonObject item = JsonParser.parseString(lines.get(i + 1)).getAsJsonObject();
      if (type.equals("event")) {
        events.add(item);
      } else if (type.equals("transaction")) {
        transactions.add(item);
      }
    }
    envelopes.add(envelope);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
