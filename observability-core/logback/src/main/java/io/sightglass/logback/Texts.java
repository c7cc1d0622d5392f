// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import io.sightglass.Redactor;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes text fit for a line. */
final class Texts {

  /** The longest value of a field, in characters. */
  static final int MAX_VALUE = 16 * 1024;

  /** Read beyond a cut, so that the redactor sees a secret whole that the cut goes through. */
  static final int BEYOND = 256;

  /** The longest field name, in characters. */
  static final int MAX_NAME = 256;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Texts() {}

  /** What an object of the app's says of itself, or a mark where it cannot. */
  static String of(@Nullable Object value) {
    try {
      return String.valueOf(value);
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
      return JsonFields.UNSERIALISABLE;
    }
  }

  /** UTC, ISO 8601, milliseconds. */
  static String time(long epochMillis) {
    return TIME.format(Instant.ofEpochMilli(epochMillis));
  }

  /** The text without secrets, at most {@code max} characters, encodable as UTF-8. */
  static String value(String text, int max, Redactor redactor) {
    return encodable(cut(redactor.redact(cut(text, max + BEYOND)), max));
  }

  static String cut(String text, int max) {
    return text.length() > max ? text.substring(0, max) : text;
  }

  /** The text with U+FFFD in place of each lone surrogate; the same object where there is none. */
  static String encodable(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (!isPairAt(text, i)) {
          return repaired(text);
        }
        i++;
      }
    }
    return text;
  }

  private static String repaired(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isSurrogate(c)) {
        out.append(c);
      } else if (isPairAt(text, i)) {
        out.append(c).append(text.charAt(++i));
      } else {
        out.append('\ufffd');
      }
    }
    return out.toString();
  }

  private static boolean isPairAt(String text, int i) {
    return i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
  }

  /** The text on one line, with nothing a terminal would act on. */
  static String printable(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isUnprintable(text.charAt(i))) {
        return escaped(text);
      }
    }
    return text;
  }

  private static String escaped(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (isUnprintable(c)) {
            out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.toString();
  }

  private static boolean isUnprintable(char c) {
    // Line and paragraph separators and the marks that turn the reading direction forge lines too.
    return Character.isISOControl(c)
        || c == '\u2028'
        || c == '\u2029'
        || (c >= '\u202a' && c <= '\u202e')
        || (c >= '\u2066' && c <= '\u2069');
  }
}
