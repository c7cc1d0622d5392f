// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.meter;

import java.util.function.DoubleSupplier;

/** A sum that something else keeps: read when asked, and never reported lower than before. */
final class ObservedSum {

  private final Numbers numbers;
  private volatile DoubleSupplier source;
  private double highest;

  ObservedSum(Numbers numbers, DoubleSupplier source) {
    this.numbers = numbers;
    this.source = source;
  }

  void observe(DoubleSupplier value) {
    source = value;
  }

  double read() {
    double value = source.getAsDouble();
    synchronized (this) {
      if (!Numbers.isAmount(value)) {
        numbers.refuse(value);
      } else if (value > highest) {
        highest = value;
      }
      return highest;
    }
  }
}
