// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.redact;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** What begins with a letter: credentials after their scheme, JWTs, keys of vendors, and ids. */
final class Tokens {

  private static final String BEARER = "bearer";
  private static final String BASIC = "basic";
  private static final String DASHES = "-----";
  private static final int MIN_TOKEN = 6;
  private static final int MAX_BASIC = 4_096;
  private static final int LONG_TOKEN = 24;
  private static final int MIN_JWT_PART = 10;
  private static final int MAX_KEY_BLOCK_HEAD = 64;
  private static final int TOKEN = Chars.WORD | Chars.TOKEN;

  /** How a vendor's keys begin, and how long they are at least. */
  private record Vendor(String prefix, int least) {}

  /** Each a prefix and the least length of a whole key. */
  private static final String VENDORS =
      "AKIA 20 ASIA 20 ABIA 20 ACCA 20 ghp_ 36 gho_ 36 ghu_ 36 ghs_ 36 ghr_ 36 github_pat_ 40"
          + " glpat- 26 gldt- 25 glrt- 25 xoxb- 20 xoxp- 20 xoxa- 20 xoxr- 20 xoxs- 20 xoxe- 20"
          + " xapp- 20 sk_live_ 20 sk_test_ 20 rk_live_ 20 rk_test_ 20 whsec_ 24 rzp_live_ 20"
          + " rzp_test_ 20 sk-ant- 24 sk-proj- 24 sk-svcacct- 24 sk-or- 24 sk- 32 AIza 39 ya29. 24"
          + " SG. 40 npm_ 36 pypi- 40 shpat_ 36 shpss_ 36 shpca_ 36 shppa_ 36 dop_v1_ 40 doo_v1_ 40"
          + " hf_ 30 gsk_ 40 xai- 40 pplx- 40 r8_ 36 hvs. 24 hvb. 24 s.hvs 24 dapi 34 glsa_ 36"
          + " glc_ 36 NRAK- 24 sntrys_ 36 sntryu_ 36 ATATT3 40 EAA 60 sq0atp- 24 sq0csp- 24"
          + " lin_api_ 36 secret_ 36 key- 36 SK 34 PMAK- 40 tvly- 24 pat- 40 AGE-SECRET-KEY- 60"
          + " pk_live_ 24 cfut_ 40 fig 40 dckr_pat_ 30 ops_ 60 phx_ 36 sl. 60";

  private static final List<Vendor[]> BY_FIRST = vendors();

  private Tokens() {}

  private static List<Vendor[]> vendors() {
    List<List<Vendor>> lists = new ArrayList<>();
    for (int first = 0; first < 128; first++) {
      lists.add(new ArrayList<>());
    }
    String[] words = VENDORS.split(" ", -1);
    for (int i = 0; i < words.length; i += 2) {
      lists.get(words[i].charAt(0)).add(new Vendor(words[i], Integer.parseInt(words[i + 1])));
    }
    return lists.stream().map(list -> list.toArray(Vendor[]::new)).toList();
  }

  /** Where the secret that begins with or after this word ends; -1 where there is none. */
  static int end(String text, int start, int wordEnd, int kinds) {
    if (kinds == (Chars.UPPER | Chars.DIGIT)) {
      int end = idEnd(text, start, wordEnd);
      if (end > 0) {
        return end;
      }
    }
    if (isKeyBlock(text, start)) {
      return keyBlockEnd(text, start);
    }
    int scheme = schemeEnd(text, start, wordEnd);
    if (scheme > 0) {
      return scheme;
    }
    // A part of a run with hyphens was read with the run.
    if (start > 0 && text.charAt(start - 1) == '-') {
      return -1;
    }
    return text.startsWith("eyJ", start) ? jwtEnd(text, start) : vendorEnd(text, start);
  }

  /** Where the secret itself begins: after the scheme's word, which stays. */
  static int from(String text, int start, int wordEnd) {
    if (isScheme(text, start, wordEnd)) {
      return wordEnd + 1;
    }
    return isKeyBlock(text, start) ? start - DASHES.length() : start;
  }

  private static boolean isKeyBlock(String text, int start) {
    return text.startsWith("BEGIN ", start) && text.startsWith(DASHES, start - DASHES.length());
  }

  private static int idEnd(String text, int start, int wordEnd) {
    if (start > 0 && isJoint(text.charAt(start - 1))) {
      return -1;
    }
    int end = Identity.ibanEnd(text, start, wordEnd);
    if (end > 0) {
      return end;
    }
    boolean pan = wordEnd - start == Identity.PAN && Identity.isPan(text, start);
    boolean goesOn =
        wordEnd < text.length()
            && isJoint(text.charAt(wordEnd))
            && Chars.isWordAt(text, wordEnd + 1);
    return pan && !goesOn ? wordEnd : -1;
  }

  private static boolean isJoint(char c) {
    return c == '-' || c == '.';
  }

  private static boolean isScheme(String text, int start, int wordEnd) {
    int length = wordEnd - start;
    String scheme = length == BEARER.length() ? BEARER : BASIC;
    return length == scheme.length()
        && text.regionMatches(true, start, scheme, 0, length)
        && Chars.isAt(text, wordEnd, ' ');
  }

  private static int schemeEnd(String text, int start, int wordEnd) {
    if (!isScheme(text, start, wordEnd)) {
      return -1;
    }
    int from = wordEnd + 1;
    int end = Chars.runEnd(text, from, TOKEN);
    while (end > from && text.charAt(end - 1) == '.') {
      end--;
    }
    if (end - from < MIN_TOKEN) {
      return -1;
    }
    boolean basic = wordEnd - start == BASIC.length();
    return (basic ? isBasic(text, from, end) : isToken(text, from, end)) ? end : -1;
  }

  /** Whether it is more than a word of prose: mixed, or long. */
  private static boolean isToken(String text, int from, int end) {
    int kinds = 0;
    for (int i = from; i < end; i++) {
      kinds |= Chars.of(text.charAt(i));
    }
    boolean mixed = (kinds & Chars.LOWER) != 0 && (kinds & Chars.UPPER) != 0;
    boolean capital = mixed && Chars.runEnd(text, from + 1, Chars.LOWER) == end;
    return (kinds & Chars.DIGIT) != 0 || (mixed && !capital) || end - from >= LONG_TOKEN;
  }

  /** Whether it reads as a user, a colon and a password. */
  private static boolean isBasic(String text, int from, int end) {
    int last = Math.min(end, from + MAX_BASIC);
    while (last > from && text.charAt(last - 1) == '=') {
      last--;
    }
    for (int i = from; i < last; i++) {
      char c = text.charAt(i);
      if (c == '_' || c == '-' || c == '.' || c == '~' || c == '=') {
        return false; // no base64, which the decoder would throw for
      }
    }
    if ((last - from) % 4 == 1) {
      return false;
    }
    for (byte b : Base64.getDecoder().decode(text.substring(from, last))) {
      if (b == ':') {
        return true;
      }
    }
    return false;
  }

  /** Where the parts of a JWT or a JWE end. */
  private static int jwtEnd(String text, int start) {
    int end = partEnd(text, start);
    if (end - start < MIN_JWT_PART || !Chars.isAt(text, end, '.')) {
      return -1;
    }
    int second = partEnd(text, end + 1);
    if (second - end < 5) {
      return -1;
    }
    end = second;
    while (Chars.isAt(text, end, '.') && partEnd(text, end + 1) > end + 1) {
      end = partEnd(text, end + 1);
    }
    return end;
  }

  private static int partEnd(String text, int from) {
    int i = from;
    while (i < text.length() && (Chars.isWord(text.charAt(i)) || text.charAt(i) == '-')) {
      i++;
    }
    return i;
  }

  private static int vendorEnd(String text, int start) {
    for (Vendor vendor : BY_FIRST.get(text.charAt(start))) {
      if (text.startsWith(vendor.prefix(), start)) {
        int end = keyEnd(text, start, vendor);
        if (end > 0) {
          return end;
        }
      }
    }
    return -1;
  }

  private static int keyEnd(String text, int start, Vendor vendor) {
    char last = vendor.prefix().charAt(vendor.prefix().length() - 1);
    int end = start + vendor.prefix().length();
    boolean marked = last == '-' || last == '_' || last == '.';
    boolean dots = last == '.';
    if (dots && Chars.isAt(text, start - 1, '.')) {
      return -1; // read with what stands before it
    }
    boolean digit = false;
    for (; end < text.length(); end++) {
      char c = text.charAt(end);
      if (!Chars.isWord(c) && !(marked && c == '-') && !(dots && c == '.')) {
        break;
      }
      digit |= Chars.isDigit(c);
    }
    return digit && end - start >= vendor.least() ? end : -1;
  }

  /** Where a block of a private key ends; the text's end where it is cut off. */
  private static int keyBlockEnd(String text, int start) {
    int head = start;
    while (!text.startsWith("PRIVATE KEY", head)) {
      if (head - start > MAX_KEY_BLOCK_HEAD) {
        return -1;
      }
      head++;
    }
    int end = text.indexOf("-----END ", head);
    if (end < 0) {
      return text.length();
    }
    int tail = text.indexOf(DASHES, end + 9);
    return tail < 0 ? text.length() : tail + 5;
  }
}
