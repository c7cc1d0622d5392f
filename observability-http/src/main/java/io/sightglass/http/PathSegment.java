// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http;

/** Compares a literal with a segment of a path as sent: decoded, and without its parameters. */
final class PathSegment {

  private PathSegment() {}

  static boolean equals(String literal, String path, int from, int to) {
    if (to - from == literal.length() && path.startsWith(literal, from)) {
      return true;
    }
    return to - from > literal.length() && equalsDecoded(literal, path, from, to);
  }

  private static boolean equalsDecoded(String literal, String path, int from, int to) {
    int at = 0;
    for (int i = from; i < to; i++) {
      char c = path.charAt(i);
      // "/invoices;v=1" is "/invoices" with a parameter (RFC 3986 section 3.3).
      if (c == ';') {
        break;
      }
      if (c == '%') {
        int octet = octet(path, i, to);
        // A literal is text, so only ASCII needs no charset; others are compared as written.
        if (octet > 0 && octet < 0x80) {
          c = (char) octet;
          i += 2;
        }
      }
      if (at >= literal.length() || literal.charAt(at) != c) {
        return false;
      }
      at++;
    }
    return at == literal.length();
  }

  private static int octet(String path, int percent, int to) {
    if (percent + 2 >= to) {
      return -1;
    }
    int high = Character.digit(path.charAt(percent + 1), 16);
    int low = Character.digit(path.charAt(percent + 2), 16);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
  }
}
