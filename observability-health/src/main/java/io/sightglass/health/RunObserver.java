// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.health;

import io.sightglass.Lifecycle;
import io.sightglass.Observability;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Measures runs and tells of changes; a failure in either touches no answer. */
final class RunObserver implements CheckRunner.Observer {

  private final Observability obs;
  private final HealthMeters meters;
  private final HealthLog log;
  private final Notices notices;
  private final Refresher refresher;
  private final List<Consumer<HealthChange>> listeners = new CopyOnWriteArrayList<>();

  RunObserver(Observability obs, HealthMeters meters, Refresher refresher) {
    this.obs = obs;
    this.meters = meters;
    this.refresher = refresher;
    this.log = new HealthLog(obs.diagnostics(), obs.redactor());
    this.notices = new Notices(obs.diagnostics());
  }

  void listen(Consumer<HealthChange> listener) {
    listeners.add(listener);
  }

  @Override
  public void began(CheckRunner runner) {
    refresher.wake();
  }

  @Override
  public void ended(CheckRunner runner, Outcome outcome, @Nullable Outcome before, Outcome state) {
    try {
      meters.record(runner.name(), outcome);
    } catch (RuntimeException e) {
      obs.diagnostics().internalError("health", e);
    }
    // While stopping, dependencies go away as they should.
    boolean stopping = obs.lifecycle().state().compareTo(Lifecycle.State.DRAINING) >= 0;
    if (!stopping && (outcome.timedOut() || state.differsFrom(before))) {
      notices.add(() -> tell(runner, outcome, before, state));
    }
    refresher.wake();
  }

  private void tell(CheckRunner runner, Outcome outcome, @Nullable Outcome before, Outcome state) {
    if (outcome.timedOut()) {
      log.timedOut(runner);
    }
    if (!state.differsFrom(before)) {
      return;
    }
    log.changed(runner, before, state);
    HealthChange change = HealthChange.of(runner, before, state);
    for (Consumer<HealthChange> listener : listeners) {
      try {
        listener.accept(change);
      } catch (RuntimeException | Error e) {
        obs.diagnostics().internalError("health listener", e);
      }
    }
  }
}
