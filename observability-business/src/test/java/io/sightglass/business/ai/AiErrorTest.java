// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.ai;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AiErrorTest {

  private final AiErrors errors = new AiErrors(List.of());

  @ParameterizedTest
  @CsvSource({
    "400, invalid_request",
    "401, auth",
    "403, auth",
    "404, invalid_request",
    "408, timeout",
    "413, context_length",
    "422, invalid_request",
    "429, rate_limit",
    "500, server_error",
    "503, server_error",
    "504, timeout",
    "529, server_error",
    "200, unknown",
    "0,   unknown",
    "-1,  unknown",
  })
  void aStatusHasAKind(int status, String label) {
    assertThat(AiError.ofStatus(status).label()).isEqualTo(label);
  }

  @ParameterizedTest
  @MethodSource
  void whatTheJdkThrowsHasAKind(Throwable failure, AiError kind) {
    assertThat(errors.kind(failure)).isEqualTo(kind);
  }

  static Stream<Arguments> whatTheJdkThrowsHasAKind() {
    return Stream.of(
        Arguments.of(new SocketTimeoutException(), AiError.TIMEOUT),
        Arguments.of(new InterruptedIOException(), AiError.TIMEOUT),
        Arguments.of(new HttpTimeoutException("x"), AiError.TIMEOUT),
        Arguments.of(new CompletionException(new TimeoutException()), AiError.TIMEOUT),
        Arguments.of(new ConnectException(), AiError.NETWORK),
        Arguments.of(new UnknownHostException(), AiError.NETWORK),
        Arguments.of(new UncheckedIOException(new IOException()), AiError.NETWORK),
        Arguments.of(new IllegalStateException(), AiError.UNKNOWN),
        Arguments.of(new StackOverflowError(), AiError.UNKNOWN));
  }

  @Test
  void noFailureIsOneThatIsNotKnown() {
    assertThat(errors.kind(null)).isEqualTo(AiError.UNKNOWN);
  }

  @Test
  void causesThatGoInACircleOrThrowEnd() {
    Exception first = new Exception("first");
    Exception second = new Exception("second", first);
    first.initCause(second);
    Exception hostile =
        new Exception("hostile") {
          @Override
          public synchronized Throwable getCause() {
            throw new IllegalStateException("no");
          }
        };

    assertThat(errors.kind(first)).isEqualTo(AiError.UNKNOWN);
    assertThat(errors.kind(hostile)).isEqualTo(AiError.UNKNOWN);
    assertThat(AiErrors.isCancellation(first)).isFalse();
    assertThat(AiErrors.isCancellation(hostile)).isFalse();
  }
}
