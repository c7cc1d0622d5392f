// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.sightglass.Observability;
import io.sightglass.config.Setting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObservabilityServerTest {

  private static final String COUNTED = "GET /counted HTTP/1.1\r\nHost: x\r\n\r\n";

  private final OpsPort port = OpsPort.open();

  @AfterEach
  void close() {
    port.close();
  }

  @Test
  void an_ordinary_client_reads_the_metrics() throws Exception {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port.number() + "/metrics"))
                    .build(),
                HttpResponse.BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
    assertThat(answer.body()).contains("sightglass_http_rejected_total{reason=\"evicted\"} 0.0");
  }

  @Test
  void answers_name_no_software() {
    for (String path : List.of("/live", "/slow", "/nowhere", "/broken")) {
      assertThat(RawClient.get(port.number(), path).headers())
          .containsKeys("date", "content-length", "cache-control")
          .containsEntry("connection", "close")
          .doesNotContainKeys("server", "x-powered-by", "via");
    }
  }

  @Test
  void a_connection_is_used_again() {
    try (RawClient client = port.call()) {
      for (int i = 0; i < 3; i++) {
        assertThat(client.send(OpsPort.GET_LIVE).answer().text()).isEqualTo("alive");
      }
      RawClient.Answer head = client.send("HEAD /live HTTP/1.1\r\nHost: x\r\n\r\n").answerToHead();
      assertThat(head.headers())
          .containsEntry("content-length", "5")
          .doesNotContainKey("connection");
      assertThat(
              client
                  .send("POST /live HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc")
                  .answer()
                  .status())
          .isEqualTo(405);
      assertThat(client.send(OpsPort.GET_LIVE).answer().text()).isEqualTo("alive");
    }
  }

  @Test
  void requests_sent_ahead_are_answered_in_order() {
    try (RawClient client = port.call()) {
      String slow = "GET /slow HTTP/1.1\r\nHost: x\r\n\r\n";
      String none = "GET /nowhere HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nbody";
      client.send((OpsPort.GET_LIVE + slow + none).repeat(100));
      for (int i = 0; i < 100; i++) {
        assertThat(client.answer().text()).isEqualTo("alive");
        assertThat(client.answer().text()).isEqualTo("made by a worker");
        assertThat(client.answer().status()).isEqualTo(404);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/broken", "/broken-at-once"})
  void an_endpoint_that_throws_costs_its_caller_alone(String path) {
    RawClient.Answer answer = RawClient.get(port.number(), path);

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.text()).isEqualTo("Internal error\n");
    assertThat(RawClient.get(port.number(), "/live").status()).isEqualTo(200);
  }

  @Test
  void an_endpoint_that_interrupts_its_thread_does_no_harm() {
    assertThat(RawClient.get(port.number(), "/interrupt").status()).isEqualTo(200);
    assertThat(RawClient.get(port.number(), "/live").status()).isEqualTo(200);
    assertThat(RawClient.get(port.number(), "/slow").status()).isEqualTo(200);
  }

  @Test
  void an_endpoint_that_never_returns_leaves_the_others_alone() {
    List<RawClient> waiting = new ArrayList<>();
    try {
      for (int i = 0; i < 20; i++) {
        waiting.add(port.call().send("GET /stuck HTTP/1.1\r\nHost: x\r\n\r\n"));
      }
      assertThat(RawClient.get(port.number(), "/live").status()).isEqualTo(200);
      assertThat(RawClient.get(port.number(), "/slow").status()).isEqualTo(200);
      assertThat(RawClient.get(port.number(), "/metrics").status()).isEqualTo(200);

      port.release.countDown();
      for (RawClient client : waiting) {
        assertThat(client.answer().text()).isEqualTo("released");
      }
    } finally {
      waiting.forEach(RawClient::close);
    }
  }

  @Test
  void those_who_ask_the_same_share_an_answer_that_is_not_older_than_their_question() {
    List<RawClient> callers = new ArrayList<>();
    try (RawClient first = port.call().send(COUNTED)) {
      await().until(() -> port.counted.get() == 1);
      for (int i = 0; i < 30; i++) {
        callers.add(port.call().send(COUNTED));
      }
      RawClient other = port.call().send("HEAD" + COUNTED.substring(3));
      callers.add(other);
      // The loop has read them all once it answers somebody who came later, twice.
      assertThat(RawClient.get(port.number(), "/live").status()).isEqualTo(200);
      assertThat(RawClient.get(port.number(), "/live").status()).isEqualTo(200);
      port.release.countDown();

      assertThat(first.answer().text()).isEqualTo("1");
      for (RawClient caller : callers.subList(0, 30)) {
        assertThat(caller.answer().text()).isEqualTo("2");
      }
      assertThat(other.answerToHead().status()).isEqualTo(200);
      assertThat(port.counted.get()).isEqualTo(3);
    } finally {
      callers.forEach(RawClient::close);
    }
  }

  @Test
  void too_much_waiting_work_is_turned_away_and_counted() {
    int queue = Limits.standard().queue();
    List<RawClient> waiting = new ArrayList<>();
    try {
      waiting.add(port.call().send("GET /stuck HTTP/1.1\r\nHost: x\r\n\r\n"));
      // While it runs, no thread takes another of its kind, so a full queue stays full.
      await().until(() -> port.stuck.get() == 1);
      for (int i = 0; i < queue + 2; i++) {
        waiting.add(port.call().send("GET /stuck?" + i + " HTTP/1.1\r\nHost: x\r\n\r\n"));
      }
      await().untilAsserted(() -> assertThat(port.rejected(Rejection.BUSY)).isPositive());
      assertThat(RawClient.get(port.number(), "/slow").status()).isEqualTo(503);
      assertThat(RawClient.get(port.number(), "/live").status()).isEqualTo(200);
    } finally {
      waiting.forEach(RawClient::close);
    }
  }

  @Test
  void three_threads_serve_the_port_and_end_with_it() {
    assertThat(threads())
        .containsExactlyInAnyOrder(
            "sightglass-ops", "sightglass-ops-worker-1", "sightglass-ops-worker-2");

    port.server.close();
    port.server.close();

    await().untilAsserted(() -> assertThat(threads()).isEmpty());
  }

  @Test
  void the_app_that_stops_closes_the_port() {
    port.obs.close();

    await().untilAsserted(() -> assertThat(threads()).isEmpty());
  }

  @Test
  void a_port_that_is_taken_is_reported_and_the_app_goes_on() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Observability obs = app(taken.getLocalPort(), false);
        ObservabilityServer server = ObservabilityServer.start(obs)) {
      assertThat(server.port()).isEqualTo(-1);
      assertThat(obs.report()).contains("could not be opened");
    }
  }

  @Test
  void under_strict_a_port_that_is_taken_stops_the_start() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Observability obs = app(taken.getLocalPort(), true)) {
      assertThatIllegalStateException()
          .isThrownBy(() -> ObservabilityServer.start(obs))
          .withMessageStartingWith("SG-0104 127.0.0.1:" + taken.getLocalPort())
          .withMessageContaining("METRICS_PORT");
    }
  }

  @Test
  void a_host_that_is_none_of_ours_is_reported_too() {
    try (ObservabilityServer server =
        ObservabilityServer.builder(port.obs).host("192.0.2.1").port(0).start()) {
      assertThat(server.port()).isEqualTo(-1);
      assertThat(server.host()).isEqualTo("192.0.2.1");
    }
  }

  @Test
  void numbers_out_of_range_are_mistakes() {
    ObservabilityServer.Builder builder = ObservabilityServer.builder(port.obs);

    assertThatIllegalArgumentException().isThrownBy(() -> builder.port(-1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.port(65_536))
        .withMessage("port: 0 to 65535, was 65536");
    assertThatIllegalArgumentException().isThrownBy(() -> builder.maxConnections(3));
  }

  private static Observability app(int port, boolean strict) {
    return Observability.builder("test")
        .environment(Map.of())
        .set(Setting.METRICS_PORT, Integer.toString(port))
        .set(Setting.STRICT, Boolean.toString(strict))
        .build();
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("sightglass-ops"))
        .toList();
  }
}
