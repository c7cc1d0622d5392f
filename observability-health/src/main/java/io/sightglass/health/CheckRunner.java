// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.health;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A registered check and its latest run. Results, good and bad, are kept for a while; any number of
 * readers share one run; a check that hangs is not started again while it hangs.
 */
final class CheckRunner implements CheckRun.Listener {

  private final String name;
  private final Health.Level level;
  private final boolean ready;
  private final HealthCheck check;
  private final long deadlineNanos;
  private final long keptNanos;
  private final Observer observer;
  // The app's, not the probing server's: drivers look classes up through it.
  private final @Nullable ClassLoader loader = Thread.currentThread().getContextClassLoader();

  private @Nullable CheckRun run;
  private volatile @Nullable Outcome latest;
  private volatile @Nullable Outcome told;

  CheckRunner(
      String name,
      Health.Level level,
      boolean ready,
      HealthCheck check,
      Duration deadline,
      Duration kept,
      Observer observer) {
    this.name = name;
    this.level = level;
    this.ready = ready;
    this.check = check;
    this.deadlineNanos = deadline.toNanos();
    this.keptNanos = kept.toNanos();
    this.observer = observer;
  }

  /** Is told how runs end. Must not throw. */
  interface Observer {

    /** Before anybody reads the outcome; must not block. */
    void measure(CheckRunner runner, Outcome now);

    /** Afterwards, with the outcome of the run before. */
    void tell(CheckRunner runner, @Nullable Outcome before, Outcome now);
  }

  String name() {
    return name;
  }

  Health.Level level() {
    return level;
  }

  boolean isReady() {
    return ready;
  }

  /** The run whose outcome is to be served now; starts one where that is due. Never waits. */
  CheckRun begin() {
    CheckRun begun;
    synchronized (this) {
      CheckRun known = run;
      if (known != null && !isDue(known)) {
        return known;
      }
      begun = new CheckRun(name, check, deadlineNanos, loader, this);
      run = begun;
    }
    begun.start();
    return begun;
  }

  private boolean isDue(CheckRun known) {
    if (!known.isOver()) {
      return false;
    }
    Outcome outcome = known.outcomeNow();
    return outcome != null && isStale(outcome);
  }

  @Override
  public void measure(Outcome outcome) {
    latest = outcome;
    observer.measure(this, outcome);
  }

  @Override
  public void tell(Outcome outcome) {
    Outcome before = told;
    told = outcome;
    observer.tell(this, before, outcome);
  }

  /** The outcome of the latest run that ended, or null before the first; starts one if due. */
  @Nullable Outcome peek() {
    Outcome now = begin().outcomeNow();
    return now == null ? latest : now;
  }

  /** Whether {@code outcome} is older than results are kept, as that of a check that hangs. */
  boolean isStale(Outcome outcome) {
    return System.nanoTime() - outcome.doneNanos() > keptNanos;
  }
}
