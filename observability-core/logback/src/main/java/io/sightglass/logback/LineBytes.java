// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A line of JSON being written, as UTF-8. Texts are escaped so that no reader refuses them and no
 * terminal acts on them. Used again for the next line; one thread at a time.
 */
final class LineBytes {

  /** A buffer that has become larger is not used again. */
  static final int MAX_KEPT = 128 * 1024;

  private static final int USUAL = 1024;
  private static final int MOST_PER_CHAR = 6;
  private static final byte AS_HEX = 'u';
  private static final byte[] ESCAPES = new byte[128];
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  static {
    Arrays.fill(ESCAPES, 0, 0x20, AS_HEX);
    ESCAPES[0x7f] = AS_HEX;
    ESCAPES['"'] = '"';
    ESCAPES['\\'] = '\\';
    ESCAPES['\b'] = 'b';
    ESCAPES['\f'] = 'f';
    ESCAPES['\n'] = 'n';
    ESCAPES['\r'] = 'r';
    ESCAPES['\t'] = 't';
  }

  private byte[] bytes = new byte[USUAL];
  private char[] chars = new char[USUAL];
  private int size;

  void clear() {
    size = 0;
  }

  int size() {
    return size;
  }

  /** Forgets what was written after that size. */
  void backTo(int earlier) {
    size = earlier;
  }

  int capacity() {
    return bytes.length;
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  void raw(byte[] part) {
    room(part.length);
    System.arraycopy(part, 0, bytes, size, part.length);
    size += part.length;
  }

  void raw(char ascii) {
    room(1);
    bytes[size++] = (byte) ascii;
  }

  /** ASCII that needs no escape. */
  void ascii(String text) {
    int length = text.length();
    room(length);
    byte[] out = bytes;
    int at = size;
    for (int i = 0; i < length; i++) {
      out[at++] = (byte) text.charAt(i);
    }
    size = at;
  }

  void number(long value) {
    if (value == Long.MIN_VALUE) {
      ascii(Long.toString(value));
      return;
    }
    room(20);
    long rest = Math.abs(value);
    int digits = 1;
    for (long bound = 10; digits < 19 && rest >= bound; bound *= 10) {
      digits++;
    }
    if (value < 0) {
      bytes[size++] = '-';
    }
    for (int at = size + digits - 1; at >= size; at--) {
      bytes[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    size += digits;
  }

  /** A text in quotes. */
  void text(String text) {
    raw('"');
    part(text);
    raw('"');
  }

  /** A part of a text. */
  void part(String text) {
    int length = text.length();
    if (chars.length < length) {
      chars = new char[length];
    }
    text.getChars(0, length, chars, 0);
    room(length * MOST_PER_CHAR);
    char[] in = chars;
    byte[] out = bytes;
    int at = size;
    for (int i = 0; i < length; i++) {
      char c = in[i];
      if (c < 0x80 && ESCAPES[c] == 0) {
        out[at++] = (byte) c;
      } else if (Character.isHighSurrogate(c)
          && i + 1 < length
          && Character.isLowSurrogate(in[i + 1])) {
        at = pair(out, at, Character.toCodePoint(c, in[++i]));
      } else {
        at = special(out, at, c);
      }
    }
    size = at;
  }

  private static int pair(byte[] out, int start, int codePoint) {
    int at = start;
    out[at++] = (byte) (0xf0 | (codePoint >> 18));
    out[at++] = (byte) (0x80 | ((codePoint >> 12) & 0x3f));
    out[at++] = (byte) (0x80 | ((codePoint >> 6) & 0x3f));
    out[at++] = (byte) (0x80 | (codePoint & 0x3f));
    return at;
  }

  private static int special(byte[] out, int start, char c) {
    int at = start;
    if (c < 0x80) {
      byte escape = ESCAPES[c];
      if (escape == AS_HEX) {
        return hex(out, at, c);
      }
      out[at++] = '\\';
      out[at++] = escape;
      return at;
    }
    if (isActedOn(c)) {
      return hex(out, at, c);
    }
    // A lone surrogate is no character; some readers refuse even its escape.
    char valid = Character.isSurrogate(c) ? '\ufffd' : c;
    if (valid < 0x800) {
      out[at++] = (byte) (0xc0 | (valid >> 6));
    } else {
      out[at++] = (byte) (0xe0 | (valid >> 12));
      out[at++] = (byte) (0x80 | ((valid >> 6) & 0x3f));
    }
    out[at++] = (byte) (0x80 | (valid & 0x3f));
    return at;
  }

  /** Controls of terminals, ends of lines, and marks that turn the reading direction. */
  private static boolean isActedOn(char c) {
    return c < 0xa0
        || c == '\u061c'
        || c == '\u200e'
        || c == '\u200f'
        || (c >= '\u2028' && c <= '\u202e')
        || (c >= '\u2066' && c <= '\u2069');
  }

  private static int hex(byte[] out, int start, char c) {
    int at = start;
    out[at++] = '\\';
    out[at++] = 'u';
    out[at++] = HEX[c >> 12];
    out[at++] = HEX[c >> 8 & 0xf];
    out[at++] = HEX[c >> 4 & 0xf];
    out[at++] = HEX[c & 0xf];
    return at;
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
    }
  }
}
