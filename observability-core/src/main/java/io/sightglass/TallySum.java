// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** One sum of a tally: whole until something else is added. Guarded by its tally. */
final class TallySum {

  private static final int MAX_BITS = 333; // a hundred digits
  private static final int MAX_SCALE = 100;

  private long whole;
  private double fraction;
  private boolean fractional;
  private @Nullable BigDecimal exact;

  /** Whether it can be summed up at a cost that has a bound. */
  static boolean isUsable(BigDecimal amount) {
    return amount.getClass() == BigDecimal.class
        && Math.abs((long) amount.scale()) <= MAX_SCALE
        && amount.unscaledValue().bitLength() <= MAX_BITS;
  }

  void add(long amount) {
    long sum = whole + amount;
    if (((whole ^ sum) & (amount ^ sum)) < 0) {
      add((double) amount);
    } else {
      whole = sum;
    }
  }

  void add(double amount) {
    double sum = fraction + amount;
    fraction = Double.isFinite(sum) ? sum : fraction;
    fractional = true;
  }

  void add(BigDecimal amount) {
    exact = exact == null ? amount : exact.add(amount);
  }

  Number value() {
    if (exact == null) {
      return fractional ? (Number) (whole + fraction) : (Number) whole;
    }
    BigDecimal sum = exact.add(BigDecimal.valueOf(whole));
    return fractional ? sum.add(BigDecimal.valueOf(fraction)) : sum;
  }
}
