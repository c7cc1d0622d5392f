// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.meter;

import io.sightglass.Code;

/**
 * The one rule for numbers, in front of every store. Counters and histograms take 0 to {@value
 * #MAX}; gauges take NaN, which means "not known", and finite values of that size. The bound keeps
 * a sum from ever becoming infinite.
 */
final class Numbers {

  static final double MAX = 1e100;

  private final Reports reports;
  private final String message;

  Numbers(String meter, Reports reports) {
    this.reports = reports;
    this.message =
        "a value of '"
            + meter
            + "' was refused: counters and histograms take finite values from 0, gauges finite"
            + " values and NaN. It is counted in sightglass_invalid_total; look at what computes"
            + " it.";
  }

  // NaN fails both comparisons.
  static boolean isAmount(double value) {
    return value >= 0 && value <= MAX;
  }

  static boolean isLevel(double value) {
    return Math.abs(value) <= MAX || Double.isNaN(value);
  }

  void refuse(double value) {
    reports.invalid(kind(value));
    reports.warn(Code.BAD_NUMBER, message);
  }

  private static String kind(double value) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    if (Double.isInfinite(value)) {
      return "infinite";
    }
    return Math.abs(value) > MAX ? "too_large" : "negative";
  }
}
