// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.delivery;

import io.opentelemetry.sdk.common.CompletableResultCode;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * Hands over one batch after the other: attempts, waits, attempts again, and writes into the
 * account what came of it. For one thread.
 *
 * @param <D> what an exporter takes
 */
final class Courier<D> {

  private static final long LONGEST_WAIT = Duration.ofSeconds(60).toNanos();
  private static final long LONG_SILENCE = Duration.ofSeconds(5).toNanos();
  private static final int ATTEMPTS_AT_END = 3;

  private final Function<Collection<D>, CompletableResultCode> exporter;
  private final BatchSettings settings;
  private final Account account;
  private final Trouble trouble;
  private final Ending ending;
  private long expires;
  private long turnedAway;
  private boolean hopeless;
  private volatile String lastCause = "";

  Courier(
      Function<Collection<D>, CompletableResultCode> exporter,
      BatchSettings settings,
      Account account,
      Trouble trouble,
      Ending ending) {
    this.exporter = exporter;
    this.settings = settings;
    this.account = account;
    this.trouble = trouble;
    this.ending = ending;
  }

  /** Hands the batch over, or gives it up; either way it is accounted for. */
  void deliver(List<D> batch) {
    account.send(batch.size());
    long first = System.nanoTime();
    expires = first + settings.timeoutNanos();
    boolean mayHaveArrived = false;
    int failed = 0;
    int failedAtEnd = 0;
    while (true) {
      long began = System.nanoTime();
      Outcome outcome = Attempt.make(() -> exporter.apply(batch), () -> ending.limit(expires));
      if (!outcome.mayBeRetried()) {
        settle(outcome);
        return;
      }
      failed++;
      failedAtEnd += ending.begun() ? 1 : 0;
      mayHaveArrived |= outcome.kind() == Outcome.Kind.NO_ANSWER;
      lastCause = outcome.cause();
      boolean last =
          !settings.retries()
              || (outcome.kind() == Outcome.Kind.UNREACHABLE && failedAtEnd >= ATTEMPTS_AT_END);
      if (last || !waitAfter(outcome, ending.begun() ? failedAtEnd : failed, began)) {
        giveUp(outcome, mayHaveArrived);
        return;
      }
      if (failed > 1 || System.nanoTime() - first > LONG_SILENCE) {
        failing(outcome.cause(), 0);
      }
    }
  }

  private void settle(Outcome outcome) {
    if (outcome.kind() != Outcome.Kind.ACKNOWLEDGED) {
      lastCause = outcome.cause();
      Reason reason =
          outcome.kind() == Outcome.Kind.REFUSED ? Reason.REJECTED : Reason.EXPORT_FAILED;
      failing(outcome.cause(), account.lost(reason));
      return;
    }
    long rejected = account.arrived(outcome.rejected());
    if (rejected > 0) {
      lastCause = "rejected in part";
      failing("the receiver rejected " + Counts.text(rejected) + " of a batch", rejected);
    } else {
      // What was turned away meanwhile belongs to the trouble that is over now.
      noteTurnedAway();
      trouble.fine();
    }
  }

  private void giveUp(Outcome outcome, boolean mayHaveArrived) {
    Reason reason = ending.begun() ? Reason.SHUTDOWN : Reason.EXPIRED;
    if (mayHaveArrived) {
      reason = Reason.UNCONFIRMED;
    } else if (!settings.retries()) {
      reason = Reason.EXPORT_FAILED;
    }
    hopeless = ending.begun();
    failing(outcome.cause(), account.lost(reason));
  }

  private void failing(String cause, long lost) {
    if (!ending.begun()) {
      trouble.failing(cause, lost + newlyTurnedAway());
    }
  }

  /** The queue was full for some: a line about it, if it is time for one. */
  void noteTurnedAway() {
    long count = newlyTurnedAway();
    if (count > 0 && !ending.begun()) {
      trouble.failing("they come faster than the receiver takes them", count);
    }
  }

  private long newlyTurnedAway() {
    long now = account.turnedAway();
    long count = now - turnedAway;
    turnedAway = now;
    return count;
  }

  /** Whether nothing more can be handed over before the end. */
  boolean isHopeless() {
    return hopeless;
  }

  /** Why the last attempt that failed did so; empty where none did. */
  String lastCause() {
    return lastCause;
  }

  /** Waits until it is time for another attempt; false where that is too late for the batch. */
  private boolean waitAfter(Outcome outcome, int failed, long began) {
    long now = System.nanoTime();
    long asked = Math.min(outcome.retryAfterNanos(), LONGEST_WAIT);
    long until;
    if (asked > 0) {
      until = now + asked;
      // What the receiver asks for is not held against the batch.
      expires += asked;
    } else {
      long wait = Backoff.nanos(failed, ending.begun());
      until = Math.max(wait / 4, wait - (now - began)) + now;
    }
    return until - ending.limit(expires) < 0 && pause(until, asked > 0);
  }

  private boolean pause(long until, boolean asked) {
    boolean atEnd = ending.begun();
    while (true) {
      long left = until - System.nanoTime();
      if (left <= 0) {
        return true;
      }
      if (ending.begun() && !atEnd) {
        // The wait was of our own choosing, or it is too long: the receiver's word holds.
        return !asked || (ending.limit(until) == until && pause(until, true));
      }
      LockSupport.parkNanos(left);
      // Somebody's stray interrupt must not turn waiting into spinning.
      Thread.interrupted();
    }
  }
}
