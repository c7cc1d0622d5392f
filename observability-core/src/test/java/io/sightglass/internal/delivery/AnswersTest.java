// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

/** What answers and failures of a receiver are taken for. */
class AnswersTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final long SECOND = 1_000_000_000;

  @Test
  void the_wait_that_is_asked_for_is_read_in_both_forms() {
    assertThat(HttpAnswers.retryAfter("7", NOW)).isEqualTo(7 * SECOND);
    assertThat(HttpAnswers.retryAfter(" 3600 ", NOW)).isEqualTo(3600 * SECOND);
    assertThat(HttpAnswers.retryAfter("Fri, 2 Jan 2026 03:04:35 GMT", NOW)).isEqualTo(30 * SECOND);
    assertThat(HttpAnswers.retryAfter("Fri, 2 Jan 2026 03:04:00 GMT", NOW)).isZero();
    assertThat(HttpAnswers.retryAfter("99999999999999999999", NOW)).isEqualTo(Long.MAX_VALUE);
    for (String odd : new String[] {"", "soon", "-5", "1.5", "0", "Fri, 32 Jan"}) {
      assertThat(HttpAnswers.retryAfter(odd, NOW)).as(odd).isZero();
    }
  }

  @Test
  void a_partial_success_says_how_many_were_rejected() {
    // partial_success { rejected_spans: 300, error_message: "no" }
    byte[] some = {0x0a, 7, 0x08, (byte) 0xac, 0x02, 0x12, 2, 'n', 'o'};
    assertThat(PartialSuccess.rejected(some)).isEqualTo(300);
    byte[] otherOrder = {0x12, 1, 'x', 0x0a, 6, 0x12, 2, 'n', 'o', 0x08, 5};
    assertThat(PartialSuccess.rejected(otherOrder)).isEqualTo(5);
    assertThat(PartialSuccess.rejected(new byte[0])).isZero();
    assertThat(PartialSuccess.rejected(new byte[] {0x0a, 0})).isZero();
    assertThat(PartialSuccess.rejected("<html>busy</html>".getBytes(StandardCharsets.UTF_8)))
        .isZero();
  }

  @Test
  void no_answer_can_make_it_throw() {
    Random random = new Random(7);
    for (int i = 0; i < 100_000; i++) {
      byte[] bytes = new byte[random.nextInt(24)];
      random.nextBytes(bytes);
      assertThat(PartialSuccess.rejected(bytes)).isNotNegative();
    }
  }

  @Test
  void failures_are_told_by_what_they_mean() {
    assertThat(Failures.of(new CompletionException(new ConnectException())))
        .isEqualTo(Outcome.unreachable("connection refused"));
    assertThat(Failures.of(new UnknownHostException("x")))
        .isEqualTo(Outcome.unreachable("unknown host"));
    assertThat(Failures.of(new SSLHandshakeException("secret")))
        .isEqualTo(Outcome.unreachable("TLS failed"));
    assertThat(Failures.of(new HttpTimeoutException("x")).kind()).isEqualTo(Outcome.Kind.NO_ANSWER);
    assertThat(Failures.of(new java.io.IOException("planted secret")).cause())
        .isEqualTo("the connection ended without an answer (IOException)");
  }
}
