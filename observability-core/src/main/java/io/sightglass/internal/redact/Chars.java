// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.redact;

/** Classes of ASCII characters; everything else has none. */
final class Chars {

  static final int LOWER = 1;
  static final int UPPER = 2;
  static final int DIGIT = 4;
  static final int UNDERSCORE = 8;
  static final int WORD = LOWER | UPPER | DIGIT | UNDERSCORE;

  /** One at which something secret may begin. */
  static final int MARK = 16;

  /** One of a base64 text, of a token or of the local part of an address, beside words. */
  static final int TOKEN = 32;

  private static final byte[] CLASS = new byte[128];

  static {
    for (char c = 'a'; c <= 'z'; c++) {
      CLASS[c] = LOWER;
      CLASS[c - 'a' + 'A'] = UPPER;
    }
    for (char c = '0'; c <= '9'; c++) {
      CLASS[c] = DIGIT;
    }
    CLASS['_'] = UNDERSCORE;
    for (char c : ":=@+".toCharArray()) {
      CLASS[c] |= MARK;
    }
    for (char c : "-.+/=~".toCharArray()) {
      CLASS[c] |= TOKEN;
    }
  }

  private Chars() {}

  static int of(char c) {
    return c < 128 ? CLASS[c] : 0;
  }

  static boolean isWord(char c) {
    return (of(c) & WORD) != 0;
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean isUpper(char c) {
    return c >= 'A' && c <= 'Z';
  }

  static boolean isLetter(char c) {
    return (of(c) & (LOWER | UPPER)) != 0;
  }

  static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }

  /** Whether a character of a word stands there. */
  static boolean isWordAt(String text, int at) {
    return at >= 0 && at < text.length() && isWord(text.charAt(at));
  }

  static boolean isDigitAt(String text, int at) {
    return at >= 0 && at < text.length() && isDigit(text.charAt(at));
  }

  static boolean isAt(String text, int at, char c) {
    return at >= 0 && at < text.length() && text.charAt(at) == c;
  }

  /** The first place from {@code from} on that has none of those classes. */
  static int runEnd(String text, int from, int classes) {
    int i = from;
    while (i < text.length() && (of(text.charAt(i)) & classes) != 0) {
      i++;
    }
    return i;
  }
}
