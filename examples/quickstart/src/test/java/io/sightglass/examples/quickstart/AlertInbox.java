// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.examples.quickstart;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A webhook that Alertmanager calls: every alert that it was told of, in order. */
final class AlertInbox implements AutoCloseable {

  /**
   * What the webhook was told of one alert.
   *
   * @param began when Prometheus let it fire
   */
  record Notice(String name, boolean firing, Instant began, Instant arrived) {}

  private final JsonMapper json = JsonMapper.builder().build();
  private final List<Notice> notices = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  private AlertInbox(HttpServer server) {
    this.server = server;
  }

  static AlertInbox start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    AlertInbox inbox = new AlertInbox(server);
    server.createContext(
        "/",
        exchange -> {
          inbox.take(exchange.getRequestBody().readAllBytes());
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    return inbox;
  }

  private void take(byte[] body) {
    Instant now = Instant.now();
    for (JsonNode alert : json.readTree(body).get("alerts")) {
      notices.add(
          new Notice(
              alert.get("labels").get("alertname").asString(),
              alert.get("status").asString().equals("firing"),
              Instant.parse(alert.get("startsAt").asString()),
              now));
    }
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  /** How many notices there were, to look only at those after it. */
  int mark() {
    return notices.size();
  }

  /** The alerts that fired after the mark, without the one that always does. */
  Set<String> fired(int mark) {
    return since(mark).stream()
        .filter(Notice::firing)
        .map(Notice::name)
        .filter(name -> !name.equals("Watchdog"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The first such notice after the mark. */
  Notice await(String name, boolean firing, int mark, Duration limit) {
    try {
      Awaitility.await(name + (firing ? " firing" : " ended"))
          .pollInterval(Duration.ofMillis(50))
          .atMost(limit)
          .until(() -> !matching(name, firing, mark).isEmpty());
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(e.getMessage() + "; told of " + since(mark), e);
    }
    return matching(name, firing, mark).get(0);
  }

  private List<Notice> matching(String name, boolean firing, int mark) {
    return since(mark).stream()
        .filter(notice -> notice.name().equals(name) && notice.firing() == firing)
        .toList();
  }

  private List<Notice> since(int mark) {
    List<Notice> all = new ArrayList<>(notices);
    return all.subList(mark, all.size());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
