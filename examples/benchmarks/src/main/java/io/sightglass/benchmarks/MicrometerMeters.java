// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.benchmarks;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sightglass.catalogue.Buckets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The meters in Micrometer's Prometheus registry. */
@State(Scope.Benchmark)
public class MicrometerMeters {

  private final PrometheusMeterRegistry registry = registry("work.duration");
  private final Counter count =
      registry.counter("work", "method", "GET", "route", "/a", "outcome", "success");
  private final Timer duration =
      registry.timer("work.duration", "method", "GET", "route", "/a", "outcome", "success");

  /** A registry in which the timer of that name has the 14 buckets. */
  static PrometheusMeterRegistry registry(String timer) {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    double[] nanos = Arrays.stream(Buckets.requests()).map(bound -> bound * 1e9).toArray();
    registry
        .config()
        .meterFilter(
            new MeterFilter() {
              @Override
              public DistributionStatisticConfig configure(
                  Meter.Id id, DistributionStatisticConfig config) {
                return id.getName().equals(timer)
                    ? DistributionStatisticConfig.builder()
                        .serviceLevelObjectives(nanos)
                        .build()
                        .merge(config)
                    : config;
              }
            });
    return registry;
  }

  void countHandle() {
    count.increment();
  }

  void count(Labels labels) {
    registry
        .counter("work", "method", labels.method, "route", labels.route, "outcome", labels.outcome)
        .increment();
  }

  void recordHandle(Labels labels) {
    duration.record((long) (labels.seconds * 1e9), TimeUnit.NANOSECONDS);
  }

  void record(Labels labels) {
    registry
        .timer(
            "work.duration",
            "method",
            labels.method,
            "route",
            labels.route,
            "outcome",
            labels.outcome)
        .record((long) (labels.seconds * 1e9), TimeUnit.NANOSECONDS);
  }
}
