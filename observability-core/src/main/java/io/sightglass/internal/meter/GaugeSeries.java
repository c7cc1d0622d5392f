// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.meter;

import io.sightglass.meter.Gauge;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** One series of a gauge, the same in both stores: they only read it. */
final class GaugeSeries implements Gauge.Handle {

  private final Numbers numbers;
  private final AtomicLong bits = new AtomicLong();
  private volatile @Nullable DoubleSupplier source;

  GaugeSeries(Numbers numbers) {
    this.numbers = numbers;
  }

  @Override
  public void set(double value) {
    if (Numbers.isLevel(value)) {
      bits.set(Double.doubleToRawLongBits(value));
    } else {
      numbers.refuse(value);
    }
  }

  @Override
  public void add(double amount) {
    if (!(Math.abs(amount) <= Numbers.MAX)) {
      numbers.refuse(amount);
      return;
    }
    while (true) {
      long before = bits.get();
      double after = Double.longBitsToDouble(before) + amount;
      if (!Numbers.isLevel(after)) {
        numbers.refuse(after);
        return;
      }
      if (bits.compareAndSet(before, Double.doubleToRawLongBits(after))) {
        return;
      }
    }
  }

  void observe(DoubleSupplier value) {
    source = value;
  }

  boolean isObserved() {
    return source != null;
  }

  /** The level now; runs the app's supplier where there is one, with whatever it throws. */
  double read() {
    DoubleSupplier supplier = source;
    if (supplier == null) {
      return Double.longBitsToDouble(bits.get());
    }
    double value = supplier.getAsDouble();
    if (Numbers.isLevel(value)) {
      return value;
    }
    numbers.refuse(value);
    return Double.NaN;
  }
}
