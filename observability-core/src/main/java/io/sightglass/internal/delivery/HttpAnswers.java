// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.delivery;

import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.TimeUnit;

/** What an answer over HTTP means, by OTLP's rules. */
final class HttpAnswers {

  private static final int LONGEST_NUMBER = 9;

  private HttpAnswers() {}

  static Outcome of(HttpResponse<byte[]> response) {
    int status = response.statusCode();
    if (status >= 200 && status < 300) {
      return Outcome.acknowledged(PartialSuccess.rejected(response.body()));
    }
    String cause = "HTTP " + status;
    return switch (status) {
      case 429, 502, 503, 504 ->
          Outcome.busy(
              cause,
              retryAfter(response.headers().firstValue("Retry-After").orElse(""), Instant.now()));
      default -> Outcome.refused(cause);
    };
  }

  /** In nanoseconds; 0 where it does not say, or says something else. */
  static long retryAfter(String header, Instant now) {
    String text = header.strip();
    if (text.isEmpty()) {
      return 0;
    }
    if (text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return text.length() > LONGEST_NUMBER
          ? Long.MAX_VALUE
          : TimeUnit.SECONDS.toNanos(Long.parseLong(text));
    }
    try {
      Instant until = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text));
      long seconds = Duration.between(now, until).toSeconds();
      return seconds <= 0 ? 0 : TimeUnit.SECONDS.toNanos(Math.min(seconds, 1_000_000));
    } catch (DateTimeException malformed) {
      return 0;
    }
  }
}
