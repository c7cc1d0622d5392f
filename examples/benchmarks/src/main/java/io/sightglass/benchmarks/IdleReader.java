// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.benchmarks;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.export.CollectionRegistration;
import io.opentelemetry.sdk.metrics.export.MetricReader;

/** Makes the SDK keep its meters, and reads them when asked. */
final class IdleReader implements MetricReader {

  private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
  private CollectionRegistration meters = CollectionRegistration.noop();

  /** How many values the histogram of that name has for the route. */
  long count(String name, String route) {
    return meters.collectAllMetrics().stream()
        .filter(metric -> metric.getName().equals(name))
        .flatMap(metric -> metric.getHistogramData().getPoints().stream())
        .filter(point -> route.equals(point.getAttributes().get(ROUTE)))
        .mapToLong(HistogramPointData::getCount)
        .sum();
  }

  @Override
  public void register(CollectionRegistration registration) {
    meters = registration;
  }

  @Override
  public CompletableResultCode forceFlush() {
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public CompletableResultCode shutdown() {
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public AggregationTemporality getAggregationTemporality(InstrumentType type) {
    return AggregationTemporality.CUMULATIVE;
  }
}
