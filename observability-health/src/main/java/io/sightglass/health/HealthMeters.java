// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.health;

import io.sightglass.catalogue.LabelSpec;
import io.sightglass.catalogue.MeterSpec;
import io.sightglass.meter.Counter;
import io.sightglass.meter.Gauge;
import io.sightglass.meter.Histogram;
import io.sightglass.meter.Meters;

/** The meters of health. */
final class HealthMeters {

  /** Every value of the label {@code result}. */
  static final String[] RESULTS = {"healthy", "degraded", "unhealthy", "timeout"};

  static final MeterSpec STATUS =
      MeterSpec.gauge(
              "health_status", "State of a health check: 1 healthy, 0.5 degraded, 0 unhealthy.")
          .label(LabelSpec.upTo("check", Health.MAX_CHECKS))
          .fedBy("the health checks, run at most once in two seconds, also by a scrape")
          .build();

  static final MeterSpec DURATION =
      MeterSpec.histogram("health_check_duration_seconds", "How long a health check took.")
          .label(LabelSpec.upTo("check", Health.MAX_CHECKS))
          .buckets(0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 0.8, 1)
          .fedBy("the health checks")
          .build();

  static final MeterSpec RESULT =
      MeterSpec.counter("health_check_results_total", "Runs of a health check, by result.")
          .label(LabelSpec.upTo("check", Health.MAX_CHECKS))
          .label("result", RESULTS)
          .fedBy("the health checks")
          .build();

  private final Gauge status;
  private final Histogram duration;
  private final Counter results;

  HealthMeters(Meters meters) {
    status = meters.gauge(STATUS);
    duration = meters.histogram(DURATION);
    results = meters.counter(RESULT);
  }

  /** A scrape starts a run that is due and reads the latest result, without waiting for it. */
  void observe(CheckRunner runner) {
    status.observe(
        () -> {
          Reading reading = runner.peek();
          return reading == null ? Double.NaN : value(reading.state());
        },
        runner.name());
    for (String result : RESULTS) {
      results.handle(runner.name(), result);
    }
  }

  void record(String check, Outcome outcome) {
    duration.handle(check).recordNanos(outcome.nanos());
    results.handle(check, outcome.result()).increment();
  }

  private static double value(Outcome outcome) {
    return switch (outcome.status()) {
      case HEALTHY -> 1;
      case DEGRADED -> 0.5;
      case UNHEALTHY -> 0;
    };
  }
}
