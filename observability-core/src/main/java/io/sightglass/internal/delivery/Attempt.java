// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.delivery;

import io.opentelemetry.sdk.common.CompletableResultCode;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to hand over a batch: what the sender, deep inside an exporter, says about it to the
 * queue outside. It belongs to the thread that exports; any thread may complete it.
 */
final class Attempt {

  private static final ThreadLocal<@Nullable Attempt> CURRENT = new ThreadLocal<>();

  // A deadline may move nearer while an attempt is under way.
  private static final long LOOK_MILLIS = 50;

  private @Nullable Outcome outcome;
  private boolean over;
  private @Nullable Runnable cancel;

  private Attempt() {}

  /** The attempt that this thread makes, or null. */
  static @Nullable Attempt current() {
    return CURRENT.get();
  }

  /**
   * Exports, and waits for what comes of it.
   *
   * @param deadline when to give up, in nanoseconds of {@link System#nanoTime}; asked again and
   *     again
   */
  static Outcome make(Supplier<CompletableResultCode> export, LongSupplier deadline) {
    Attempt attempt = new Attempt();
    CompletableResultCode result;
    CURRENT.set(attempt);
    try {
      result = export.get();
    } catch (RuntimeException | LinkageError failure) {
      attempt.finish();
      return Outcome.failed(failure);
    } finally {
      CURRENT.remove();
    }
    result.whenComplete(() -> attempt.complete(of(result)));
    return attempt.await(deadline);
  }

  private static Outcome of(CompletableResultCode result) {
    return result.isSuccess()
        ? Outcome.acknowledged(0)
        : Outcome.failed(result.getFailureThrowable());
  }

  /** Says what came of it; the first one counts. */
  synchronized void complete(Outcome how) {
    if (outcome == null) {
      outcome = how;
      notifyAll();
    }
  }

  /** What to do where nobody waits for an answer any more. */
  void onCancel(Runnable action) {
    synchronized (this) {
      if (!over) {
        cancel = action;
        return;
      }
    }
    action.run();
  }

  private Outcome await(LongSupplier deadline) {
    try {
      synchronized (this) {
        while (outcome == null && deadline.getAsLong() - System.nanoTime() > 0) {
          wait(LOOK_MILLIS);
        }
        if (outcome != null) {
          return outcome;
        }
      }
      return Outcome.noAnswer("no answer in time");
    } catch (InterruptedException stray) {
      // Nobody has a reason to interrupt this thread; its flag is cleared, and the batch is kept.
      return Outcome.noAnswer("interrupted");
    } finally {
      finish();
    }
  }

  private void finish() {
    Runnable action;
    synchronized (this) {
      over = true;
      action = outcome == null ? cancel : null;
      cancel = null;
    }
    if (action != null) {
      action.run();
    }
  }
}
