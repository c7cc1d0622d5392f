// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.meter;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.DistributionDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.StateSetSnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import java.util.ArrayList;
import java.util.List;

/**
 * Families whose points are of two types. Micrometer makes them, past Java's types, where one meter
 * of a name asks for percentiles and another for buckets: then all become histograms, which keeps
 * every count and sum and gives up the percentiles.
 */
final class Mixture {

  private static final double[] ALL = {Double.POSITIVE_INFINITY};

  private Mixture() {}

  /** Whether the point is of the family's type. */
  static boolean fits(MetricSnapshot family, Object point) {
    if (family instanceof CounterSnapshot) {
      return point instanceof CounterSnapshot.CounterDataPointSnapshot;
    }
    if (family instanceof GaugeSnapshot) {
      return point instanceof GaugeSnapshot.GaugeDataPointSnapshot;
    }
    if (family instanceof HistogramSnapshot) {
      return point instanceof HistogramDataPointSnapshot;
    }
    if (family instanceof SummarySnapshot) {
      return point instanceof SummarySnapshot.SummaryDataPointSnapshot;
    }
    if (family instanceof InfoSnapshot) {
      return point instanceof InfoSnapshot.InfoDataPointSnapshot;
    }
    if (family instanceof StateSetSnapshot) {
      return point instanceof StateSetSnapshot.StateSetDataPointSnapshot;
    }
    return family instanceof UnknownSnapshot
        && point instanceof UnknownSnapshot.UnknownDataPointSnapshot;
  }

  static MetricSnapshot resolved(MetricSnapshot family) {
    if (!(family instanceof HistogramSnapshot) && !(family instanceof SummarySnapshot)) {
      return family;
    }
    List<?> points = family.getDataPoints();
    if (points.stream().allMatch(point -> fits(family, point))) {
      return family;
    }
    List<HistogramDataPointSnapshot> histograms = new ArrayList<>();
    for (Object point : points) {
      if (point instanceof HistogramDataPointSnapshot histogram) {
        histograms.add(histogram);
      } else if (point instanceof DistributionDataPointSnapshot other) {
        histograms.add(bucketless(other));
      }
    }
    return new HistogramSnapshot(family.getMetadata(), histograms);
  }

  private static HistogramDataPointSnapshot bucketless(DistributionDataPointSnapshot point) {
    return new HistogramDataPointSnapshot(
        ClassicHistogramBuckets.of(ALL, new long[] {point.getCount()}),
        point.getSum(),
        point.getLabels(),
        point.getExemplars(),
        point.getCreatedTimestampMillis());
  }
}
