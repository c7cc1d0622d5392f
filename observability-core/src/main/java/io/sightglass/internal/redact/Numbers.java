// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.redact;

/**
 * What begins with a digit: cards, Aadhaar numbers, telephone numbers, GSTINs. A part of something
 * longer, as of a UUID, of a decimal or of a version, is none of them.
 */
final class Numbers {

  private static final int MIN_CARD = 13;
  private static final int MAX_CARD = 19;
  private static final int AADHAAR = 12;
  private static final int MOBILE = 10;
  private static final int MAX_PHONE = 15;
  private static final int MAX_GROUPS = 5;
  private static final int LOOK_BACK = 24;

  /** The lengths of groups in which numbers are written, a digit for each; the longest first. */
  private static final String[] LAYOUTS = {"44443", "4444", "465", "464", "444", "334", "55"};

  /** What makes ten bare digits a telephone number. */
  private static final String[] CALLS = {
    "phone", "mobile", "mob", "tel", "call", "sms", "whatsapp", "contact", "msisdn", "dial", "otp"
  };

  /** What makes twelve bare digits the reference of a payment, which banks give that length. */
  private static final String[] REFERENCES = {
    "rrn", "utr", "ref", "reference", "txn", "arn", "batch", "order", "invoice"
  };

  private Numbers() {}

  /** Where the secret that begins with this word ends; -1 where it begins none. */
  static int end(String text, int start, int wordEnd, int kinds) {
    if (isInside(text, start)) {
      return -1;
    }
    if (kinds != Chars.DIGIT) {
      boolean gstin = wordEnd - start == Identity.GSTIN && Identity.isGstin(text, start);
      return gstin && !goesOn(text, wordEnd) ? wordEnd : -1;
    }
    int length = wordEnd - start;
    if (length <= 5) {
      return length < 3 ? -1 : groupsEnd(text, start, wordEnd);
    }
    if (length < MOBILE || length > MAX_CARD) {
      return telegramEnd(text, length, wordEnd);
    }
    if (goesOn(text, wordEnd)) {
      return -1;
    }
    int bot = telegramEnd(text, length, wordEnd);
    return bot > 0 ? bot : isSecret(text, start, length) ? wordEnd : -1;
  }

  private static boolean isSecret(String text, int start, int length) {
    if (length == AADHAAR) {
      return (isAadhaar(text, start, start + length) || isIndian(text, start, start + 2))
          && !isNamed(text, start, REFERENCES);
    }
    if (length >= MIN_CARD) {
      return Cards.isCard(text, start, start + length, length);
    }
    boolean national = length == 11 && text.charAt(start) == '0';
    return (length == MOBILE || national)
        && text.charAt(start + (national ? 1 : 0)) >= '6'
        && isNamed(text, start, CALLS);
  }

  private static boolean isAadhaar(String text, int start, int end) {
    return text.charAt(start) >= '2' && Checks.isVerhoeff(text, start, end);
  }

  /** India's country code and a mobile number, as WhatsApp writes it. */
  private static boolean isIndian(String text, int start, int mobile) {
    return text.startsWith("91", start) && text.charAt(mobile) >= '6';
  }

  /** Whether one of those words stands before it. */
  private static boolean isNamed(String text, int start, String[] words) {
    int from = Math.max(0, start - LOOK_BACK);
    for (String word : words) {
      for (int i = from; i + word.length() < start; i++) {
        if (text.regionMatches(true, i, word, 0, word.length())
            && (i == 0 || !Chars.isLetter(text.charAt(i - 1)))) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether it is the later part of something that began before. */
  private static boolean isInside(String text, int start) {
    if (start == 0) {
      return false;
    }
    char before = text.charAt(start - 1);
    if (before == '.') {
      return Chars.isDigitAt(text, start - 2);
    }
    return (before == '-' && Chars.isWordAt(text, start - 2)) || before >= 0xC0;
  }

  /** Whether something longer goes on after it: a decimal, a version, a hyphenated id. */
  private static boolean goesOn(String text, int end) {
    if (end >= text.length()) {
      return false;
    }
    char c = text.charAt(end);
    return c >= 0xC0 || ((c == '.' || c == '-') && Chars.isWordAt(text, end + 1));
  }

  /** Digits in groups of a known layout, set apart by one blank or by one hyphen. */
  private static int groupsEnd(String text, int start, int firstEnd) {
    if (firstEnd >= text.length()) {
      return -1;
    }
    char separator = text.charAt(firstEnd);
    if ((separator != ' ' && separator != '-') || !Chars.isDigitAt(text, firstEnd + 1)) {
      return -1;
    }
    int[] ends = new int[MAX_GROUPS];
    int groups = 0;
    int end = firstEnd;
    int from = start;
    while (groups < MAX_GROUPS) {
      ends[groups++] = end;
      from = end + 1;
      if (!Chars.isAt(text, end, separator) || !Chars.isDigitAt(text, from)) {
        break;
      }
      end = Chars.runEnd(text, from, Chars.DIGIT);
    }
    for (String layout : LAYOUTS) {
      if (layout.length() <= groups && isLaidOut(text, start, ends, layout, separator)) {
        return ends[layout.length() - 1];
      }
    }
    return -1;
  }

  private static boolean isLaidOut(
      String text, int start, int[] ends, String layout, char separator) {
    int from = start;
    int digits = 0;
    for (int i = 0; i < layout.length(); i++) {
      int length = layout.charAt(i) - '0';
      if (ends[i] - from != length) {
        return false;
      }
      digits += length;
      from = ends[i] + 1;
    }
    int end = ends[layout.length() - 1];
    if (Chars.isWordAt(text, end) || goesOn(text, end)) {
      return false;
    }
    return switch (digits) {
      case AADHAAR -> isAadhaar(text, start, end);
      case MOBILE -> isPhone(text, start, layout, separator);
      default -> Cards.isCard(text, start, end, digits);
    };
  }

  private static boolean isPhone(String text, int start, String layout, char separator) {
    if (layout.equals("55")) {
      return text.charAt(start) >= '6' && (separator == '-' || isNamed(text, start, CALLS));
    }
    boolean area = text.charAt(start) >= '2' && text.charAt(start + 4) >= '2';
    return area && (separator == '-' || isNamed(text, start, CALLS));
  }

  /** Where the number after a plus sign ends; -1 where there are not 10 to 15 digits. */
  static int internationalEnd(String text, int plus) {
    int digits = 0;
    int end = plus + 1;
    int i = plus + 1;
    for (; i < text.length() && digits <= MAX_PHONE; i++) {
      char c = text.charAt(i);
      if (Chars.isDigit(c)) {
        digits++;
        end = i + 1;
      } else if (!isBetween(text, i)) {
        break;
      }
    }
    boolean number = digits >= MOBILE && digits <= MAX_PHONE && text.charAt(plus + 1) != '0';
    return number && !Chars.isWordAt(text, end) && !goesOn(text, end) ? end : -1;
  }

  private static boolean isBetween(String text, int at) {
    char c = text.charAt(at);
    if (c == '(' || c == ')') {
      return true;
    }
    char next = at + 1 < text.length() ? text.charAt(at + 1) : '.';
    return (c == ' ' || c == '-') && (Chars.isDigit(next) || next == '(' || next == ')');
  }

  /** A bot's token of Telegram: its number, a colon and 35 characters. */
  private static int telegramEnd(String text, int length, int wordEnd) {
    if (length < 8 || length > 10 || !Chars.isAt(text, wordEnd, ':')) {
      return -1;
    }
    int end = wordEnd + 1;
    while (end < text.length()
        && end - wordEnd <= 36
        && (Chars.isWord(text.charAt(end)) || text.charAt(end) == '-')) {
      end++;
    }
    return end - wordEnd - 1 == 35 ? end : -1;
  }
}
