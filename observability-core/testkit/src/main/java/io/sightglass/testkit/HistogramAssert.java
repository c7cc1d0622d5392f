// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.testkit;

/** Assertions on a histogram since the test began, over the series that have the labels. */
public final class HistogramAssert {

  private final MeterView meter;

  HistogramAssert(MeterView meter) {
    this.meter = meter;
  }

  /**
   * That many values were recorded.
   *
   * @throws AssertionError with what was recorded instead
   */
  public HistogramAssert recorded(long times) {
    double change = meter.change("_count");
    if (!MeterView.isSame(change, (double) times)) {
      meter.fail(" recorded this many values: ", change, (double) times);
    }
    return this;
  }

  /**
   * The values recorded have that sum, in the meter's unit.
   *
   * @throws AssertionError with what was recorded instead
   */
  public HistogramAssert withSum(double sum) {
    double change = meter.change("_sum");
    if (!MeterView.isSame(change, sum)) {
      meter.fail(" recorded values whose sum is ", change, sum);
    }
    return this;
  }
}
