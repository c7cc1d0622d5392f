// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads request heads from bytes as they arrive, one after the other (RFC 9112). Strict where
 * leniency lets two readers of the same bytes disagree: bare CR or LF, folded fields, blanks before
 * a colon and control characters are refused. Each byte is looked at once.
 *
 * <p>Used by one thread.
 */
final class RequestParser {

  private static final int LONGEST_METHOD = 32;
  // "HTTP/1.1", two blanks and CR after the longest method and target.
  private static final int AROUND_TARGET = LONGEST_METHOD + 16;

  private final Limits limits;
  private byte[] line = new byte[128];
  private int length;
  private int total;
  private boolean blank;
  private @Nullable RequestHead head;

  RequestParser(Limits limits) {
    this.limits = limits;
  }

  /** Whether a part of a request has arrived. */
  boolean isBegun() {
    return total > 0;
  }

  /**
   * Takes bytes up to the end of a head; what follows stays in {@code in}.
   *
   * @return the request, or null if its head is not complete yet
   * @throws Refused if it cannot be served; nothing more can be read from the connection then
   */
  @Nullable Received parse(ByteBuffer in) throws Refused {
    while (in.hasRemaining()) {
      byte next = in.get();
      total++;
      if (next == '\n') {
        Received whole = endOfLine();
        if (whole != null) {
          reset();
          return whole;
        }
      } else {
        append(next);
      }
    }
    return null;
  }

  private void append(byte next) throws Refused {
    boolean control = (next >= 0 && next < ' ') || next == 0x7f;
    boolean afterCr = length > 0 && line[length - 1] == '\r';
    if (afterCr || (control && next != '\t' && next != '\r')) {
      throw Refused.malformed();
    }
    if (length == line.length) {
      line = Arrays.copyOf(line, length * 2);
    }
    line[length++] = next;
    checkLength();
  }

  private void checkLength() throws Refused {
    if (head == null && length == LONGEST_METHOD + 1 && indexOf((byte) ' ') < 0) {
      throw Refused.malformed();
    }
    if (head == null && length > limits.url() + AROUND_TARGET) {
      throw new Refused(414, Rejection.URL_TOO_LONG);
    }
    if (total > limits.head()) {
      throw new Refused(431, Rejection.HEADER_TOO_LARGE);
    }
  }

  private @Nullable Received endOfLine() throws Refused {
    if (length == 0 || line[length - 1] != '\r') {
      throw Refused.malformed();
    }
    String text = new String(line, 0, length - 1, StandardCharsets.ISO_8859_1);
    length = 0;
    if (head == null) {
      // One empty line before a request is what old clients send after a body.
      if (text.isEmpty() && !blank) {
        blank = true;
        total = 0;
      } else {
        head = RequestHead.of(text, limits);
      }
      return null;
    }
    if (text.isEmpty()) {
      return head.complete();
    }
    head.field(text);
    return null;
  }

  private int indexOf(byte wanted) {
    for (int i = 0; i < length; i++) {
      if (line[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  private void reset() {
    head = null;
    blank = false;
    total = 0;
  }
}
