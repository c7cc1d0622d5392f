// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestParserTest {

  private static final String PLAIN =
      "GET /live?a=1 HTTP/1.1\r\nHost: x:9091\r\nAccept:  a \r\n\r\n";

  private final RequestParser parser = new RequestParser(Limits.standard());

  @Test
  void a_request_has_its_parts() throws Refused {
    Received request = parse(PLAIN);

    assertThat(request).isNotNull();
    assertThat(request.method()).isEqualTo("GET");
    assertThat(request.path()).isEqualTo("/live");
    assertThat(request.query()).isEqualTo("a=1");
    assertThat(request.headers("ACCEPT")).containsExactly("a");
    assertThat(request.headers("x-none")).isEmpty();
    assertThat(request.keepAlive()).isTrue();
    assertThat(parser.isBegun()).isFalse();
  }

  @Test
  void it_may_arrive_in_any_pieces() throws Refused {
    byte[] bytes = PLAIN.getBytes(StandardCharsets.US_ASCII);
    for (int cut = 1; cut < bytes.length; cut++) {
      assertThat(parser.parse(ByteBuffer.wrap(bytes, 0, cut))).as("cut at %d", cut).isNull();
      assertThat(parser.isBegun()).isTrue();
      assertThat(parser.parse(ByteBuffer.wrap(bytes, cut, bytes.length - cut)))
          .as("cut at %d", cut)
          .isNotNull();
    }
  }

  @Test
  void what_follows_a_request_is_left_for_the_next() throws Refused {
    ByteBuffer two = buffer(PLAIN + "\r\nHEAD / HTTP/1.0\r\n\r\nGE");

    assertThat(parser.parse(two)).extracting(Received::method).isEqualTo("GET");
    assertThat(parser.parse(two)).extracting(Received::method).isEqualTo("HEAD");
    assertThat(parser.parse(two)).isNull();
    assertThat(parser.isBegun()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET http://x:9091/live?b HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET HTTP://x/live HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /live HTTP/1.1\r\nHOST:x\r\n\r\n",
        "GET /live HTTP/1.1\r\nHost: [::1]:9091\r\n\r\n",
        "GET /live HTTP/1.1\r\nHost:\r\n\r\n",
        "GET /live HTTP/1.0\r\n\r\n",
        "\r\nGET /live HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /live HTTP/1.1\r\nHost: x\r\nX-Name: caf\u00e9\tand\r\n\r\n",
        "GET /live HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\n"
      })
  void what_the_standard_allows_is_read(String text) throws Refused {
    assertThat(parse(text)).isNotNull().extracting(Received::path).isEqualTo("/live");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nConnection: Close\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nConnection: te, close\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nConnection: te\r\nConnection: close\r\n\r\n"
      })
  void a_connection_ends_where_the_caller_says_so_or_is_old(String text) throws Refused {
    assertThat(parse(text)).isNotNull().extracting(Received::keepAlive).isEqualTo(false);
  }

  static Stream<Arguments> refused() {
    String ok = "GET / HTTP/1.1\r\nHost: x\r\n";
    return Stream.of(
        refusal(400, "\u0016\u0003\u0001\u0002\u0000\u0001", "TLS"),
        refusal(400, "GET /\r\n", "HTTP/0.9"),
        refusal(400, "GET  / HTTP/1.1\r\n", "two blanks"),
        refusal(400, "GET / HTTP/1.1 \r\n", "blank at the end"),
        refusal(400, " GET / HTTP/1.1\r\n", "blank first"),
        refusal(400, "GET\t/ HTTP/1.1\r\n", "tab"),
        refusal(400, "G(T / HTTP/1.1\r\n", "method"),
        refusal(400, "A".repeat(40), "no method"),
        refusal(400, "GET / HTTP/1.10\r\n", "version"),
        refusal(400, "GET / http/1.1\r\n", "version in lower case"),
        refusal(400, "GET / HTTP/1.1\n", "bare LF"),
        refusal(400, "GET / HTTP/1.1\rX", "bare CR"),
        refusal(400, "GET /a\0b HTTP/1.1\r\n", "NUL"),
        refusal(400, "GET /caf\u00e9 HTTP/1.1\r\n", "raw byte in the target"),
        refusal(400, "GET /a#b HTTP/1.1\r\n", "fragment"),
        refusal(400, "GET live HTTP/1.1\r\n", "relative"),
        refusal(400, "GET ftp://x/ HTTP/1.1\r\n", "other scheme"),
        refusal(400, "CONNECT x:80 HTTP/1.1\r\n", "authority form"),
        refusal(400, "\r\n\r\nGET / HTTP/1.1\r\n", "two empty lines"),
        refusal(400, "GET / HTTP/1.1\r\n\r\n", "no Host"),
        refusal(400, ok + "Host: y\r\n\r\n", "two Hosts"),
        refusal(400, "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", "bad Host"),
        refusal(400, "GET / HTTP/1.1\r\nHost: a b\r\n\r\n", "blank in Host"),
        refusal(400, ok + "X-A : 1\r\n", "blank before the colon"),
        refusal(400, ok + "X-A\r\n", "no colon"),
        refusal(400, ok + ": 1\r\n", "no name"),
        refusal(400, ok + "X-A: 1\r\n folded\r\n", "folded"),
        refusal(400, ok + "X-A: 1\u0001\r\n", "control"),
        refusal(400, ok + "X-A: 1\u007f\r\n", "DEL"),
        refusal(400, ok + "X-A: 1\nX-B: 2\r\n", "LF in a field"),
        refusal(400, ok + "Content-Length: 5\r\nContent-Length: 6\r\n\r\n", "two lengths"),
        refusal(400, ok + "Content-Length: 5, 5\r\n\r\n", "list of lengths"),
        refusal(400, ok + "Content-Length: -1\r\n\r\n", "negative"),
        refusal(400, ok + "Content-Length: +1\r\n\r\n", "signed"),
        refusal(400, ok + "Content-Length: 0x1\r\n\r\n", "hex"),
        refusal(400, ok + "Content-Length:\r\n\r\n", "empty length"),
        refusal(400, ok + "Content-Length: 99999999999999999999\r\n\r\n", "beyond long"),
        refusal(400, ok + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n", "both"),
        refusal(411, ok + "Transfer-Encoding: chunked\r\n\r\n", "chunked"),
        refusal(411, ok + "Transfer-Encoding: xchunked\r\n\r\n", "other coding"),
        refusal(413, ok + "Content-Length: 65537\r\n\r\n", "long body"),
        refusal(413, ok + "Content-Length: 999999999999999999\r\n\r\n", "huge body"),
        refusal(414, "GET /" + "a".repeat(8192) + " HTTP/1.1\r\n", "long target"),
        refusal(414, "GET /" + "a".repeat(9000), "target without an end"),
        refusal(417, ok + "Expect: 100-continue\r\n\r\n", "Expect"),
        refusal(431, ok + "X-A: " + "a".repeat(16 * 1024), "long field"),
        refusal(431, ok + ("X-A: " + "a".repeat(1000) + "\r\n").repeat(17), "long head"),
        refusal(431, ok + "X-A: 1\r\n".repeat(100), "many fields"),
        refusal(505, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "HTTP/2 preface"),
        refusal(505, "GET / HTTP/2.0\r\n", "HTTP/2"),
        refusal(505, "GET / HTTP/3.0\r\n", "HTTP/3"),
        refusal(505, "GET / HTTP/0.9\r\n", "HTTP/0.9 by name"));
  }

  @ParameterizedTest(name = "{2}: {0}")
  @MethodSource("refused")
  void what_is_not_well_formed_is_refused(int status, String text, String what) {
    assertThatThrownBy(() -> parse(text))
        .as(what)
        .isInstanceOfSatisfying(Refused.class, e -> assertThat(e.status()).isEqualTo(status))
        .hasNoCause();
  }

  @Test
  void the_longest_that_is_allowed_is_read() throws Refused {
    String target = "/" + "a".repeat(8191);
    assertThat(parse("GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n")).isNotNull();
    String head = "GET / HTTP/1.1\r\nHost: x\r\nX-A: ";
    String most = "a".repeat(16 * 1024 - head.length() - 4);
    assertThat(parse(head + most + "\r\n\r\n")).isNotNull();
    assertThat(parse("GET / HTTP/1.1\r\nHost: x\r\n" + "X-A: 1\r\n".repeat(99) + "\r\n"))
        .isNotNull();
  }

  @Test
  void random_bytes_are_read_or_refused_and_nothing_else() {
    Random random = new Random(20);
    int rounds = Boolean.getBoolean("sightglass.full") ? 2_000_000 : 50_000;
    int whole = 0;
    for (int i = 0; i < rounds; i++) {
      RequestParser fresh = new RequestParser(Limits.standard());
      byte[] bytes = i % 2 == 0 ? noise(random) : damaged(random);
      Throwable thrown = catchThrowable(() -> fresh.parse(ByteBuffer.wrap(bytes)));
      if (thrown == null) {
        whole++;
      } else {
        assertThat(thrown)
            .as("round %d: %s", i, Arrays.toString(bytes))
            .isInstanceOf(Refused.class);
      }
    }
    assertThat(whole).isBetween(1, rounds - 1);
    System.out.printf(
        "parser: %d of %d hostile heads were readable or incomplete%n", whole, rounds);
  }

  private static byte[] noise(Random random) {
    byte[] bytes = new byte[random.nextInt(200)];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] damaged(Random random) {
    byte[] bytes = PLAIN.getBytes(StandardCharsets.US_ASCII);
    for (int i = random.nextInt(3); i >= 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  private @Nullable Received parse(String text) throws Refused {
    return parser.parse(buffer(text));
  }

  private static ByteBuffer buffer(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static Arguments refusal(int status, String text, String what) {
    return Arguments.of(status, text, what);
  }
}
