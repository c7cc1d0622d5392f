// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.health;

import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A registered check, its latest run and its state. Results, good and bad, are kept for a while;
 * any number of readers share one run; a check that hangs is not started again while it hangs.
 *
 * <p>The state follows the results with hysteresis. A failure of what was healthy is asked about
 * again soon, so that a lasting one is believed within about a second and a single one is not.
 */
final class CheckRunner implements CheckRun.Listener {

  /** What a tick returns when nobody has asked for a while. */
  static final long IDLE = Long.MAX_VALUE;

  /** Longer than probes and scrapers pause between two questions. */
  static final long ASKED_NANOS = 30_000_000_000L;

  private static final long LONGEST_PAUSE_NANOS = 1_000_000_000L;
  private static final long CONFIRM_NANOS = 250_000_000L;
  // What a probe's request may take between two looks at the clock.
  private static final long SLACK_NANOS = 100_000_000L;
  private static final double JITTER = 0.08;

  private final String name;
  private final Health.Level level;
  private final Role role;
  private final HealthCheck check;
  private final CheckLimits limits;
  private final Observer observer;
  // The app's, not the probing server's: drivers look classes up through it.
  private final @Nullable ClassLoader loader = Thread.currentThread().getContextClassLoader();

  private @Nullable CheckRun run;
  private long dueNanos;
  private int against;
  private volatile @Nullable Reading reading;
  private volatile boolean passed;
  private volatile boolean asked;
  private volatile long askedNanos;

  CheckRunner(
      String name,
      Health.Level level,
      Role role,
      HealthCheck check,
      CheckLimits limits,
      Observer observer) {
    this.name = name;
    this.level = level;
    this.role = role;
    this.check = check;
    this.limits = limits;
    this.observer = observer;
  }

  /** What a check decides besides {@code /health}. */
  enum Role {
    NONE,
    LIVE,
    READY,
    STARTED
  }

  /** Is told how runs end. Must neither throw nor block. */
  interface Observer {

    /** A run began, or one that hung returned: there is something to wait for. */
    void began(CheckRunner runner);

    /** A run ended; before anybody reads its outcome. */
    void ended(CheckRunner runner, Outcome outcome, @Nullable Outcome before, Outcome state);
  }

  String name() {
    return name;
  }

  Health.Level level() {
    return level;
  }

  Role role() {
    return role;
  }

  /** Whether it is not run again. */
  private boolean isFinal() {
    return role == Role.STARTED && passed;
  }

  /** Whether it was ever not unhealthy. */
  boolean hasPassed() {
    return passed;
  }

  /** Notes that somebody asks, and starts a run where that is due. Never waits. */
  CheckRun ask() {
    askedNanos = System.nanoTime();
    asked = true;
    return begin();
  }

  private CheckRun begin() {
    CheckRun begun;
    synchronized (this) {
      CheckRun known = run;
      if (known != null && !isDue(known)) {
        return known;
      }
      begun = new CheckRun(name, check, limits.deadlineNanos(), loader, this);
      run = begun;
    }
    begun.start();
    observer.began(this);
    return begun;
  }

  private boolean isDue(CheckRun known) {
    return !isFinal()
        && known.isOver()
        && known.outcomeNow() != null
        && System.nanoTime() - dueNanos >= 0;
  }

  /** The state as far as it is known, without waiting; null before the first run has ended. */
  @Nullable Reading peek() {
    ask().outcomeNow();
    return reading;
  }

  /**
   * The state to be served: a fresh one at once, while a new run is under way if one is due; else
   * that of the run, at the latest at its deadline.
   *
   * @param current what {@link #ask} returned
   */
  Reading read(CheckRun current) {
    Reading known = reading;
    if (known != null && isFresh(known, 0)) {
      return known;
    }
    Outcome outcome = current.outcome();
    Reading now = reading;
    return now == null ? new Reading(outcome, outcome) : now;
  }

  /** Whether {@link #read} returns at once. */
  boolean isInstant() {
    Reading known = reading;
    return known != null && isFresh(known, SLACK_NANOS);
  }

  /** Whether the result should have been replaced by now, as that of a check that hangs. */
  boolean isStale(Reading reading) {
    return !isFresh(reading, 0);
  }

  /** Whether the check is known to fail: by a fresh result, or because it hangs. */
  boolean isFailing() {
    Reading known = peek();
    return known != null && known.state().isUnhealthy() && (isFresh(known, 0) || !isOver());
  }

  private synchronized boolean isOver() {
    return run == null || run.isOver();
  }

  private boolean isFresh(Reading known, long slackNanos) {
    if (isFinal()) {
      return true;
    }
    long kept = limits.keptNanos();
    if (kept == 0) {
      return false;
    }
    long age = System.nanoTime() - known.latest().doneNanos() + slackNanos;
    return age <= (long) (kept * (1 + JITTER)) + limits.deadlineNanos() + SLACK_NANOS;
  }

  /**
   * Keeps the state fresh while somebody asks: starts a run that is due and declares a timeout.
   *
   * @return when to look again, in nanoseconds, or {@link #IDLE}
   */
  long tick() {
    CheckRun current;
    synchronized (this) {
      current = run;
    }
    if (current == null) {
      return IDLE;
    }
    if (current.outcomeNow() == null) {
      return Math.max(1, current.leftNanos());
    }
    boolean wanted = asked && System.nanoTime() - askedNanos <= ASKED_NANOS;
    if (!wanted || limits.keptNanos() == 0 || isFinal()) {
      return IDLE;
    }
    return Math.min(next(current), LONGEST_PAUSE_NANOS);
  }

  private long next(CheckRun current) {
    if (begin() != current) {
      return limits.deadlineNanos();
    }
    synchronized (this) {
      // A check that hangs says so when it returns.
      return current.isOver()
          ? Math.max(1_000_000, dueNanos - System.nanoTime())
          : LONGEST_PAUSE_NANOS;
    }
  }

  @Override
  public void measure(Outcome outcome) {
    Outcome before;
    Outcome state;
    synchronized (this) {
      Reading known = reading;
      before = known == null ? null : known.state();
      state = state(before, outcome);
      reading = new Reading(outcome, state);
      passed |= !state.isUnhealthy();
      dueNanos = due(outcome, state);
    }
    observer.ended(this, outcome, before, state);
  }

  private Outcome state(@Nullable Outcome before, Outcome now) {
    if (before == null || before.isUnhealthy() == now.isUnhealthy() || now.timedOut()) {
      against = 0;
      return now;
    }
    against++;
    int needed = now.isUnhealthy() ? limits.failures() : limits.successes();
    if (against < needed) {
      return before;
    }
    against = 0;
    return now;
  }

  private long due(Outcome outcome, Outcome state) {
    long kept = limits.keptNanos();
    if (state.isUnhealthy() != outcome.isUnhealthy()) {
      return outcome.doneNanos() + Math.min(CONFIRM_NANOS, kept);
    }
    double jitter = 1 + ThreadLocalRandom.current().nextDouble() * JITTER;
    long due = outcome.doneNanos() - outcome.nanos() + (long) (kept * jitter);
    return Math.max(due, outcome.doneNanos());
  }

  @Override
  public void over() {
    observer.began(this);
  }
}
