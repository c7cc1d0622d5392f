// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.health;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One run of a check on a thread of its own. It has exactly one outcome: the check's, or a timeout
 * at its deadline, whichever comes first. A timeout needs no timer, because whoever reads the
 * outcome waits no longer than the deadline and then declares it.
 */
final class CheckRun {

  private final HealthCheck check;
  private final long deadlineNanos;
  private final Listener listener;
  private final AtomicBoolean decided = new AtomicBoolean();
  private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
  private final long startNanos = System.nanoTime();
  private final Thread thread;
  private volatile boolean threadEnded;

  /** Is told how the run goes. Must neither throw nor block. */
  interface Listener {

    /** The outcome, once, before anybody reads it. */
    void measure(Outcome outcome);

    /** The check's code has returned, so that it may be started again. */
    void over();
  }

  CheckRun(
      String name,
      HealthCheck check,
      long deadlineNanos,
      @Nullable ClassLoader loader,
      Listener listener) {
    this.check = check;
    this.deadlineNanos = deadlineNanos;
    this.listener = listener;
    // Thread-locals of the probe's thread are not inherited: they would live as long as this one.
    thread = new Thread(null, this::run, "sightglass-health-" + name, 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(loader);
  }

  void start() {
    try {
      thread.start();
    } catch (OutOfMemoryError noThread) {
      finish(Outcome.thrown(noThread, startNanos));
      end();
    }
  }

  private void end() {
    threadEnded = true;
    listener.over();
  }

  private void run() {
    try {
      HealthResult result = check.check();
      finish(
          result == null
              ? Outcome.thrown(new NullPointerException("the check returned null"), startNanos)
              : Outcome.of(result, startNanos));
    } catch (Throwable failure) {
      finish(Outcome.thrown(failure, startNanos));
    } finally {
      end();
    }
  }

  private void finish(Outcome result) {
    if (!decided.compareAndSet(false, true)) {
      return;
    }
    try {
      listener.measure(result);
    } finally {
      outcome.complete(result);
    }
  }

  /** Whether the check's code has returned, which may be long after a timeout. */
  boolean isOver() {
    return threadEnded;
  }

  /** How long the run may still take; not positive at and after its deadline. */
  long leftNanos() {
    return deadlineNanos - (System.nanoTime() - startNanos);
  }

  /** The outcome if there is one by now, noting a timeout that is due. */
  @Nullable Outcome outcomeNow() {
    if (leftNanos() <= 0) {
      giveUp();
    }
    return outcome.getNow(null);
  }

  /** The outcome, at the latest at the deadline. */
  Outcome outcome() {
    if (Thread.currentThread().equals(thread)) {
      // The check asks for its own result; waiting for it would take until the deadline.
      return Outcome.recursive(startNanos);
    }
    try {
      return outcome.get(Math.max(leftNanos(), 0), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      giveUp();
      return outcome.join();
    } catch (InterruptedException e) {
      // The reader is being stopped; the run goes on for others.
      Thread.currentThread().interrupt();
      return outcome.getNow(Outcome.timeout(startNanos));
    } catch (ExecutionException e) {
      throw new IllegalStateException(e); // A run never completes exceptionally.
    }
  }

  private void giveUp() {
    if (!decided.get()) {
      finish(Outcome.timeout(startNanos));
      thread.interrupt();
    }
  }
}
