// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightglass.endpoint.OpsResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ResponseHeadTest {

  private static final DateTimeFormatter IMF_FIXDATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US);

  @Test
  void dates_are_written_as_http_has_them() {
    LocalDateTime start = LocalDateTime.of(1999, 12, 31, 23, 59, 58);
    for (int i = 0; i < 1_000; i++) {
      // Neither of the steps divides the other: every day, month, hour, minute and second occurs.
      LocalDateTime time = start.plusDays(i * 11L).plusSeconds(i * 3_671L);
      assertThat(ResponseHead.date(time)).isEqualTo(IMF_FIXDATE.format(time));
    }
  }

  @Test
  void aHeadHasADateAndTheFieldsOfTheAnswerButForThoseOfThePortItself() {
    OpsResponse answer =
        OpsResponse.text(200, "text/plain", "ok")
            .withHeader("Retry-After", "5")
            .withHeader("Date", "never");
    String head = new String(ResponseHead.encode(answer, true), StandardCharsets.ISO_8859_1);
    assertThat(head)
        .startsWith("HTTP/1.1 200 OK\r\nDate: ")
        .contains(" GMT\r\n", "\r\nRetry-After: 5\r\n", "\r\nContent-Length: 2\r\n")
        .doesNotContain("never")
        .endsWith("\r\nConnection: close\r\n\r\n");
  }
}
