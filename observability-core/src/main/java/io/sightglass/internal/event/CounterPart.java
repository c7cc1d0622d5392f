// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.event;

import io.sightglass.meter.Counter;
import java.util.List;

/** One counter of an event and where its label values come from. */
final class CounterPart {

  private final Counter counter;
  private final Source[] labels;
  private final boolean closed;

  CounterPart(Counter counter, List<Source> labels) {
    this.counter = counter;
    this.labels = labels.toArray(Source[]::new);
    this.closed = labels.stream().noneMatch(Source::isLearned);
  }

  /** Whether a row decides the series. */
  boolean isClosed() {
    return closed;
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
