// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.meter;

import io.opentelemetry.api.trace.SpanContext;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** A series of a counter in the own store. */
final class OwnCounter extends CounterSeries {

  private final Labels labels;
  // Adding one is by far the most frequent call, and the cheaper on whole numbers.
  private final LongAdder ones = new LongAdder();
  private final DoubleAdder amounts = new DoubleAdder();
  private final ExemplarSlots exemplar = new ExemplarSlots(1);

  OwnCounter(Numbers numbers, Labels labels) {
    super(numbers);
    this.labels = labels;
  }

  @Override
  public void increment() {
    ones.increment();
    exemplar.offer(0, 1);
  }

  @Override
  void accept(double amount) {
    amounts.add(amount);
    exemplar.offer(0, amount);
  }

  @Override
  void accept(double amount, @Nullable SpanContext span) {
    amounts.add(amount);
    exemplar.offer(0, amount, span);
  }

  Labels labels() {
    return labels;
  }

  CounterDataPointSnapshot collect(long nowMillis) {
    // The exemplar first: it must not be one that the value does not count yet.
    var example = exemplar.readOne(nowMillis);
    return new CounterDataPointSnapshot(ones.sum() + amounts.sum(), labels, example, 0);
  }
}
