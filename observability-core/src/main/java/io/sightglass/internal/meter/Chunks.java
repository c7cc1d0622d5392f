// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.meter;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A body under construction: bytes in chunks, written without a copy of the whole. */
final class Chunks extends OutputStream {

  private static final int SIZE = 32 * 1024;
  // Every whole number up to here has one double, and is written without an exponent.
  private static final double EXACT = 1e15;

  private final List<byte[]> full = new ArrayList<>();
  private byte[] current = new byte[SIZE];
  private int at;

  @Override
  public void write(int b) {
    if (at == SIZE) {
      roll();
    }
    current[at++] = (byte) b;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    int from = offset;
    int left = length;
    while (left > 0) {
      if (at == SIZE) {
        roll();
      }
      int part = Math.min(left, SIZE - at);
      System.arraycopy(bytes, from, current, at, part);
      at += part;
      from += part;
      left -= part;
    }
  }

  @Override
  public void write(byte[] bytes) {
    write(bytes, 0, bytes.length);
  }

  /** Names, keywords and digits: characters of ASCII. */
  void ascii(String text) {
    int length = text.length();
    if (length > SIZE - at) {
      write(text.getBytes(StandardCharsets.US_ASCII));
      return;
    }
    byte[] to = current;
    int position = at;
    for (int i = 0; i < length; i++) {
      to[position++] = (byte) text.charAt(i);
    }
    at = position;
  }

  /** A text in UTF-8 with backslash and line feed escaped, and the quote where asked. */
  void escaped(String text, boolean quote) {
    int length = text.length();
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        ascii("\\\\");
      } else if (c == '\n') {
        ascii("\\n");
      } else if (c == '"' && quote) {
        ascii("\\\"");
      } else if (c < 0x80) {
        write(c);
      } else {
        int codePoint = text.codePointAt(i);
        i += Character.charCount(codePoint) - 1;
        unicode(codePoint);
      }
    }
  }

  private void unicode(int codePoint) {
    if (codePoint < 0x800) {
      write(0xC0 | (codePoint >> 6));
    } else if (codePoint < 0x10000) {
      if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
        write('?');
        return;
      }
      write(0xE0 | (codePoint >> 12));
      write(0x80 | ((codePoint >> 6) & 0x3F));
    } else {
      write(0xF0 | (codePoint >> 18));
      write(0x80 | ((codePoint >> 12) & 0x3F));
      write(0x80 | ((codePoint >> 6) & 0x3F));
    }
    write(0x80 | (codePoint & 0x3F));
  }

  void number(double value) {
    if (value == Double.POSITIVE_INFINITY) {
      ascii("+Inf");
    } else if (value == Double.NEGATIVE_INFINITY) {
      ascii("-Inf");
    } else if (value == Math.rint(value) && Math.abs(value) < EXACT && !isNegativeZero(value)) {
      number((long) value);
      ascii(".0");
    } else {
      ascii(Double.toString(value));
    }
  }

  private static boolean isNegativeZero(double value) {
    return value == 0 && Double.doubleToRawLongBits(value) != 0;
  }

  void number(long value) {
    if (value < 0) {
      if (value == Long.MIN_VALUE) {
        ascii(Long.toString(value));
        return;
      }
      write('-');
      number(-value);
      return;
    }
    int digits = 1;
    for (long rest = value; rest >= 10; rest /= 10) {
      digits++;
    }
    if (digits > SIZE - at) {
      ascii(Long.toString(value));
      return;
    }
    long rest = value;
    for (int i = at + digits - 1; i >= at; i--) {
      current[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    at += digits;
  }

  long length() {
    return (long) full.size() * SIZE + at;
  }

  /** Takes back everything written after {@link #length()} was so much. */
  void cut(long length) {
    int chunk = (int) (length / SIZE);
    if (chunk < full.size()) {
      current = full.get(chunk);
      full.subList(chunk, full.size()).clear();
    }
    at = (int) (length - (long) chunk * SIZE);
  }

  /** Everything written; the sink is not to be used after it. */
  List<byte[]> toList() {
    if (at > 0) {
      full.add(Arrays.copyOf(current, at));
      at = 0;
    }
    return List.copyOf(full);
  }

  private void roll() {
    full.add(current);
    current = new byte[SIZE];
    at = 0;
  }
}
