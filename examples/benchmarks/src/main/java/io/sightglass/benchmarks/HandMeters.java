// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.benchmarks;

import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.sightglass.catalogue.Buckets;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What an activity measures, written by hand with handles of client_java. */
@State(Scope.Benchmark)
public class HandMeters {

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final GaugeDataPoint inProgress =
      Gauge.builder().name("invoice_render_in_progress").register(registry);
  private final Histogram duration =
      Histogram.builder()
          .name("invoice_render_duration_seconds")
          .labelNames("outcome")
          .classicOnly()
          .classicUpperBounds(Buckets.requests())
          .register(registry);
  private final DistributionDataPoint success = duration.labelValues("success");
  private final DistributionDataPoint error = duration.labelValues("error");

  long begin() {
    inProgress.inc();
    return System.nanoTime();
  }

  void end(long start) {
    end(start, false);
  }

  void end(long start, boolean failed) {
    (failed ? error : success).observe((System.nanoTime() - start) / 1e9);
    inProgress.dec();
  }

  /** How many calls ended without an error. */
  long counted() {
    return success.getCount();
  }
}
