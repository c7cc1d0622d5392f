// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.redact;

/**
 * Finds secrets in one pass over a text. It walks from word to word and from mark to mark; each
 * kind of secret is looked for only where it can begin, and looks a bounded way around or consumes
 * what it read. Nothing is allocated where nothing is found.
 */
public final class Scanner {

  /** What {@link #next} returns where there is no further secret. */
  public static final long NOTHING = -1;

  /** Shorter words can only be secrets together with what follows. */
  private static final int SHORT = 10;

  private static final int BITS = 32;

  private Scanner() {}

  /** Where a secret that {@link #next} found begins. */
  public static int start(long found) {
    return (int) (found >>> BITS);
  }

  /** Where it ends. */
  public static int end(long found) {
    return (int) found;
  }

  private static long found(int start, int end) {
    return (long) start << BITS | end;
  }

  /** The first secret from {@code done} on, where the one before it ended; or {@link #NOTHING}. */
  public static long next(String text, int done, KeyWords keys) {
    int length = text.length();
    int i = done;
    while (i < length) {
      int kind = Chars.of(text.charAt(i));
      if ((kind & Chars.WORD) != 0) {
        int start = i;
        int kinds = kind;
        for (i++; i < length; i++) {
          int more = Chars.of(text.charAt(i)) & Chars.WORD;
          if (more == 0) {
            break;
          }
          kinds |= more;
        }
        int end = wordEnd(text, start, i, kinds);
        if (end > 0) {
          return found(Tokens.from(text, start, i), end);
        }
      } else {
        long hit = (kind & Chars.MARK) == 0 ? NOTHING : mark(text, done, i, keys);
        if (hit != NOTHING) {
          return hit;
        }
        i++;
      }
    }
    return NOTHING;
  }

  private static int wordEnd(String text, int start, int end, int kinds) {
    if (Chars.isDigit(text.charAt(start))) {
      return Numbers.end(text, start, end, kinds);
    }
    return end - start >= SHORT || mayGoOn(text, end) ? Tokens.end(text, start, end, kinds) : -1;
  }

  private static boolean mayGoOn(String text, int end) {
    if (end >= text.length()) {
      return false;
    }
    char c = text.charAt(end);
    return c == '-' || c == '.' || c == ' ';
  }

  private static long mark(String text, int done, int at, KeyWords keys) {
    return switch (text.charAt(at)) {
      case ':' -> colon(text, done, at, keys);
      case '=' -> assignment(text, done, at, keys);
      case '@' -> address(text, done, at);
      default -> plus(text, at);
    };
  }

  private static long colon(String text, int done, int at, KeyWords keys) {
    if (text.startsWith("://", at)) {
      int end = Addresses.credentialsEnd(text, at + 3);
      return end > 0 ? found(at + 3, end) : NOTHING;
    }
    int end = Addresses.oracleEnd(text, at);
    return end > 0 ? found(at + 1, end) : assignment(text, done, at, keys);
  }

  private static long assignment(String text, int done, int at, KeyWords keys) {
    int from = Pairs.valueStart(text, done, at, keys);
    if (from < 0) {
      return NOTHING;
    }
    int end = Pairs.valueEnd(text, from, at);
    return end > from ? found(from, end) : NOTHING;
  }

  private static long address(String text, int done, int at) {
    int from = Addresses.start(text, done, at);
    int end = from < 0 ? -1 : Addresses.end(text, from, at);
    return end > 0 ? found(from, end) : NOTHING;
  }

  private static long plus(String text, int at) {
    int end = Chars.isWordAt(text, at - 1) ? -1 : Numbers.internationalEnd(text, at);
    return end > 0 ? found(at, end) : NOTHING;
  }
}
