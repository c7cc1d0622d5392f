// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.monitoring;

import java.util.ArrayList;
import java.util.List;

/** The pieces of a query in PromQL; together they are the query again, to the letter. */
final class PromQlTokens {

  /** What a piece is. */
  enum Kind {
    /** A name: of a meter, a function, an operator or a label. */
    WORD,
    /** Matchers with their braces. */
    BRACES,
    /** A range or a subquery with its brackets. */
    RANGE,
    /** White space and comments. */
    SPACE,
    /** A string, a number, an operator or a parenthesis. */
    OTHER
  }

  /** One piece. */
  record Token(Kind kind, String text) {}

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private PromQlTokens(String text) {
    this.text = text;
  }

  static List<Token> of(String text) {
    return new PromQlTokens(text).all();
  }

  /** The index of the next piece that is not space; the number of pieces at the end. */
  static int next(List<Token> tokens, int at) {
    int next = at + 1;
    while (next < tokens.size() && tokens.get(next).kind() == Kind.SPACE) {
      next++;
    }
    return next;
  }

  /** The index of the piece before that is not space; -1 at the beginning. */
  static int previous(List<Token> tokens, int at) {
    int previous = at - 1;
    while (previous >= 0 && tokens.get(previous).kind() == Kind.SPACE) {
      previous--;
    }
    return previous;
  }

  /** The index of the parenthesis that closes the one at {@code open}. */
  static int closing(List<Token> tokens, int open) {
    return matching(tokens, open, 1);
  }

  /** The index of the parenthesis that the one at {@code close} closes. */
  static int opening(List<Token> tokens, int close) {
    return matching(tokens, close, -1);
  }

  private static int matching(List<Token> tokens, int from, int step) {
    int depth = 0;
    for (int i = from; i >= 0 && i < tokens.size(); i += step) {
      String piece = tokens.get(i).text();
      depth += piece.equals("(") ? step : piece.equals(")") ? -step : 0;
      if (depth == 0) {
        return i;
      }
    }
    throw new IllegalArgumentException("a parenthesis has no counterpart");
  }

  private List<Token> all() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (Character.isWhitespace(c)) {
        take(Kind.SPACE, spaceEnd());
      } else if (c == '#') {
        int line = text.indexOf('\n', at);
        take(Kind.SPACE, line < 0 ? text.length() : line);
      } else if (isWordStart(c)) {
        take(Kind.WORD, wordEnd(at));
      } else if (c == '{') {
        take(Kind.BRACES, closingOf('}'));
      } else if (c == '[') {
        take(Kind.RANGE, closingOf(']'));
      } else if (c == '"' || c == '\'' || c == '`') {
        take(Kind.OTHER, stringEnd(at));
      } else if (Character.isDigit(c) || c == '$') {
        take(Kind.OTHER, wordEnd(at + 1));
      } else {
        take(Kind.OTHER, at + 1);
      }
    }
    return tokens;
  }

  private void take(Kind kind, int end) {
    tokens.add(new Token(kind, text.substring(at, end)));
    at = end;
  }

  private static boolean isWordStart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':';
  }

  private int spaceEnd() {
    int end = at;
    while (end < text.length() && Character.isWhitespace(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private int wordEnd(int from) {
    int end = from;
    while (end < text.length()
        && (isWordStart(text.charAt(end))
            || Character.isDigit(text.charAt(end))
            || (end > from && text.charAt(end) == '.' && Character.isDigit(text.charAt(at))))) {
      end++;
    }
    return end;
  }

  private int closingOf(char closing) {
    int end = at + 1;
    while (end < text.length() && text.charAt(end) != closing) {
      char c = text.charAt(end);
      end = c == '"' || c == '\'' || c == '`' ? stringEnd(end) : end + 1;
    }
    if (end == text.length()) {
      throw new IllegalArgumentException("no " + closing + " in: " + text);
    }
    return end + 1;
  }

  private int stringEnd(int from) {
    char quote = text.charAt(from);
    int end = from + 1;
    while (end < text.length() && text.charAt(end) != quote) {
      end += text.charAt(end) == '\\' && quote != '`' ? 2 : 1;
    }
    if (end >= text.length()) {
      throw new IllegalArgumentException("a string without an end in: " + text);
    }
    return end + 1;
  }
}
