// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.catalogue;

import java.util.Objects;
import java.util.Set;

/** Upper bounds of histogram buckets, in the meter's unit, without the last one (+Inf). */
public final class Buckets {

  // A dollar is some 25 to 25,000 of them.
  private static final Set<String> SMALL_UNITS =
      Set.of(
          "INR", "JPY", "KRW", "IDR", "VND", "PKR", "LKR", "NPR", "BDT", "PHP", "THB", "RUB", "HUF",
          "CLP", "COP", "ARS", "NGN", "KES", "TZS", "UGX", "TWD", "ISK", "CRC", "DZD", "EGP");

  private Buckets() {}

  /**
   * Seconds, for requests and most work: OpenTelemetry's advice for HTTP durations (semantic
   * conventions, docs/http/http-metrics.md).
   */
  public static double[] requests() {
    return new double[] {0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10};
  }

  /**
   * An amount of money in major units, for payments: to 5,000,000 for rupees and currencies whose
   * unit is as small or smaller, to 100,000 for others.
   *
   * @param currency an ISO 4217 code
   */
  public static double[] money(String currency) {
    return SMALL_UNITS.contains(Objects.requireNonNull(currency, "currency"))
        ? new double[] {
          10, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 200_000,
          500_000, 1_000_000, 5_000_000
        }
        : new double[] {
          0.5, 1, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 100_000
        };
  }

  /** An amount of money of any currency: the bounds of both kinds of {@link #money(String)}. */
  public static double[] money() {
    return new double[] {
      0.5, 1, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000,
      200_000, 500_000, 1_000_000, 5_000_000
    };
  }

  /** Bytes, for bodies: powers of four from 64 B to 64 MiB. */
  public static double[] bytes() {
    double[] bounds = new double[11];
    double bound = 64;
    for (int i = 0; i < bounds.length; i++) {
      bounds[i] = bound;
      bound *= 4;
    }
    return bounds;
  }
}
