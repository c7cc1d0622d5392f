// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.redact;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A pattern of the app's that cannot be slow. What regular expressions take exponential time for is
 * going back; here nothing does: each repetition keeps what it took, a group is tried once, and one
 * repetition takes {@value #MAX_REPEAT} characters at most. So each place of a text costs at most
 * the pattern's length and its repetitions, whatever the text is.
 */
public final class SafePattern {

  /** How many characters one repetition takes at most. */
  public static final int MAX_REPEAT = 256;

  private static final int MAX_LENGTH = 500;
  private static final int MAX_STEPS = 2_048;

  private final Pattern pattern;
  private final String given;

  private SafePattern(String given, Pattern pattern) {
    this.given = given;
    this.pattern = pattern;
  }

  /**
   * A pattern from literals, classes such as {@code [A-Z0-9]} and {@code \d}, {@code \b}, groups,
   * alternatives, and {@code ? * + {m,n}} after one character or class.
   *
   * @throws IllegalArgumentException with the reason if it is anything else
   */
  public static SafePattern of(String regex) {
    if (regex.length() > MAX_LENGTH) {
      throw refused(regex, "is longer than " + MAX_LENGTH + " characters");
    }
    String rewritten = new Rewriter(regex).run();
    try {
      Pattern pattern = Pattern.compile(rewritten);
      if (pattern.matcher("").find()) {
        throw refused(regex, "matches the empty text, so every place of every text");
      }
      return new SafePattern(regex, pattern);
    } catch (PatternSyntaxException broken) {
      throw refused(regex, "is no regular expression: " + broken.getDescription());
    }
  }

  private static IllegalArgumentException refused(String regex, String why) {
    return new IllegalArgumentException(
        "the redaction pattern \""
            + Shown.of(regex)
            + "\" "
            + why
            + "; allowed are literals, classes, groups, alternatives, and ? * + {m,n} with n up to "
            + MAX_REPEAT
            + " after one character or class");
  }

  /** The pattern as the app gave it. */
  public String given() {
    return given;
  }

  /** The matcher of a text; null where nothing matches. */
  public @Nullable Matcher find(String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? matcher : null;
  }

  /** Reads the pattern once and writes it with possessive repetitions and atomic groups. */
  private static final class Rewriter {

    private final String regex;
    private final StringBuilder out = new StringBuilder();
    private int at;
    private int steps;
    private boolean atom;

    Rewriter(String regex) {
      this.regex = regex;
    }

    String run() {
      while (at < regex.length()) {
        char c = regex.charAt(at);
        switch (c) {
          case '\\' -> escape();
          case '[' -> bracket();
          case '(' -> open();
          case '?', '*', '+', '{' -> repeat(c);
          default -> plain(c);
        }
      }
      if (steps > MAX_STEPS) {
        throw refused(regex, "may take more than " + MAX_STEPS + " steps at each place");
      }
      return out.toString();
    }

    private void plain(char c) {
      out.append(c);
      at++;
      steps++;
      atom = c != ')' && c != '|' && c != '^' && c != '$';
    }

    private void escape() {
      if (at + 1 >= regex.length()) {
        throw refused(regex, "ends in a backslash");
      }
      char c = regex.charAt(at + 1);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (letter && "dDwWsSbBtnr".indexOf(c) < 0) {
        throw refused(regex, "uses \\" + c);
      }
      out.append('\\').append(c);
      at += 2;
      steps++;
      atom = c != 'b' && c != 'B';
    }

    private void bracket() {
      int end = at + 1;
      if (end < regex.length() && regex.charAt(end) == '^') {
        end++;
      }
      do {
        if (end < regex.length() && (regex.charAt(end) == '[' || regex.charAt(end) == '&')) {
          throw refused(regex, "has a class inside a class");
        }
        end += end < regex.length() && regex.charAt(end) == '\\' ? 2 : 1;
      } while (end < regex.length() && regex.charAt(end) != ']');
      if (end >= regex.length()) {
        throw refused(regex, "has a class without an end");
      }
      out.append(regex, at, end + 1);
      at = end + 1;
      steps++;
      atom = true;
    }

    private void open() {
      if (regex.startsWith("(?", at)) {
        if (!regex.startsWith("(?:", at)) {
          throw refused(regex, "looks around, names a group or sets a flag");
        }
        at += 3;
      } else {
        at++;
      }
      out.append("(?>");
      atom = false;
    }

    private void repeat(char c) {
      if (!atom) {
        throw refused(regex, "repeats what is not one character or class");
      }
      atom = false;
      if (c == '{') {
        counted();
      } else {
        out.append(
            c == '?' ? "?+" : c == '*' ? "{0," + MAX_REPEAT + "}+" : "{1," + MAX_REPEAT + "}+");
        steps += c == '?' ? 1 : MAX_REPEAT;
        at++;
      }
      if (at < regex.length() && "?+*{".indexOf(regex.charAt(at)) >= 0) {
        throw refused(regex, "repeats a repetition, or asks it to give back");
      }
    }

    private void counted() {
      int end = regex.indexOf('}', at);
      String body = end < 0 ? "" : regex.substring(at + 1, end);
      if (!body.matches("\\d{1,3}(,\\d{0,3})?")) {
        throw refused(regex, "has a count that is not {m}, {m,} or {m,n}");
      }
      int comma = body.indexOf(',');
      int least = Integer.parseInt(comma < 0 ? body : body.substring(0, comma));
      String upper = comma < 0 ? body : body.substring(comma + 1);
      int most = upper.isEmpty() ? MAX_REPEAT : Integer.parseInt(upper);
      if (most > MAX_REPEAT || least > most) {
        throw refused(regex, "repeats " + Shown.of(body) + " times");
      }
      out.append('{').append(least).append(',').append(most).append("}+");
      steps += most;
      at = end + 1;
    }
  }
}
