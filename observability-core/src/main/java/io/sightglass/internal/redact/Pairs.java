// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.redact;

/** Keys and values inside a text: {@code password=…}, {@code "apiKey": "…"}, {@code Cookie: …}. */
final class Pairs {

  private static final int MAX_KEY = 64;
  private static final int MAX_GAP = 8;
  private static final int MAX_COUNT_DIGITS = 9;

  /** Also OpenTelemetry's mark for what was replaced in a query. */
  private static final String[] NO_SECRETS = {
    "null", "true", "false", "none", "undefined", "REDACTED"
  };

  private static final String[] SCHEMES = {"bearer", "basic", "digest", "token", "apikey"};

  /** Where a header's value goes on to the end of the line. */
  private static final String[] HEADERS = {"cookie", "headers"};

  /** Words that prose puts before a colon; what follows them in lower-case letters is prose too. */
  private static final String[] PROSE = {"token", "credentials", "authorization", "headers"};

  private Pairs() {}

  /**
   * Where the value after the separator at {@code at} begins; -1 where the key before it is not
   * secret.
   */
  static int valueStart(String text, int done, int at, KeyWords keys) {
    int end = keyEnd(text, done, at);
    int from = end;
    int least = Math.max(done, end - MAX_KEY);
    while (from > least && isKey(text.charAt(from - 1))) {
      from--;
    }
    if (from == end || !keys.isIn(text, from, end)) {
      return -1;
    }
    int value = at + 1;
    if (Chars.isAt(text, value, '>')) {
      value++; // Ruby's and PHP's arrow
    }
    for (int gap = 0; gap < MAX_GAP && isBlank(text, value); gap++) {
      value++;
    }
    while (Chars.isAt(text, value, '\\')) {
      value++;
    }
    boolean quoted = isQuote(text, value);
    value = quoted ? value + 1 : value;
    if (isNoSecret(text, from, end, value, quoted)) {
      return -1;
    }
    return Chars.isAt(text, value, '[') ? value + 1 : value;
  }

  private static int keyEnd(String text, int done, int at) {
    int end = at;
    for (int gap = 0; gap < MAX_GAP && end > done && isBlank(text, end - 1); gap++) {
      end--;
    }
    if (end > done && isQuote(text, end - 1)) {
      end--;
    }
    while (end > done && text.charAt(end - 1) == '\\') {
      end--;
    }
    return end;
  }

  private static boolean isKey(char c) {
    return Chars.isWord(c) || c == '-' || c == '.';
  }

  private static boolean isBlank(String text, int at) {
    return Chars.isAt(text, at, ' ') || Chars.isAt(text, at, '\t');
  }

  private static boolean isQuote(String text, int at) {
    return Chars.isAt(text, at, '"') || Chars.isAt(text, at, '\'');
  }

  /** Marks of absence, counts, and prose. */
  private static boolean isNoSecret(String text, int from, int end, int value, boolean quoted) {
    if (value >= text.length() || text.startsWith("[redacted", value)) {
      return true;
    }
    for (String word : NO_SECRETS) {
      if (text.regionMatches(true, value, word, 0, word.length())
          && !Chars.isWordAt(text, value + word.length())) {
        return true;
      }
    }
    int digits = Chars.runEnd(text, value, Chars.DIGIT);
    if (digits > value
        && digits - value <= MAX_COUNT_DIGITS
        && !Chars.isWordAt(text, digits)
        && (text.charAt(end - 1) | 0x20) == 's') {
      return true;
    }
    return !quoted && isProse(text, from, end, value);
  }

  private static boolean isProse(String text, int from, int end, int value) {
    if (!isBlank(text, value - 1)) {
      return false;
    }
    int letters = Chars.runEnd(text, value, Chars.LOWER);
    if (letters == value || Chars.isWordAt(text, letters)) {
      return false;
    }
    if (isScheme(text, value, letters)) {
      return false;
    }
    for (String word : PROSE) {
      if (end - from == word.length() && text.regionMatches(true, from, word, 0, word.length())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isScheme(String text, int from, int end) {
    for (String scheme : SCHEMES) {
      if (end - from == scheme.length()
          && text.regionMatches(true, from, scheme, 0, scheme.length())
          && Chars.isAt(text, end, ' ')) {
        return true;
      }
    }
    return false;
  }

  /** Where the value that begins at {@code from} ends. */
  static int valueEnd(String text, int from, int at) {
    if (isQuote(text, from - 1) && from - 1 > at) {
      return quotedEnd(text, from);
    }
    if (isHeader(text, at) || (text.charAt(from - 1) == '[' && from - 1 > at)) {
      return headerEnd(text, from); // or a list, as toString() writes it
    }
    int end = plainEnd(text, from);
    if (isScheme(text, from, end)) {
      end = plainEnd(text, end + 1);
    }
    return end;
  }

  private static boolean isHeader(String text, int at) {
    for (String word : HEADERS) {
      int start = keyEnd(text, 0, at) - word.length();
      if (start >= 0 && text.regionMatches(true, start, word, 0, word.length())) {
        return true;
      }
    }
    return false;
  }

  private static int quotedEnd(String text, int from) {
    char quote = text.charAt(from - 1);
    boolean escaped = Chars.isAt(text, from - 2, '\\');
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == quote) {
        return escaped && text.charAt(i - 1) == '\\' ? i - 1 : i;
      }
      if (c == '\\' && !escaped) {
        i++;
      }
    }
    return text.length();
  }

  private static int headerEnd(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n' || c == '\r' || c == '"' || c == ']' || c == '}') {
        return i;
      }
    }
    return text.length();
  }

  private static int plainEnd(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean ends =
          switch (c) {
            case ' ', '\t', '\n', '\r', '&', ';', ')', ']', '}', '"', '\'', '<', '>', '|' -> true;
            case ',' -> isListComma(text, i);
            default -> c == '\u00a0' || c == '\u2028';
          };
      if (ends) {
        return i;
      }
    }
    return text.length();
  }

  /** A comma ends a value where another key or a blank follows; a password may have one too. */
  private static boolean isListComma(String text, int at) {
    int next = at + 1;
    if (next >= text.length() || Chars.isSpace(text.charAt(next))) {
      return true;
    }
    int end = next;
    while (end < text.length() && end - next < MAX_KEY && isKey(text.charAt(end))) {
      end++;
    }
    return end > next && (Chars.isAt(text, end, '=') || Chars.isAt(text, end, ':'));
  }
}
