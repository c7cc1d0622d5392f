// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.architecture;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs calls on a thread of their own, so that one that hangs is found and left behind. */
final class Watched implements AutoCloseable {

  private static final int TRIES = 3;
  private static final long SECONDS_TO_GIVE_UP = 5;

  private ExecutorService thread = started();

  /** What is called. */
  interface Call {

    Object run() throws Throwable;
  }

  /** How a call ended. */
  record Outcome(Throwable thrown, boolean slow, boolean hung) {}

  /**
   * Runs it; one that took more than a second is tried again, for the machine may have been busy.
   */
  Outcome run(Call call, Callable<AutoCloseable> surroundings) {
    Outcome outcome = null;
    for (int i = 0; i < TRIES && (outcome == null || outcome.slow() && !outcome.hung()); i++) {
      outcome = once(call, surroundings);
    }
    return outcome;
  }

  private Outcome once(Call call, Callable<AutoCloseable> surroundings) {
    Future<Outcome> future = thread.submit(() -> timed(call, surroundings));
    try {
      return future.get(SECONDS_TO_GIVE_UP, TimeUnit.SECONDS);
    } catch (TimeoutException hangs) {
      future.cancel(true);
      thread.shutdownNow();
      thread = started();
      return new Outcome(null, true, true);
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Outcome timed(Call call, Callable<AutoCloseable> surroundings) throws Exception {
    long start = System.nanoTime();
    Throwable thrown = null;
    try (AutoCloseable around = surroundings.call()) {
      call.run();
    } catch (Throwable e) {
      thrown = e;
    }
    return new Outcome(thrown, System.nanoTime() - start > TimeUnit.SECONDS.toNanos(1), false);
  }

  private static ExecutorService started() {
    return Executors.newSingleThreadExecutor(
        task -> {
          Thread made = new Thread(task, "watched");
          made.setDaemon(true);
          return made;
        });
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
