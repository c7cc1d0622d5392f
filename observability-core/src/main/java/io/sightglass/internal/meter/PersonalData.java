// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.meter;

/**
 * Recognises values that look like an e-mail address, a phone number, a UUID or a payment card:
 * they name a person or a thing, and would make a series of each. A guess by shape, meant for
 * values of at most a few hundred characters; it is made once for each value that is new.
 */
final class PersonalData {

  private static final int[] UUID_GROUPS = {8, 4, 4, 4, 12};

  private PersonalData() {}

  static boolean isLike(String value) {
    return hasAddress(value) || hasUuid(value) || hasNumber(value);
  }

  // something@host.tld, anywhere in the value
  private static boolean hasAddress(String value) {
    for (int at = value.indexOf('@'); at > 0; at = value.indexOf('@', at + 1)) {
      if (isWord(value.charAt(at - 1)) && hasDottedHost(value, at + 1)) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasDottedHost(String value, int from) {
    int end = from;
    int lastDot = -1;
    while (end < value.length() && isHost(value.charAt(end))) {
      if (value.charAt(end) == '.') {
        lastDot = end;
      }
      end++;
    }
    return lastDot > from && end - lastDot > 2;
  }

  private static boolean hasUuid(String value) {
    if (value.length() == 32 && isHexWord(value)) {
      return true;
    }
    for (int start = 0; start + 36 <= value.length(); start++) {
      if (isUuidAt(value, start)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isHexWord(String value) {
    boolean digit = false;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (!isHex(c)) {
        return false;
      }
      digit |= isDigit(c);
    }
    return digit;
  }

  private static boolean isUuidAt(String value, int start) {
    int at = start;
    for (int group = 0; group < UUID_GROUPS.length; group++) {
      if (group > 0 && value.charAt(at++) != '-') {
        return false;
      }
      for (int end = at + UUID_GROUPS[group]; at < end; at++) {
        if (!isHex(value.charAt(at))) {
          return false;
        }
      }
    }
    return true;
  }

  // Runs of digits, with at most one separator between two of them.
  private static boolean hasNumber(String value) {
    int at = 0;
    while (at < value.length()) {
      if (!isDigit(value.charAt(at))) {
        at++;
        continue;
      }
      int end = endOfNumber(value, at);
      if (isCard(value, at, end) || isPhone(value, at, end)) {
        return true;
      }
      at = end;
    }
    return false;
  }

  private static int endOfNumber(String value, int start) {
    int end = start + 1;
    for (int i = start + 1; i < value.length(); i++) {
      char c = value.charAt(i);
      if (isDigit(c)) {
        end = i + 1;
      } else if (!isSeparator(c) || i - end >= 2) {
        break;
      }
    }
    return end;
  }

  // ISO/IEC 7812: 12 to 19 digits with a Luhn check digit; issuers use 13 to 19.
  private static boolean isCard(String value, int start, int end) {
    int digits = 0;
    int sum = 0;
    for (int i = end - 1; i >= start; i--) {
      char c = value.charAt(i);
      if (!isDigit(c)) {
        continue;
      }
      int digit = c - '0';
      if (digits % 2 == 1) {
        digit = digit > 4 ? digit * 2 - 9 : digit * 2;
      }
      sum += digit;
      digits++;
    }
    return digits >= 13 && digits <= 19 && sum % 10 == 0;
  }

  // ITU-T E.164: up to 15 digits. With a leading '+' anywhere; without one the whole value.
  private static boolean isPhone(String value, int start, int end) {
    int digits = 0;
    for (int i = start; i < end; i++) {
      if (isDigit(value.charAt(i))) {
        digits++;
      }
    }
    if (start > 0 && value.charAt(start - 1) == '+') {
      return digits >= 7 && digits <= 15;
    }
    return digits >= 10 && digits <= 15 && isAllNumber(value);
  }

  private static boolean isAllNumber(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (!isDigit(c) && !isSeparator(c)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSeparator(char c) {
    return c == ' ' || c == '-' || c == '(' || c == ')' || c == '.' || c == '/';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isHex(char c) {
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '+' || c == '.';
  }

  private static boolean isHost(char c) {
    return Character.isLetterOrDigit(c) || c == '-' || c == '.';
  }
}
