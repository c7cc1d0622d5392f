// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.ai;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a million tokens of each kind cost, in US dollars. Whole numbers of one power of ten, so
 * that a sum is exact and makes no object but its result; numbers too large for that take the long
 * way.
 */
final class Rates {

  private static final int KINDS = 6;
  private static final int PER_MILLION = 6;

  private final @Nullable BigDecimal[] dollars;
  private final long[] unscaled = new long[KINDS];
  private final int scale;

  /**
   * The rates of fresh input, cache read, cache write for five minutes and for an hour, output,
   * reasoning. Null where none was named: what is cached then costs as much as fresh input, writing
   * for an hour as much as for five minutes, reasoning as much as output.
   */
  Rates(@Nullable BigDecimal[] named) {
    dollars = named.clone();
    fall(1, 0);
    fall(2, 0);
    fall(3, 2);
    fall(5, 4);
    int most = 0;
    for (BigDecimal rate : dollars) {
      most = Math.max(most, rate == null ? 0 : rate.scale());
    }
    scale = most;
    for (int i = 0; i < KINDS; i++) {
      BigDecimal rate = dollars[i];
      // The builder of prices keeps rates below 10^6 and at 12 decimals: 18 digits.
      unscaled[i] = rate == null ? 0 : rate.setScale(scale).unscaledValue().longValueExact();
    }
  }

  private void fall(int kind, int back) {
    if (dollars[kind] == null) {
      dollars[kind] = dollars[back];
    }
  }

  /** Exactly; null where there are tokens of a kind that has no rate. */
  @Nullable BigDecimal cost(TokenUsage usage) {
    if (isOpen(0, usage.freshInput())
        || isOpen(1, usage.cacheRead())
        || isOpen(2, usage.cacheWrite5m())
        || isOpen(3, usage.cacheWrite1h())
        || isOpen(4, usage.visibleOutput())
        || isOpen(5, usage.reasoning())) {
      return null;
    }
    try {
      long sum = times(0, usage.freshInput());
      sum = Math.addExact(sum, times(1, usage.cacheRead()));
      sum = Math.addExact(sum, times(2, usage.cacheWrite5m()));
      sum = Math.addExact(sum, times(3, usage.cacheWrite1h()));
      sum = Math.addExact(sum, times(4, usage.visibleOutput()));
      sum = Math.addExact(sum, times(5, usage.reasoning()));
      return BigDecimal.valueOf(sum, scale + PER_MILLION);
    } catch (ArithmeticException tooLarge) {
      return slowly(usage);
    }
  }

  private boolean isOpen(int kind, long tokens) {
    return tokens > 0 && dollars[kind] == null;
  }

  private long times(int kind, long tokens) {
    return tokens == 0 ? 0 : Math.multiplyExact(unscaled[kind], tokens);
  }

  private BigDecimal slowly(TokenUsage usage) {
    long[] tokens = {
      usage.freshInput(),
      usage.cacheRead(),
      usage.cacheWrite5m(),
      usage.cacheWrite1h(),
      usage.visibleOutput(),
      usage.reasoning()
    };
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 0; i < KINDS; i++) {
      BigDecimal rate = dollars[i];
      sum = rate == null ? sum : sum.add(rate.multiply(BigDecimal.valueOf(tokens[i])));
    }
    return sum.movePointLeft(PER_MILLION);
  }
}
