// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http;

import java.time.Duration;

/** Starts and ends this package's threads. */
final class Threads {

  private Threads() {}

  /** Starts a daemon that keeps no class loader but the library's own from being unloaded. */
  static Thread start(String name, Runnable body) {
    Thread thread = new Thread(null, body, name, 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(Threads.class.getClassLoader());
    thread.start();
    return thread;
  }

  /** Waits for the end of a thread, unless it is the caller; keeps the interrupt flag. */
  @SuppressWarnings("ReferenceEquality") // a thread has no other equality
  static void join(Thread thread, Duration wait) {
    if (thread == Thread.currentThread() || wait.isNegative() || wait.isZero()) {
      return;
    }
    try {
      thread.join(Math.max(1, wait.toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
