// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostileCallersTest {

  private static final Limits SHORT = Limits.standard().withDeadlines(Duration.ofMillis(300));
  private static final String HALF = "GET /live HTTP/1.1\r\nHo";

  @ParameterizedTest
  @CsvSource({
    "400, MALFORMED, 'GET /\\r\\n'",
    "400, MALFORMED, 'GET /live HTTP/1.1\\r\\nX: a\\r\\n folded\\r\\n\\r\\n'",
    "400, MALFORMED, 'GET /live HTTP/1.1\\r\\nHost: a/b\\r\\n\\r\\n'",
    "411, BODY, 'GET /live HTTP/1.1\\r\\nHost: x\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\nFFFFFFFF\\r\\n'",
    "413, BODY, 'GET /live HTTP/1.1\\r\\nHost: x\\r\\nContent-Length: 1000000000\\r\\n\\r\\n'",
    "505, VERSION, 'PRI * HTTP/2.0\\r\\n\\r\\nSM\\r\\n\\r\\n'"
  })
  void what_cannot_be_served_is_answered_counted_and_closed(
      int status, Rejection reason, String escaped) {
    try (OpsPort port = OpsPort.open();
        RawClient client = port.call()) {
      RawClient.Answer answer = client.send(escaped.translateEscapes()).answer();

      assertThat(answer.status()).isEqualTo(status);
      assertThat(answer.headers()).containsEntry("connection", "close").doesNotContainKey("server");
      assertThat(client.isClosed()).isTrue();
      assertThat(port.rejected(reason)).isEqualTo(1);
      assertThat(RawClient.get(port.number(), "/live").status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @CsvSource({"URL_TOO_LONG, 414, 'GET /'", "HEADER_TOO_LARGE, 431, 'GET / HTTP/1.1\\r\\nX: '"})
  void a_megabyte_is_refused_early_and_the_caller_learns_why(
      Rejection reason, int status, String beginning) {
    byte[] megabyte = "a".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
    try (OpsPort port = OpsPort.open();
        RawClient client = port.call()) {
      client.send(beginning.translateEscapes()).trySend(megabyte);

      assertThat(client.answer().status()).isEqualTo(status);
      assertThat(port.rejected(reason)).isEqualTo(1);
    }
  }

  @Test
  void a_request_behind_a_refused_one_is_not_read() {
    try (OpsPort port = OpsPort.open();
        RawClient client = port.call()) {
      client.send("GET /live HTTP/9.9\r\n\r\n" + OpsPort.GET_LIVE);

      assertThat(client.answer().status()).isEqualTo(505);
      assertThat(client.isClosed()).isTrue();
    }
  }

  @Test
  void a_head_that_does_not_end_is_given_up() {
    try (OpsPort port = OpsPort.open(SHORT);
        RawClient silent = port.call();
        RawClient slow = port.call();
        RawClient body = port.call()) {
      slow.send(HALF);
      body.send("GET /live HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc");

      assertThat(slow.answer().status()).isEqualTo(408);
      assertThat(body.answer().status()).isEqualTo(408);
      assertThat(silent.isClosed()).isTrue();
      assertThat(port.rejected(Rejection.HEADER_TIMEOUT)).isEqualTo(3);
    }
  }

  @Test
  void bytes_that_drip_in_do_not_move_the_deadline() {
    try (OpsPort port = OpsPort.open(SHORT);
        RawClient client = port.call()) {
      client.send("GET /live HTTP/1.1\r\n");
      await()
          .pollInterval(Duration.ofMillis(20))
          .until(
              () -> {
                client.trySend(new byte[] {'X', ':', '1', '\r', '\n'});
                return port.rejected(Rejection.HEADER_TIMEOUT) == 1;
              });
    }
  }

  @Test
  void an_idle_connection_ends_without_being_called_a_failure() {
    try (OpsPort port = OpsPort.open(SHORT);
        RawClient client = port.call()) {
      assertThat(client.send(OpsPort.GET_LIVE).answer().status()).isEqualTo(200);
      assertThat(client.isClosed()).isTrue();
      assertThat(port.rejected(Rejection.HEADER_TIMEOUT)).isZero();
    }
  }

  @Test
  void an_endpoint_that_does_not_answer_is_given_up_for_its_caller() {
    try (OpsPort port = OpsPort.open(SHORT);
        RawClient client = port.call()) {
      assertThat(client.send("GET /stuck HTTP/1.1\r\nHost: x\r\n\r\n").answer().status())
          .isEqualTo(503);
      assertThat(client.isClosed()).isTrue();
      assertThat(port.rejected(Rejection.ENDPOINT_TIMEOUT)).isEqualTo(1);

      port.release.countDown();
      await()
          .untilAsserted(
              () ->
                  assertThat(RawClient.get(port.number(), "/stuck").text()).isEqualTo("released"));
    }
  }

  @Test
  void a_reader_that_stops_reading_is_given_up() {
    try (OpsPort port = OpsPort.open(SHORT, large());
        RawClient client = port.call()) {
      client.send("GET /large HTTP/1.1\r\nHost: x\r\n\r\n");

      await().until(() -> port.rejected(Rejection.WRITE_TIMEOUT) == 1);
      assertThat(RawClient.get(port.number(), "/live").status()).isEqualTo(200);
    }
  }

  @Test
  void at_the_limit_the_oldest_half_open_one_gives_way() {
    try (OpsPort port = OpsPort.open(Limits.standard().withConnections(4))) {
      RawClient used = port.call();
      assertThat(used.send(OpsPort.GET_LIVE).answer().status()).isEqualTo(200);
      List<RawClient> half = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        half.add(port.call().send(HALF));
      }

      assertThat(half.get(0).isClosed()).isTrue();
      assertThat(port.rejected(Rejection.EVICTED)).isEqualTo(1);
      for (RawClient young : half.subList(1, 4)) {
        assertThat(young.send("st: x\r\n\r\n").answer().text()).isEqualTo("alive");
      }
      assertThat(used.send(OpsPort.GET_LIVE).answer().text()).isEqualTo("alive");
      half.forEach(RawClient::close);
      used.close();
    }
  }

  @Test
  void many_at_once_are_heard_before_any_gives_way() {
    try (OpsPort port = OpsPort.open(Limits.standard().withConnections(4))) {
      List<RawClient> many = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        many.add(port.call().send(HALF));
      }
      await().until(() -> port.rejected(Rejection.EVICTED) == 96);
      assertThat(RawClient.get(port.number(), "/live").text()).isEqualTo("alive");
      assertThat(many.subList(0, 96)).allMatch(RawClient::isClosed);
      many.forEach(RawClient::close);
    }
  }

  @Test
  void readers_that_stop_reading_give_way_too() {
    try (OpsPort port = OpsPort.open(Limits.standard().withConnections(4), large())) {
      List<RawClient> idle = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        idle.add(port.call().send("GET /large HTTP/1.1\r\nHost: x\r\n\r\n"));
        assertThat(idle.get(i).answerToHead().status()).isEqualTo(200);
      }
      await().until(() -> port.rejected(Rejection.EVICTED) == 1);
      assertThat(RawClient.get(port.number(), "/live").text()).isEqualTo("alive");
      idle.forEach(RawClient::close);
    }
  }

  @Test
  void random_bytes_never_stop_the_loop() throws IOException {
    Random random = new Random(7);
    int rounds = Boolean.getBoolean("sightglass.full") ? 20_000 : 300;
    try (OpsPort port = OpsPort.open()) {
      for (int i = 0; i < rounds; i++) {
        byte[] bytes = new byte[random.nextInt(i % 10 == 0 ? 60_000 : 300)];
        random.nextBytes(bytes);
        try (RawClient client = port.call()) {
          client.trySend(bytes);
          if (i % 3 == 0) {
            client.socket().setSoLinger(true, 0);
          }
        }
      }
      assertThat(RawClient.get(port.number(), "/live").text()).isEqualTo("alive");
      assertThat(port.rejected(Rejection.MALFORMED)).isPositive();
    }
  }

  static List<byte[]> large() {
    return Collections.nCopies(640, new byte[64 * 1024]);
  }
}
