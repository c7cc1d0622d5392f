// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.health;

import io.sightglass.Diagnostics;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Tells logs and listeners of changes, in order, on one thread that ends when there is nothing to
 * tell: a log that blocks or a slow listener delays no probe and no check. What finds the queue
 * full is dropped and counted.
 */
final class Notices {

  private static final int CAPACITY = 1_000;

  private final Diagnostics diagnostics;
  private final ThreadPoolExecutor teller;

  Notices(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
    teller =
        new ThreadPoolExecutor(
            1, 1, 1, TimeUnit.SECONDS, new ArrayBlockingQueue<>(CAPACITY), Notices::thread);
    teller.allowCoreThreadTimeOut(true);
    teller.setRejectedExecutionHandler(
        (notice, full) -> diagnostics.dropped("health", "notices_full", 1));
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(null, work, "sightglass-health-notices", 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
    return thread;
  }

  /** Runs {@code notice} later. Never throws and never waits. */
  void add(Runnable notice) {
    try {
      teller.execute(() -> run(notice));
    } catch (RuntimeException | OutOfMemoryError noThread) {
      diagnostics.dropped("health", "no_thread", 1);
    }
  }

  private void run(Runnable notice) {
    try {
      notice.run();
    } catch (RuntimeException | Error e) {
      report(e);
    }
  }

  private void report(Throwable failure) {
    try {
      diagnostics.internalError("health", failure);
    } catch (RuntimeException | Error fatal) {
      // Rethrown by contract; this thread carries nobody's work that could be spared it.
    }
  }
}
