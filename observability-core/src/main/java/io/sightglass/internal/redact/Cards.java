// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.redact;

/** Numbers of payment cards: by the ranges of their issuers, and by their check digit. */
final class Cards {

  private Cards() {}

  /**
   * Whether these are a card's digits.
   *
   * @param digits how many there are; characters between that are none are passed over
   */
  static boolean isCard(String text, int from, int to, int digits) {
    int first = 0;
    int read = 0;
    for (int i = from; read < 6; i++) {
      char c = text.charAt(i);
      if (Chars.isDigit(c)) {
        first = first * 10 + c - '0';
        read++;
      }
    }
    return isIssued(first, digits) && Checks.isLuhn(text, from, to);
  }

  /** Whether an issuer gives out numbers of that length that begin with those six digits. */
  private static boolean isIssued(int first, int digits) {
    int two = first / 10_000;
    int three = first / 1_000;
    int four = first / 100;
    boolean sixteen = digits == 16;
    if (two / 10 == 4) {
      return sixteen || digits == 13 || digits == 19; // Visa
    }
    if (two == 34 || two == 37) {
      return digits == 15; // American Express
    }
    if (two == 36 || two == 38 || two == 39 || (three >= 300 && three <= 305) || four == 3095) {
      return digits == 14 || sixteen; // Diners Club
    }
    boolean master = (two >= 51 && two <= 55) || (four >= 2221 && four <= 2720);
    boolean ruPay = three == 508 || three == 353 || three == 356 || two == 81 || two == 82;
    if (master || ruPay) {
      return sixteen;
    }
    boolean discover = four == 6011 || two == 65 || (three >= 644 && three <= 649);
    boolean japanese = four >= 3528 && four <= 3589;
    boolean maestro =
        four == 5018 || four == 5020 || four == 5038 || four == 5893 || four == 6304 || two == 67;
    boolean long16 = two == 60 || two == 62 || discover || japanese || maestro; // and UnionPay
    return long16 && digits >= 16;
  }
}
