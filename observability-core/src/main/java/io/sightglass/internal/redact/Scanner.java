// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.redact;

import org.jspecify.annotations.Nullable;

/**
 * One pass over a text. It walks from word to word and from mark to mark; each kind of secret is
 * looked for only where it can begin, and looks a bounded way around or consumes what it read.
 */
public final class Scanner {

  /** Shorter words can only be secrets together with what follows. */
  private static final int SHORT = 10;

  private final String text;
  private final String mark;
  private final KeyWords keys;
  private @Nullable StringBuilder out;
  private int done;
  private int hits;

  /** Reads that text once. */
  public Scanner(String text, String mark, KeyWords keys) {
    this.text = text;
    this.mark = mark;
    this.keys = keys;
  }

  /** The text with the mark in place of each secret; the same object where there is none. */
  public String run() {
    int length = text.length();
    int i = 0;
    while (i < length) {
      int kind = Chars.of(text.charAt(i));
      if ((kind & Chars.WORD) != 0) {
        i = word(i, kind);
      } else if ((kind & Chars.MARK) != 0) {
        i = mark(i);
      } else {
        i++;
      }
    }
    StringBuilder redacted = out;
    return redacted == null ? text : redacted.append(text, done, length).toString();
  }

  /** How many secrets were found. */
  public int hits() {
    return hits;
  }

  private int word(int start, int first) {
    int kinds = first;
    int end = start + 1;
    for (; end < text.length(); end++) {
      int kind = Chars.of(text.charAt(end)) & Chars.WORD;
      if (kind == 0) {
        break;
      }
      kinds |= kind;
    }
    int secretEnd;
    if ((first & Chars.DIGIT) != 0) {
      secretEnd = Numbers.end(text, start, end, kinds);
    } else if (end - start < SHORT && !mayGoOn(end)) {
      return end;
    } else {
      secretEnd = Tokens.end(text, start, end, kinds);
    }
    if (secretEnd <= 0) {
      return end;
    }
    int from = Tokens.from(text, start, end);
    return replace(from, secretEnd);
  }

  private boolean mayGoOn(int end) {
    if (end >= text.length()) {
      return false;
    }
    char c = text.charAt(end);
    return c == '-' || c == '.' || c == ' ';
  }

  private int mark(int at) {
    return switch (text.charAt(at)) {
      case ':' -> colon(at);
      case '=' -> assignment(at);
      case '@' -> at(at);
      case '+' -> plus(at);
      default -> dash(at);
    };
  }

  private int colon(int at) {
    if (text.startsWith("://", at)) {
      int end = Addresses.credentialsEnd(text, at + 3);
      return end > 0 ? replace(at + 3, end) : at + 3;
    }
    int end = Addresses.oracleEnd(text, at);
    return end > 0 ? replace(at + 1, end) : assignment(at);
  }

  private int assignment(int at) {
    int from = Pairs.valueStart(text, done, at, keys);
    if (from < 0) {
      return at + 1;
    }
    int end = Pairs.valueEnd(text, from, at);
    return end > from ? replace(from, end) : at + 1;
  }

  private int at(int at) {
    int from = Addresses.start(text, done, at);
    int end = from < 0 ? -1 : Addresses.end(text, from, at);
    return end > 0 ? replace(from, end) : at + 1;
  }

  private int plus(int at) {
    int end = Chars.isWordAt(text, at - 1) ? -1 : Numbers.internationalEnd(text, at);
    return end > 0 ? replace(at, end) : at + 1;
  }

  private int dash(int at) {
    int end = text.startsWith("-----BEGIN ", at) ? Tokens.keyBlockEnd(text, at) : -1;
    return end > 0 ? replace(at, end) : at + 1;
  }

  private int replace(int from, int end) {
    StringBuilder redacted = out;
    if (redacted == null) {
      redacted = new StringBuilder(text.length() + mark.length());
      out = redacted;
    }
    redacted.append(text, done, from).append(mark);
    done = end;
    hits++;
    return end;
  }
}
