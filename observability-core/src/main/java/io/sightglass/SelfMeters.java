// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import io.sightglass.catalogue.MeterSpec;
import io.sightglass.internal.config.LoadedSettings;
import io.sightglass.meter.Meters;

/** What the library measures of itself and can read at each scrape. */
final class SelfMeters {

  private static final MeterSpec PROBLEMS =
      MeterSpec.gauge(
              "sightglass_config_problems", "Settings that could not be used as given (SG-0100).")
          .fedBy("the start of the app")
          .build();
  private static final MeterSpec IN_FLIGHT =
      MeterSpec.gauge("sightglass_work_in_flight", "Requests and jobs that are running.")
          .fedBy("the lifecycle")
          .build();

  private SelfMeters() {}

  static void declare(Meters meters, LoadedSettings loaded, Lifecycle lifecycle) {
    int problems = loaded.problems().size();
    meters.gauge(PROBLEMS).handle().set(problems);
    meters.gauge(IN_FLIGHT).observe(lifecycle::inFlight);
  }
}
