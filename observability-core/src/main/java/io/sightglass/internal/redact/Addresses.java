// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.redact;

import java.util.Locale;
import java.util.Set;

/** What stands before an at sign: e-mail addresses, UPI ids, and credentials in URLs and DSNs. */
final class Addresses {

  private static final int MAX_LOCAL = 64;
  private static final int MAX_DOMAIN = 255;
  private static final int MAX_CREDENTIALS = 512;
  private static final int MAX_HANDLE = 24;

  /** Banks' handles of UPI ids, beside those that begin with "ok" or end in "bank". */
  private static final Set<String> HANDLES =
      Set.of(
          "upi",
          "ybl",
          "ibl",
          "axl",
          "apl",
          "yapl",
          "rapl",
          "paytm",
          "ptyes",
          "ptaxis",
          "ptsbi",
          "pthdfc",
          "sbi",
          "icici",
          "hdfc",
          "axis",
          "axisb",
          "kotak",
          "pnb",
          "boi",
          "cnrb",
          "barodampay",
          "freecharge",
          "ikwik",
          "airtel",
          "jio",
          "postbank",
          "fam",
          "slice",
          "jupiteraxis",
          "naviaxis",
          "waaxis",
          "wahdfcbank",
          "waicici",
          "wasbi",
          "timecosmos",
          "tapicici",
          "idfcfirst",
          "rbl",
          "federal",
          "indus",
          "yesg",
          "abfspay",
          "superyes",
          "yescred",
          "goaxb",
          "pingpay",
          "mbk",
          "dbs",
          "citi",
          "hsbc",
          "sc",
          "kbl",
          "uco",
          "union",
          "unionbankofindia",
          "obc",
          "allbank");

  /** What follows an at sign in names of files and is no top-level domain. */
  private static final Set<String> FILES =
      Set.of("png", "jpg", "jpeg", "gif", "svg", "webp", "css", "js", "class", "jar", "java");

  private Addresses() {}

  /** Where credentials that begin after {@code ://} end; -1 where there are none. */
  static int credentialsEnd(String text, int from) {
    int limit = Math.min(text.length(), from + MAX_CREDENTIALS);
    int lastAt = -1;
    int colon = -1;
    int portEnd = -1;
    for (int i = from; i < limit; i++) {
      char c = text.charAt(i);
      if (Chars.isSpace(c)
          || c == '"'
          || c == '\''
          || c == '<'
          || c == '>'
          || c == '?'
          || c == '#') {
        break;
      }
      if (c == '@') {
        lastAt = i;
      } else if (c == ':' && text.startsWith("//", i + 1)) {
        break; // the next URL
      } else if (c == ':' && colon < 0) {
        colon = i;
        portEnd = Chars.runEnd(text, i + 1, Chars.DIGIT);
      } else if (c == '/' && (lastAt >= 0 || colon < 0 || portEnd == i)) {
        break; // Otherwise a password that was not encoded.
      }
    }
    return lastAt > from ? lastAt : -1;
  }

  /**
   * Where user and password of {@code jdbc:oracle:thin:user/password@…} end; -1 for anything else.
   */
  static int oracleEnd(String text, int at) {
    boolean driver = text.startsWith(":thin", at - 5) || text.startsWith(":oci", at - 4);
    int end = driver ? Chars.runEnd(text, at + 1, Chars.WORD | Chars.TOKEN) : -1;
    return end > at + 1 && Chars.isAt(text, end, '@') ? end : -1;
  }

  /** Where what stands before the at sign begins; -1 where nothing does. */
  static int start(String text, int done, int at) {
    boolean dsn = text.startsWith("tcp(", at + 1) || text.startsWith("unix(", at + 1);
    int least = Math.max(done, at - MAX_LOCAL);
    int from = at;
    while (from > least && isBefore(text.charAt(from - 1), dsn)) {
      from--;
    }
    while (from < at && !Chars.isWord(text.charAt(from))) {
      from++;
    }
    return from < at ? from : -1;
  }

  private static boolean isBefore(char c, boolean dsn) {
    return isLocal(c) || (dsn && isDsn(c));
  }

  private static boolean isLocal(char c) {
    return Chars.isWord(c) || c == '.' || c == '-' || c == '+' || c == '%' || c >= 0xC0;
  }

  private static boolean isDsn(char c) {
    return c > ' ' && c != '"' && c != '\'' && c != '=';
  }

  /** Where the address ends whose at sign that is; -1 where it is none. */
  static int end(String text, int from, int at) {
    if (text.startsWith("tcp(", at + 1) || text.startsWith("unix(", at + 1)) {
      return at;
    }
    int limit = Math.min(text.length(), at + 1 + MAX_DOMAIN);
    int end = at + 1;
    int dot = -1;
    while (end < limit) {
      char c = text.charAt(end);
      if (c == '.') {
        if (!Chars.isWordAt(text, end + 1) || end == at + 1) {
          break;
        }
        dot = end;
      } else if (!Chars.isWord(c) && c != '-' && c < 0xC0) {
        break;
      }
      end++;
    }
    return dot < 0 ? handleEnd(text, at, end) : domainEnd(text, from, at, dot, end);
  }

  private static int domainEnd(String text, int from, int at, int dot, int end) {
    String last = text.substring(dot + 1, end);
    boolean domain = last.length() >= 2;
    for (int i = 0; i < last.length() && domain; i++) {
      domain = Chars.isLetter(last.charAt(i)) || last.charAt(i) >= 0xC0;
    }
    boolean git = at - from == 3 && text.startsWith("git", from) && Chars.isAt(text, end, ':');
    return domain && !git && !FILES.contains(last.toLowerCase(Locale.ROOT)) ? end : -1;
  }

  private static int handleEnd(String text, int at, int end) {
    if (end - at - 1 < 2 || end - at - 1 > MAX_HANDLE) {
      return -1;
    }
    String handle = text.substring(at + 1, end).toLowerCase(Locale.ROOT);
    boolean known =
        HANDLES.contains(handle)
            || handle.endsWith("bank")
            || (handle.startsWith("ok") && handle.length() > 4);
    return known ? end : -1;
  }
}
