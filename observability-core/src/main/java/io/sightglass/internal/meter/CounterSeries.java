// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.meter;

import io.opentelemetry.api.trace.SpanContext;
import io.sightglass.meter.Counter;
import org.jspecify.annotations.Nullable;

/** One series of a counter: the rule for numbers, then a store's way to add. */
abstract class CounterSeries implements Counter.Handle {

  private final Numbers numbers;

  CounterSeries(Numbers numbers) {
    this.numbers = numbers;
  }

  @Override
  public final void add(double amount) {
    if (Numbers.isAmount(amount)) {
      accept(amount);
    } else {
      numbers.refuse(amount);
    }
  }

  @Override
  public final void add(double amount, @Nullable SpanContext exemplar) {
    if (Numbers.isAmount(amount)) {
      accept(amount, exemplar);
    } else {
      numbers.refuse(amount);
    }
  }

  abstract void accept(double amount);

  abstract void accept(double amount, @Nullable SpanContext exemplar);
}
