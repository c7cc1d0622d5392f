// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.benchmarks;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.sightglass.catalogue.Buckets;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The meters in client_java. */
@State(Scope.Benchmark)
public class PrometheusMeters {

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Counter counter =
      Counter.builder().name("work_total").labelNames(Labels.NAMES).register(registry);
  private final Histogram histogram =
      Histogram.builder()
          .name("work_duration_seconds")
          .labelNames(Labels.NAMES)
          .classicOnly()
          .classicUpperBounds(Buckets.requests())
          .register(registry);
  private final CounterDataPoint count = counter.labelValues("GET", "/a", "success");
  private final DistributionDataPoint duration = histogram.labelValues("GET", "/a", "success");

  void countHandle() {
    count.inc();
  }

  void count(Labels labels) {
    counter.labelValues(labels.method, labels.route, labels.outcome).inc();
  }

  void recordHandle(Labels labels) {
    duration.observe(labels.seconds);
  }

  void record(Labels labels) {
    histogram.labelValues(labels.method, labels.route, labels.outcome).observe(labels.seconds);
  }
}
