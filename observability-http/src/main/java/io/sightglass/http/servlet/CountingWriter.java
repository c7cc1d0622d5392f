// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http.servlet;

import java.io.PrintWriter;

/**
 * Counts characters on their way into the container's writer, as the bytes they become: exact in
 * UTF-8 and in charsets of one byte.
 */
final class CountingWriter extends PrintWriter {

  private final boolean utf8;
  private final CountingResponse response;

  CountingWriter(PrintWriter plain, boolean utf8, CountingResponse response) {
    super(plain);
    this.utf8 = utf8;
    this.response = response;
  }

  @Override
  public void write(int c) {
    super.write(c);
    response.wrote(bytes((char) c));
  }

  @Override
  public void write(char[] text, int from, int length) {
    super.write(text, from, length);
    long bytes = 0;
    for (int i = from; i < from + length; i++) {
      bytes += bytes(text[i]);
    }
    response.wrote(bytes);
  }

  @Override
  public void write(String text, int from, int length) {
    super.write(text, from, length);
    long bytes = 0;
    for (int i = from; i < from + length; i++) {
      bytes += bytes(text.charAt(i));
    }
    response.wrote(bytes);
  }

  @Override
  public void println() {
    // The superclass writes it past the methods above.
    write(System.lineSeparator());
  }

  private int bytes(char c) {
    if (!utf8 || c < 0x80) {
      return 1;
    }
    // Half of a pair is half of four bytes.
    return c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
  }
}
