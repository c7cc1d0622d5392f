// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.config;

import io.sightglass.Redactor;
import io.sightglass.config.Setting;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Values and keys as they may be printed: without secrets, on one line, and not long. */
final class Display {

  private static final int LONGEST = 80;
  private static final int KEPT = 60;
  private static final String AT = "@";

  private Display() {}

  static String key(String key) {
    return cut(key);
  }

  /** The value in quotes, as a message shows it. */
  static String quoted(Setting<?> setting, String value) {
    return '"' + value(setting, value) + '"';
  }

  static String value(Setting<?> setting, String value) {
    if (setting.secret()) {
      return Redactor.MARK;
    }
    if (setting.type().equals("attributes")) {
      return cut(
          Arrays.stream(value.split(",", -1)).map(Display::pair).collect(Collectors.joining(",")));
    }
    return cut(Redactor.standard().redact(setting.name(), withoutCredentials(value)));
  }

  /** A value under a name that is no setting. */
  static String value(String key, String value) {
    return cut(Redactor.standard().redact(key, withoutCredentials(value)));
  }

  private static String pair(String pair) {
    int equals = pair.indexOf('=');
    if (equals < 0) {
      return Redactor.MARK;
    }
    String key = pair.substring(0, equals);
    String value = pair.substring(equals + 1);
    String plain = decoded(value);
    boolean clean = plain.equals(Redactor.standard().redact(key, withoutCredentials(plain)));
    return key + '=' + (clean ? value : Redactor.MARK);
  }

  private static String decoded(String value) {
    try {
      return URLDecoder.decode(value, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return value;
    }
  }

  /**
   * Takes out what stands before an at sign, and every query. The redactor knows credentials in
   * well-formed URLs; what is printed here is often not one.
   */
  private static String withoutCredentials(String value) {
    return Arrays.stream(value.split("(?<=[,\\s])", -1))
        .map(Display::withoutCredentialsInPart)
        .collect(Collectors.joining());
  }

  private static String withoutCredentialsInPart(String part) {
    String text = part;
    int at = text.lastIndexOf('@');
    if (at >= 0) {
      int scheme = text.indexOf("://");
      String start = scheme >= 0 && scheme < at ? text.substring(0, scheme + 3) : "";
      text = start + Redactor.MARK + AT + text.substring(at + 1);
    }
    int query = text.indexOf('?');
    return query < 0 ? text : text.substring(0, query + 1) + Redactor.MARK;
  }

  private static String cut(String text) {
    if (text.length() <= LONGEST) {
      return escape(text);
    }
    return escape(text.substring(0, KEPT)) + "... (" + text.length() + " characters)";
  }

  private static String escape(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                out.append('\\').append((char) c);
              } else if (isPlain(c)) {
                out.appendCodePoint(c);
              } else {
                appendHex(out, c);
              }
            });
    return out.toString();
  }

  private static boolean isPlain(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }

  private static void appendHex(StringBuilder out, int c) {
    String hex = Integer.toHexString(c);
    out.append("\\u").append("0".repeat(Math.max(0, 4 - hex.length()))).append(hex);
  }
}
