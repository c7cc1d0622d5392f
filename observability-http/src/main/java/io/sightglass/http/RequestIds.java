// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http;

import io.opentelemetry.api.trace.SpanContext;
import io.sightglass.Code;
import io.sightglass.Diagnostics;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Accepts a caller's request id or makes one. A refused value is counted and goes nowhere: not into
 * logs, spans or the response.
 */
final class RequestIds {

  static final int MAX_LENGTH = 64;

  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private final String header;
  private final Diagnostics diagnostics;

  RequestIds(String header, Diagnostics diagnostics) {
    this.header = header;
    this.diagnostics = diagnostics;
  }

  String header() {
    return header;
  }

  /** The caller's id if it sent exactly one that is allowed; else the trace id, else a random. */
  String of(HttpServerRequest request, SpanContext trace) {
    List<String> lines = request.headers(header);
    if (!lines.isEmpty()) {
      String accepted = accepted(lines);
      if (accepted != null) {
        return accepted;
      }
      diagnostics.invalid("http", "request_id");
      diagnostics.warn(
          Code.BAD_HEADER,
          "A request id was refused; a new one was made. Allowed: one header line of 1 to 64"
              + " letters, digits, '.', '_' and '-'.");
    }
    return trace.isValid() ? trace.getTraceId() : random();
  }

  private static @Nullable String accepted(List<String> lines) {
    return lines.size() == 1 && isAllowed(lines.get(0)) ? lines.get(0) : null;
  }

  static boolean isAllowed(@Nullable String id) {
    if (id == null || id.isEmpty() || id.length() > MAX_LENGTH) {
      return false;
    }
    for (int i = 0; i < id.length(); i++) {
      if (!isAllowed(id.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAllowed(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '.'
        || c == '_'
        || c == '-';
  }

  private static String random() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    char[] id = new char[32];
    write(random.nextLong(), id, 0);
    write(random.nextLong(), id, 16);
    return new String(id);
  }

  private static void write(long bits, char[] to, int at) {
    for (int i = 0; i < 16; i++) {
      to[at + i] = HEX[(int) (bits >>> (60 - 4 * i)) & 15];
    }
  }
}
