// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.health;

import io.sightglass.Diagnostics;
import io.sightglass.health.HealthResult.Cause;
import java.util.Map;

/** Says whether telemetry is being lost or waits for a receiver that does not take it. */
record TelemetryCheck(Diagnostics diagnostics) implements HealthCheck {

  @Override
  public HealthResult check() {
    Map<String, String> impaired = diagnostics.impairments();
    return impaired.isEmpty()
        ? HealthResult.healthy()
        : HealthResult.degraded(Cause.LOSS, impaired.toString());
  }
}
