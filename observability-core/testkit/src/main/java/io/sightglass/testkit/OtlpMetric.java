// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.testkit;

import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.util.List;
import java.util.Map;

/**
 * A metric as it arrived, with the points of one export.
 *
 * @param name its name
 * @param type {@code SUM}, {@code GAUGE}, {@code HISTOGRAM}, {@code EXPONENTIAL_HISTOGRAM} or
 *     {@code SUMMARY}
 * @param unit as sent
 * @param points sums, gauges and histograms by their attributes; empty for other types
 * @param resource the attributes of what sent it
 * @param proto the whole message
 */
public record OtlpMetric(
    String name,
    String type,
    String unit,
    List<Point> points,
    Map<String, Object> resource,
    Metric proto) {

  /**
   * One series of a metric.
   *
   * @param attributes the labels
   * @param value of a sum or gauge; the sum of a histogram
   * @param count of a histogram, else 0
   * @param bounds upper bounds of a histogram without +Inf, else empty
   * @param bucketCounts one more than the bounds, not cumulative, else empty
   * @param exemplarTraceIds the traces its exemplars point to, as hex
   */
  public record Point(
      Map<String, Object> attributes,
      double value,
      long count,
      List<Double> bounds,
      List<Long> bucketCounts,
      List<String> exemplarTraceIds) {}

  /**
   * The point with exactly these attributes.
   *
   * @throws AssertionError naming those that exist, if there is none
   */
  public Point point(Map<String, ?> attributes) {
    for (Point point : points) {
      if (point.attributes().equals(attributes)) {
        return point;
      }
    }
    throw new AssertionError(
        name
            + " has no point "
            + attributes
            + "; it has "
            + points.stream().map(Point::attributes).toList());
  }

  static OtlpMetric of(Metric metric, Map<String, Object> resource) {
    List<Point> points =
        switch (metric.getDataCase()) {
          case SUM -> metric.getSum().getDataPointsList().stream().map(OtlpMetric::number).toList();
          case GAUGE ->
              metric.getGauge().getDataPointsList().stream().map(OtlpMetric::number).toList();
          case HISTOGRAM ->
              metric.getHistogram().getDataPointsList().stream()
                  .map(OtlpMetric::histogram)
                  .toList();
          default -> List.of();
        };
    return new OtlpMetric(
        metric.getName(), metric.getDataCase().name(), metric.getUnit(), points, resource, metric);
  }

  private static Point number(NumberDataPoint point) {
    return new Point(
        Otlp.attributes(point.getAttributesList()),
        point.hasAsInt() ? point.getAsInt() : point.getAsDouble(),
        0,
        List.of(),
        List.of(),
        point.getExemplarsList().stream().map(e -> Otlp.hex(e.getTraceId())).toList());
  }

  private static Point histogram(HistogramDataPoint point) {
    return new Point(
        Otlp.attributes(point.getAttributesList()),
        point.getSum(),
        point.getCount(),
        List.copyOf(point.getExplicitBoundsList()),
        List.copyOf(point.getBucketCountsList()),
        point.getExemplarsList().stream().map(e -> Otlp.hex(e.getTraceId())).toList());
  }
}
