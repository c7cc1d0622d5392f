// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.health;

import java.time.Duration;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A registered check and its latest run. Results, good and bad, are kept for {@link #KEPT}; any
 * number of readers share one run; a check that hangs is not started again while it hangs.
 */
final class CheckRunner {

  /** How long a result is served without running the check again. */
  static final Duration KEPT = Duration.ofSeconds(2);

  private static final long KEPT_NANOS = KEPT.toNanos();

  private final String name;
  private final Health.Level level;
  private final boolean ready;
  private final HealthCheck check;
  private final long deadlineNanos;
  private final BiConsumer<CheckRunner, Change> onOutcome;
  // The app's, not the probing server's: drivers look classes up through it.
  private final @Nullable ClassLoader loader = Thread.currentThread().getContextClassLoader();

  private @Nullable CheckRun run;
  private volatile @Nullable Outcome latest;

  CheckRunner(
      String name,
      Health.Level level,
      boolean ready,
      HealthCheck check,
      Duration deadline,
      BiConsumer<CheckRunner, Change> onOutcome) {
    this.name = name;
    this.level = level;
    this.ready = ready;
    this.check = check;
    this.deadlineNanos = deadline.toNanos();
    this.onOutcome = onOutcome;
  }

  /** The outcome of a run and of the one before it. */
  record Change(@Nullable Outcome before, Outcome now) {}

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
      begun = new CheckRun(name, check, deadlineNanos, loader, this::note);
      run = begun;
    }
    begun.start();
    return begun;
  }

  private static boolean isDue(CheckRun known) {
    if (!known.isOver()) {
      return false;
    }
    Outcome outcome = known.outcomeNow();
    return outcome != null && System.nanoTime() - outcome.doneNanos() > KEPT_NANOS;
  }

  private void note(Outcome outcome) {
    Outcome before = latest;
    latest = outcome;
    onOutcome.accept(this, new Change(before, outcome));
  }

  /** The outcome of the latest run that ended, or null before the first; starts one if due. */
  @Nullable Outcome peek() {
    Outcome now = begin().outcomeNow();
    return now == null ? latest : now;
  }

  /** Whether {@code outcome} is older than results are kept, as that of a check that hangs. */
  static boolean isStale(Outcome outcome) {
    return System.nanoTime() - outcome.doneNanos() > KEPT_NANOS;
  }
}
