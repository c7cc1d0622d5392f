// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.testkit;

/** Assertions on a gauge as it is now, summed over the series that have the labels. */
public final class GaugeAssert {

  private final MeterView meter;

  GaugeAssert(MeterView meter) {
    this.meter = meter;
  }

  /**
   * It has that value.
   *
   * @throws AssertionError with the value it has, or if it has none
   */
  public GaugeAssert is(double value) {
    if (!meter.isPresent()) {
      throw new AssertionError(meter + " has no value, expected " + MeterView.number(value));
    }
    double actual = meter.value("");
    if (!MeterView.isSame(actual, value)) {
      meter.fail(" is ", actual, value);
    }
    return this;
  }
}
