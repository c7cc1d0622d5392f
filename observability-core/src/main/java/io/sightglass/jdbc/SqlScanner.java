// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.jdbc;

/**
 * Reads an SQL text once: without its values and comments for spans, and word by word for {@link
 * SqlReader}. Where dialects differ on where a string ends, the rest is left out: a value must not
 * be taken for SQL. Linear in the length of the text, of which the first {@value #MAX_READ}
 * characters are read. Not thread-safe.
 */
final class SqlScanner {

  static final int MAX_READ = 10_000;
  static final int MAX_TEXT = 2_000;
  private static final int END = -1;
  private static final String STRING_PREFIXES = "nebxr";

  private final String sql;
  private final int length;
  private final DatabaseIdentity dialect;
  private final SqlReader reader = new SqlReader();
  private final StringBuilder out = new StringBuilder();

  private SqlScanner(String sql, DatabaseIdentity dialect) {
    this.sql = sql;
    this.length = Math.min(sql.length(), MAX_READ);
    this.dialect = dialect;
  }

  static SqlShape scan(String sql, DatabaseIdentity dialect) {
    SqlScanner scanner = new SqlScanner(sql, dialect);
    int at = 0;
    while (at != END && at < scanner.length) {
      at = scanner.token(at);
    }
    boolean cut = at == END || sql.length() > MAX_READ || scanner.out.length() > MAX_TEXT;
    scanner.out.setLength(Math.min(scanner.out.length(), MAX_TEXT));
    String text = scanner.out.toString().stripTrailing() + (cut ? "..." : "");
    return scanner.reader.shape(text);
  }

  private int token(int at) {
    char c = sql.charAt(at);
    if (c <= ' ') {
      space();
      return at + 1;
    }
    char next = at + 1 < length ? sql.charAt(at + 1) : ' ';
    if (c == '-' && next == '-') {
      return lineComment(at + 2, dialect.isAnsi() || at + 2 >= length || sql.charAt(at + 2) <= ' ');
    }
    if (c == '#' && !dialect.isAnsi()) {
      return lineComment(at + 1, true);
    }
    if (c == '/' && next == '*') {
      return blockComment(at + 2);
    }
    if (c == '\'' || (c == '"' && !dialect.isAnsi())) {
      return literal(string(at, c));
    }
    if (c == '"' || c == '`' || (c == '[' && dialect.hasBrackets())) {
      return identifier(at, c == '[' ? ']' : c);
    }
    if (isDigit(c) || (c == '.' && isDigit(next) && !endsInWord())) {
      return literal(number(at));
    }
    if (c == '$') {
      return dollar(at, next);
    }
    return isWord(c) ? word(at) : sign(at, c);
  }

  private void space() {
    if (!out.isEmpty() && out.charAt(out.length() - 1) != ' ') {
      append(" ");
    }
  }

  private void append(String text) {
    if (out.length() <= MAX_TEXT) {
      out.append(text);
    }
  }

  private int sign(int at, char c) {
    append(String.valueOf(c));
    reader.sign(c);
    return at + 1;
  }

  /** The end of a value, or where it has none; it reads as one question mark. */
  private int literal(int end) {
    append("?");
    reader.literal();
    return end;
  }

  private int lineComment(int at, boolean certain) {
    space();
    int end = sql.indexOf('\n', at);
    if (!certain) {
      return END;
    }
    return end < 0 ? length : end + 1;
  }

  private int blockComment(int at) {
    space();
    int end = sql.indexOf("*/", at);
    int inner = sql.indexOf("/*", at);
    // Some nest comments and some do not.
    return end < 0 || (inner >= 0 && inner < end) ? END : end + 2;
  }

  private int string(int at, char quote) {
    int backslashes = 0;
    for (int i = at + 1; i < length; i++) {
      char c = sql.charAt(i);
      if (c == '\\') {
        backslashes++;
        continue;
      }
      if (c == quote) {
        if (backslashes % 2 == 1) {
          return END; // the end for some, a quote within for others
        }
        if (i + 1 < length && sql.charAt(i + 1) == quote) {
          i++;
        } else {
          return i + 1;
        }
      }
      backslashes = 0;
    }
    return END;
  }

  private int identifier(int at, char quote) {
    int end = sql.indexOf(quote, at + 1);
    if (end < 0 || end >= length) {
      return END;
    }
    append(sql.substring(at, end + 1));
    reader.quoted(sql.substring(at + 1, end));
    return end + 1;
  }

  private int number(int at) {
    int end = at + 1;
    while (end < length) {
      char c = sql.charAt(end);
      char before = sql.charAt(end - 1);
      boolean exponent = (c == '+' || c == '-') && (before == 'e' || before == 'E');
      if (!isWord(c) && !isDigit(c) && c != '.' && !exponent) {
        break;
      }
      end++;
    }
    return end;
  }

  /** A parameter, or a string between two equal tags. */
  private int dollar(int at, char next) {
    if (isDigit(next)) {
      int end = at + 1;
      while (end < length && isDigit(sql.charAt(end))) {
        end++;
      }
      append(sql.substring(at, end));
      reader.literal();
      return end;
    }
    int tag = at + 1;
    while (tag < length && (isWord(sql.charAt(tag)) || isDigit(sql.charAt(tag)))) {
      tag++;
    }
    if (tag >= length || sql.charAt(tag) != '$') {
      return sign(at, '$');
    }
    String delimiter = sql.substring(at, tag + 1);
    int end = sql.indexOf(delimiter, tag + 1);
    return literal(end < 0 ? END : end + delimiter.length());
  }

  private int word(int at) {
    int end = at + 1;
    while (end < length && isPart(sql.charAt(end))) {
      end++;
    }
    if (end < length && sql.charAt(end) == '\'') {
      char first = Character.toLowerCase(sql.charAt(at));
      if (first == 'q' || (end - at == 2 && Character.toLowerCase(sql.charAt(at + 1)) == 'q')) {
        return literal(END); // Oracle's own quotes
      }
      if (end - at == 1 && STRING_PREFIXES.indexOf(first) >= 0) {
        return end;
      }
    }
    String word = sql.substring(at, end);
    append(word);
    reader.word(word);
    return end;
  }

  private boolean endsInWord() {
    return !out.isEmpty() && isPart(out.charAt(out.length() - 1));
  }

  private static boolean isPart(char c) {
    return isWord(c) || isDigit(c) || c == '$' || c == '#';
  }

  private static boolean isWord(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '@' || c > 127;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
