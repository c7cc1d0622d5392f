// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http;

import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Joins the lines of a header that is a comma-separated list (RFC 9110, section 5.3). */
final class HeaderList {

  private HeaderList() {}

  /** The members without the empty ones; null if there are more than {@code maxMembers}. */
  static @Nullable String join(List<String> lines, int maxMembers) {
    if (lines.size() == 1 && isPlain(lines.get(0), maxMembers)) {
      return lines.get(0);
    }
    StringBuilder joined = new StringBuilder();
    int members = 0;
    for (String line : lines) {
      for (int from = 0; from <= line.length(); ) {
        int comma = line.indexOf(',', from);
        int to = comma < 0 ? line.length() : comma;
        String member = line.substring(from, to).strip();
        if (!member.isEmpty()) {
          if (++members > maxMembers) {
            return null;
          }
          joined.append(joined.length() == 0 ? "" : ",").append(member);
        }
        from = to + 1;
      }
    }
    return joined.toString();
  }

  /** Whether a line needs no change: few members, none empty. */
  private static boolean isPlain(String line, int maxMembers) {
    int members = 1;
    boolean empty = true;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == ',') {
        if (empty) {
          return false;
        }
        members++;
        empty = true;
      } else if (c != ' ' && c != '\t') {
        empty = false;
      }
    }
    return !empty && members <= maxMembers;
  }

  /** Whether each '%' is followed by two hexadecimal digits. */
  static boolean isEscaped(String text) {
    for (int at = text.indexOf('%'); at >= 0; at = text.indexOf('%', at + 1)) {
      if (at + 2 >= text.length()
          || !HexFormat.isHexDigit(text.charAt(at + 1))
          || !HexFormat.isHexDigit(text.charAt(at + 2))) {
        return false;
      }
    }
    return true;
  }
}
