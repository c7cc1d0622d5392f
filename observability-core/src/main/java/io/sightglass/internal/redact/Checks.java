// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.redact;

/** Check digits. Characters that are no digits are passed over. */
final class Checks {

  private static final String DIHEDRAL =
      "0123456789123406789523401789563401289567401239567859876043216598710432765982104387659321049876543210";
  private static final String PERMUTATIONS =
      "01234567891576283094580379614289160435279453126870428657390127938064157046913258";

  private Checks() {}

  static boolean isLuhn(String text, int from, int to) {
    int sum = 0;
    boolean twice = false;
    for (int i = to - 1; i >= from; i--) {
      char c = text.charAt(i);
      if (Chars.isDigit(c)) {
        int digit = c - '0';
        if (twice) {
          digit = digit > 4 ? 2 * digit - 9 : 2 * digit;
        }
        sum += digit;
        twice = !twice;
      }
    }
    return sum % 10 == 0;
  }

  /** Verhoeff's scheme: the group D5 and a permutation that moves on with each place. */
  static boolean isVerhoeff(String text, int from, int to) {
    int check = 0;
    int place = 0;
    for (int i = to - 1; i >= from; i--) {
      char c = text.charAt(i);
      if (Chars.isDigit(c)) {
        int moved = PERMUTATIONS.charAt(place % 8 * 10 + c - '0') - '0';
        check = DIHEDRAL.charAt(check * 10 + moved) - '0';
        place++;
      }
    }
    return check == 0;
  }

  /** The rest by 97 of a text of letters and digits, a letter standing for 10 to 35. */
  static int mod97(int rest, String text, int from, int to) {
    int sum = rest;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (Chars.isDigit(c)) {
        sum = (sum * 10 + c - '0') % 97;
      } else if (Chars.isUpper(c)) {
        sum = (sum * 100 + c - 'A' + 10) % 97;
      }
    }
    return sum;
  }

  /** The check character of a GSTIN: base 36, with the weights 1 and 2 in turn. */
  static char base36(String text, int from, int to) {
    int sum = 0;
    for (int i = from; i < to; i++) {
      int product = value(text.charAt(i)) * ((i - from) % 2 + 1);
      sum += product / 36 + product % 36;
    }
    int check = (36 - sum % 36) % 36;
    return (char) (check < 10 ? '0' + check : 'A' + check - 10);
  }

  private static int value(char c) {
    return Chars.isDigit(c) ? c - '0' : c - 'A' + 10;
  }
}
