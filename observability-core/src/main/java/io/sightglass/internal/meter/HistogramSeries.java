// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.meter;

import io.opentelemetry.api.trace.SpanContext;
import io.sightglass.meter.Histogram;
import org.jspecify.annotations.Nullable;

/** One series of a histogram: the rule for numbers, then a store's way to record. */
abstract class HistogramSeries implements Histogram.Handle {

  private final Numbers numbers;

  HistogramSeries(Numbers numbers) {
    this.numbers = numbers;
  }

  @Override
  public final void record(double value) {
    if (Numbers.isAmount(value)) {
      accept(value);
    } else {
      numbers.refuse(value);
    }
  }

  @Override
  public final void record(double value, @Nullable SpanContext exemplar) {
    if (Numbers.isAmount(value)) {
      accept(value, exemplar);
    } else {
      numbers.refuse(value);
    }
  }

  abstract void accept(double value);

  abstract void accept(double value, @Nullable SpanContext exemplar);
}
