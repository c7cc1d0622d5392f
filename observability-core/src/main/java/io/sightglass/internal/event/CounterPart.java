// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.event;

import io.sightglass.meter.Counter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One counter of an event and where its label values come from. */
final class CounterPart {

  private final Counter counter;
  private final Source[] labels;
  private final boolean closed;
  private final @Nullable Accessor by;

  /**
   * Made once for each counter.
   *
   * @param by what it grows by; null for one
   */
  CounterPart(Counter counter, List<Source> labels, @Nullable Accessor by) {
    this.counter = counter;
    this.by = by;
    this.labels = labels.toArray(Source[]::new);
    this.closed = labels.stream().noneMatch(Source::isLearned);
  }

  /** Whether a row decides the series. */
  boolean isClosed() {
    return closed;
  }

  /** Counts one event in a series. */
  void count(Counter.Handle series, Record event) {
    if (by == null) {
      series.increment();
      return;
    }
    double amount = by.readNumber(event);
    if (!Double.isNaN(amount)) {
      series.add(amount);
    }
  }

  Counter.Handle find(Row row, Record event) {
    return switch (labels.length) {
      case 0 -> counter.handle();
      case 1 -> counter.handle(labels[0].value(row, event));
      case 2 -> counter.handle(labels[0].value(row, event), labels[1].value(row, event));
      case 3 ->
          counter.handle(
              labels[0].value(row, event),
              labels[1].value(row, event),
              labels[2].value(row, event));
      default -> {
        String[] values = new String[labels.length];
        for (int i = 0; i < values.length; i++) {
          values[i] = labels[i].value(row, event);
        }
        yield counter.handle(values);
      }
    };
  }
}
