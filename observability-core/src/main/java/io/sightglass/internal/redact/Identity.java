// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.redact;

/** Numbers of persons, businesses and accounts that are letters and digits. */
final class Identity {

  static final int PAN = 10;
  static final int GSTIN = 15;

  private static final int MIN_IBAN = 15;

  /** Kinds of holders, the fourth letter of a PAN. */
  private static final String HOLDERS = "ABCFGHJLPT";

  /** The length of an IBAN by country. */
  private static final String IBANS =
      "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27"
          + " DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21"
          + " HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27"
          + " MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24"
          + " RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22"
          + " VG24 XK20 YE30 ";

  private Identity() {}

  /** Five letters, four digits, a letter. */
  static boolean isPan(String text, int from) {
    for (int i = 0; i < PAN; i++) {
      char c = text.charAt(from + i);
      if ((i < 5 || i == 9) ? !Chars.isUpper(c) : !Chars.isDigit(c)) {
        return false;
      }
    }
    return HOLDERS.indexOf(text.charAt(from + 3)) >= 0;
  }

  /** A state's two digits, a PAN, the number of the registration, Z, a check character. */
  static boolean isGstin(String text, int from) {
    if (!Chars.isDigitAt(text, from + 1) || text.charAt(from + 13) != 'Z') {
      return false;
    }
    for (int i = 0; i < GSTIN; i++) {
      char c = text.charAt(from + i);
      if (!Chars.isDigit(c) && !Chars.isUpper(c)) {
        return false;
      }
    }
    return isPan(text, from + 2)
        && Checks.base36(text, from, from + GSTIN - 1) == text.charAt(from + GSTIN - 1);
  }

  /** Where the IBAN that begins there ends, with or without blanks between groups of four. */
  static int ibanEnd(String text, int from, int wordEnd) {
    int length = ibanLength(text, from);
    if (length < 0) {
      return -1;
    }
    int end = wordEnd - from == length ? wordEnd : groupedEnd(text, from, wordEnd, length);
    if (end < 0 || Chars.isWordAt(text, end)) {
      return -1;
    }
    int rest = Checks.mod97(0, text, from + 4, end);
    return Checks.mod97(rest, text, from, from + 4) == 1 ? end : -1;
  }

  private static int ibanLength(String text, int from) {
    boolean starts =
        Chars.isUpper(text.charAt(from))
            && from + 4 <= text.length()
            && Chars.isUpper(text.charAt(from + 1))
            && Chars.isDigit(text.charAt(from + 2))
            && Chars.isDigit(text.charAt(from + 3));
    if (!starts) {
      return -1;
    }
    for (int i = 0; i < IBANS.length(); i += 5) {
      if (IBANS.charAt(i) == text.charAt(from) && IBANS.charAt(i + 1) == text.charAt(from + 1)) {
        return (IBANS.charAt(i + 2) - '0') * 10 + IBANS.charAt(i + 3) - '0';
      }
    }
    return -1;
  }

  private static int groupedEnd(String text, int from, int wordEnd, int length) {
    if (wordEnd - from != 4 || length < MIN_IBAN) {
      return -1;
    }
    int end = from + length + (length - 1) / 4;
    if (end > text.length()) {
      return -1;
    }
    for (int i = from; i < end; i++) {
      char c = text.charAt(i);
      boolean blank = (i - from) % 5 == 4;
      if (blank ? c != ' ' : !Chars.isUpper(c) && !Chars.isDigit(c)) {
        return -1;
      }
    }
    return end;
  }
}
