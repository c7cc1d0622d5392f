// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.health;

import io.sightglass.Lifecycle;
import io.sightglass.Observability;
import org.jspecify.annotations.Nullable;

/** Measures runs and logs their changes; a failure in either touches no answer. */
final class RunObserver implements CheckRunner.Observer {

  private final Observability obs;
  private final HealthMeters meters;
  private final HealthLog log;

  RunObserver(Observability obs, HealthMeters meters) {
    this.obs = obs;
    this.meters = meters;
    this.log = new HealthLog(obs.diagnostics());
  }

  @Override
  public void measure(CheckRunner runner, Outcome now) {
    try {
      meters.record(runner.name(), now);
    } catch (RuntimeException e) {
      obs.diagnostics().internalError("health", e);
    }
  }

  @Override
  public void tell(CheckRunner runner, @Nullable Outcome before, Outcome now) {
    try {
      // While stopping, dependencies go away as they should.
      if (obs.lifecycle().state().compareTo(Lifecycle.State.DRAINING) < 0) {
        log.note(runner, before, now);
      }
    } catch (RuntimeException e) {
      obs.diagnostics().internalError("health", e);
    }
  }
}
