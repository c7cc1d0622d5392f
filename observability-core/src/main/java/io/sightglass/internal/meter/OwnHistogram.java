// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.meter;

import io.opentelemetry.api.trace.SpanContext;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Arrays;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * A series of a histogram in the own store. Its count is the sum of its buckets, so a scrape in the
 * middle of a recording is consistent; its sum may then be one recording ahead or behind.
 */
final class OwnHistogram extends HistogramSeries {

  // Up to here a scan is faster than halving: the usual value is in one of the first buckets.
  private static final int SCAN = 24;

  private final Labels labels;
  private final double[] bounds;
  private final LongAdder[] buckets;
  private final DoubleAdder sum = new DoubleAdder();
  private final ExemplarSlots exemplars;

  /** The last of {@code bounds} is +Inf. */
  OwnHistogram(Numbers numbers, Labels labels, double[] bounds) {
    super(numbers);
    this.labels = labels;
    this.bounds = bounds;
    this.buckets = new LongAdder[bounds.length];
    Arrays.setAll(buckets, i -> new LongAdder());
    this.exemplars = new ExemplarSlots(bounds.length);
  }

  @Override
  void accept(double value) {
    int bucket = bucketOf(value);
    count(bucket, value);
    exemplars.offer(bucket, value);
  }

  @Override
  void accept(double value, @Nullable SpanContext span) {
    int bucket = bucketOf(value);
    count(bucket, value);
    exemplars.offer(bucket, value, span);
  }

  private void count(int bucket, double value) {
    sum.add(value);
    buckets[bucket].increment();
  }

  private int bucketOf(double value) {
    if (bounds.length > SCAN) {
      int found = Arrays.binarySearch(bounds, value);
      return found >= 0 ? found : -found - 1;
    }
    int bucket = 0;
    while (value > bounds[bucket]) {
      bucket++;
    }
    return bucket;
  }

  Labels labels() {
    return labels;
  }

  HistogramDataPointSnapshot collect(long nowMillis) {
    Exemplars examples = exemplars.readAll(nowMillis);
    long[] counts = new long[buckets.length];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = buckets[i].sum();
    }
    return new HistogramDataPointSnapshot(
        ClassicHistogramBuckets.of(bounds, counts), sum.sum(), labels, examples, 0);
  }
}
