// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightglass.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

/** The range in which a sum of money is exact: docs/money.md states it. */
class MoneySumTest {

  private static final boolean FULL = Boolean.getBoolean("sightglass.full");
  // Half a minor unit over the rounding error of one addition.
  private static final double RANGE = 0.005 * (1L << 53);
  private static final int THREADS = 4;
  private static final int EACH = FULL ? 250_000 : 25_000;

  @Test
  void sums_are_exact_to_the_minor_unit_in_the_stated_range() throws InterruptedException {
    try (BusinessApp app = new BusinessApp(java.util.Map.of("SIGHTGLASS_EVENTS_LINES", "none"))) {
      long paise = recordMany(app);
      BigDecimal exact = BigDecimal.valueOf(paise, 2);
      double sum = app.page().sum("payment_amount_inr_sum", "method", "upi");
      int payments = THREADS * EACH;
      assertThat((double) payments * exact.doubleValue()).isLessThan(RANGE);
      System.out.printf(
          "money: %,d payments, %s INR, off by %.1e before rounding%n",
          payments, exact.toPlainString(), new BigDecimal(sum).subtract(exact).abs());
      assertThat(new BigDecimal(sum).setScale(2, RoundingMode.HALF_EVEN))
          .isEqualByComparingTo(exact);
      assertThat(app.page().sum("payment_amount_inr_count")).isEqualTo(payments);
      assertThat(app.page().sum("payments_processed_total", "status", "succeeded"))
          .isEqualTo(payments);
    }
  }

  private static long recordMany(BusinessApp app) throws InterruptedException {
    Currency rupees = Currency.getInstance("INR");
    LongAdder paise = new LongAdder();
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    for (int t = 0; t < THREADS; t++) {
      SplittableRandom random = new SplittableRandom(t);
      pool.execute(
          () -> {
            for (int i = 0; i < EACH; i++) {
              long amount = random.nextLong(FULL ? 8_000 : 80_000);
              paise.add(amount);
              app.obs.record(
                  new PaymentSucceeded(
                      PaymentMethod.UPI, Money.ofMinor(amount, rupees), "pay_" + i));
            }
          });
    }
    pool.shutdown();
    assertThat(pool.awaitTermination(3, TimeUnit.MINUTES)).isTrue();
    return paise.sum();
  }
}
