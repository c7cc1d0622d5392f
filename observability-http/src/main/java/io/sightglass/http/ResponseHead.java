// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http;

import io.sightglass.endpoint.OpsResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Writes status lines and fields. */
final class ResponseHead {

  // A DateTimeFormatter would load the names of days and months in all languages.
  private static final String DAYS = "MonTueWedThuFriSatSun";
  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
  // What the port itself says about the connection and the body.
  private static final Set<String> OURS =
      Set.of("connection", "content-length", "date", "keep-alive", "transfer-encoding");
  private static final Map<Integer, String> REASONS =
      Map.ofEntries(
          Map.entry(200, "OK"),
          Map.entry(204, "No Content"),
          Map.entry(400, "Bad Request"),
          Map.entry(401, "Unauthorized"),
          Map.entry(404, "Not Found"),
          Map.entry(405, "Method Not Allowed"),
          Map.entry(406, "Not Acceptable"),
          Map.entry(408, "Request Timeout"),
          Map.entry(411, "Length Required"),
          Map.entry(413, "Content Too Large"),
          Map.entry(414, "URI Too Long"),
          Map.entry(417, "Expectation Failed"),
          Map.entry(431, "Request Header Fields Too Large"),
          Map.entry(500, "Internal Server Error"),
          Map.entry(503, "Service Unavailable"),
          Map.entry(505, "HTTP Version Not Supported"));

  private ResponseHead() {}

  static byte[] encode(OpsResponse answer, boolean close) {
    StringBuilder out = new StringBuilder(256);
    out.append("HTTP/1.1 ").append(answer.status()).append(' ').append(reason(answer.status()));
    field(out, "Date", date(LocalDateTime.now(ZoneOffset.UTC)));
    for (Map.Entry<String, String> header : answer.headers().entrySet()) {
      if (!OURS.contains(header.getKey().toLowerCase(Locale.ROOT))) {
        field(out, header.getKey(), header.getValue());
      }
    }
    if (answer.status() != 204 && answer.status() != 304) {
      field(out, "Content-Length", Long.toString(answer.length()));
    }
    if (close) {
      field(out, "Connection", "close");
    }
    return out.append("\r\n\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  /** As HTTP writes it (IMF-fixdate): {@code Fri, 20 Nov 2026 22:11:38 GMT}. */
  static String date(LocalDateTime utc) {
    StringBuilder out = new StringBuilder(29);
    int day = 3 * (utc.getDayOfWeek().getValue() - 1);
    int month = 3 * (utc.getMonthValue() - 1);
    out.append(DAYS, day, day + 3).append(", ");
    two(out, utc.getDayOfMonth()).append(' ').append(MONTHS, month, month + 3).append(' ');
    two(out, utc.getYear() / 100);
    two(out, utc.getYear() % 100).append(' ');
    two(out, utc.getHour()).append(':');
    two(out, utc.getMinute()).append(':');
    return two(out, utc.getSecond()).append(" GMT").toString();
  }

  private static StringBuilder two(StringBuilder out, int number) {
    return out.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
  }

  /** The standard words of a status; empty for one that is not known here. */
  static String reason(int status) {
    return REASONS.getOrDefault(status, "");
  }

  private static void field(StringBuilder out, String name, String value) {
    out.append("\r\n").append(name).append(": ").append(value);
  }
}
