// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Objects;

/**
 * An amount of money: a decimal number of major units and its currency. There is no way in from a
 * {@code double}, which cannot hold most amounts.
 *
 * <p>Immutable and thread-safe. Negative amounts exist (a correction) and are never measured.
 *
 * @param amount in major units (rupees, dollars), with at most four more digits than the currency
 *     has
 * @param currency an ISO 4217 currency
 */
public record Money(BigDecimal amount, Currency currency) {

  // Prices per unit have more digits than a payment; beyond these it is a mistake.
  private static final int FURTHER_DIGITS = 4;
  // Far beyond any amount that is paid, far below what would cost time to print.
  private static final int MAX_PRECISION = 40;

  private static final Currency INR = Currency.getInstance("INR");
  private static final Currency USD = Currency.getInstance("USD");
  private static final Currency EUR = Currency.getInstance("EUR");
  private static final Currency GBP = Currency.getInstance("GBP");

  /**
   * An amount.
   *
   * @throws IllegalArgumentException for more digits than the currency can have
   */
  public Money {
    Objects.requireNonNull(amount, "amount");
    Objects.requireNonNull(currency, "currency");
    int digits = Math.max(0, currency.getDefaultFractionDigits()) + FURTHER_DIGITS;
    if (amount.precision() > MAX_PRECISION || Math.abs((long) amount.scale()) > MAX_PRECISION) {
      throw new IllegalArgumentException(
          "an amount has at most " + MAX_PRECISION + " digits, this one has more");
    }
    if (amount.scale() > digits && amount.stripTrailingZeros().scale() > digits) {
      throw new IllegalArgumentException(
          "amount " + amount + ": " + currency + " has at most " + digits + " decimals here");
    }
  }

  /** An amount in major units. */
  public static Money of(BigDecimal amount, Currency currency) {
    return new Money(amount, currency);
  }

  /**
   * An amount in major units.
   *
   * @param amount a decimal number, for example {@code 1499.00}
   * @param currency an ISO 4217 code
   * @throws IllegalArgumentException for a text that is no number or an unknown code
   */
  public static Money of(String amount, String currency) {
    return new Money(decimal(amount), currency(currency));
  }

  /** An amount in minor units (paise, cents): {@code ofMinor(149900, INR)} is 1499.00. */
  public static Money ofMinor(long minorUnits, Currency currency) {
    int digits = Math.max(0, currency.getDefaultFractionDigits());
    return new Money(BigDecimal.valueOf(minorUnits, digits), currency);
  }

  /** Indian rupees. */
  public static Money inr(String amount) {
    return new Money(decimal(amount), INR);
  }

  /** US dollars. */
  public static Money usd(String amount) {
    return new Money(decimal(amount), USD);
  }

  /** Euros. */
  public static Money eur(String amount) {
    return new Money(decimal(amount), EUR);
  }

  /** Pounds sterling. */
  public static Money gbp(String amount) {
    return new Money(decimal(amount), GBP);
  }

  /**
   * The sum.
   *
   * @throws IllegalArgumentException for another currency
   */
  public Money plus(Money other) {
    if (!currency.equals(other.currency)) {
      throw new IllegalArgumentException(currency + " and " + other.currency + " have no sum");
    }
    return new Money(amount.add(other.amount), currency);
  }

  /** For example {@code 1499.00 INR}. */
  @Override
  public String toString() {
    return amount.toPlainString() + " " + currency.getCurrencyCode();
  }

  private static Currency currency(String code) {
    try {
      return Currency.getInstance(Objects.requireNonNull(code, "currency"));
    } catch (IllegalArgumentException unknown) {
      String shown = code.length() > 10 ? code.substring(0, 10) + "…" : code;
      throw new IllegalArgumentException(
          "currency '" + shown + "' is no ISO 4217 code such as INR", unknown);
    }
  }

  private static BigDecimal decimal(String amount) {
    Objects.requireNonNull(amount, "amount");
    if (amount.length() > MAX_PRECISION + 2) {
      throw new IllegalArgumentException("an amount has at most " + MAX_PRECISION + " digits");
    }
    try {
      return new BigDecimal(amount);
    } catch (NumberFormatException notANumber) {
      throw new IllegalArgumentException(
          "amount '" + amount + "' is not a decimal number such as 1499.00", notANumber);
    }
  }
}
