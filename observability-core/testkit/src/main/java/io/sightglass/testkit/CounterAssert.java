// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.testkit;

/** Assertions on a counter since the test began, summed over the series that have the labels. */
public final class CounterAssert {

  private final MeterView meter;

  CounterAssert(MeterView meter) {
    this.meter = meter;
  }

  /**
   * It went up by exactly that much.
   *
   * @throws AssertionError with what was recorded instead
   */
  public CounterAssert wentUpBy(double amount) {
    double change = meter.change("");
    if (!MeterView.isSame(change, amount)) {
      meter.fail(" went up by ", change, amount);
    }
    return this;
  }

  /**
   * It is as it was.
   *
   * @throws AssertionError with what was recorded instead
   */
  public CounterAssert didNotChange() {
    return wentUpBy(0);
  }
}
