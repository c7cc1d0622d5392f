// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.event;

import io.sightglass.meter.Counter;
import io.sightglass.meter.Histogram;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * What one combination of closed label values leads to: their texts and the series. Series of
 * histograms are found at their first value, so that a currency nobody pays in makes none.
 */
final class Row {

  private final String[] texts;
  private final boolean failure;
  final Counter.@Nullable Handle[] counters;
  final AtomicReferenceArray<Histogram.@Nullable Handle> amounts;

  Row(String[] texts, boolean failure, int counters, int amounts) {
    this.texts = texts;
    this.failure = failure;
    this.counters = new Counter.Handle[counters];
    this.amounts = new AtomicReferenceArray<>(amounts);
  }

  String text(int label) {
    return texts[label];
  }

  /** Whether a value among them means a failure. */
  boolean isFailure() {
    return failure;
  }
}
