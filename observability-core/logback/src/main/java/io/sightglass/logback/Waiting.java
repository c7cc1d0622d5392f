// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Threads that wait for the one that writes. It pays nothing where nobody waits. A virtual thread
 * that waits leaves its carrier.
 */
final class Waiting {

  // Conditions that change with time alone are looked at that often.
  private static final long GLANCE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final AtomicInteger waiters = new AtomicInteger();

  /**
   * Waits for {@code done}, or until {@code hopeless} or the time is up. An interrupt does not end
   * it, and is there afterwards.
   *
   * @return what {@code done} said last
   */
  boolean until(BooleanSupplier done, BooleanSupplier hopeless, long nanos) {
    long deadline = System.nanoTime() + nanos;
    boolean interrupted = false;
    waiters.incrementAndGet();
    lock.lock();
    try {
      while (!done.getAsBoolean()) {
        long left = deadline - System.nanoTime();
        if (left <= 0 || hopeless.getAsBoolean()) {
          return false;
        }
        try {
          changed.awaitNanos(Math.min(left, GLANCE_NANOS));
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      return true;
    } finally {
      lock.unlock();
      waiters.decrementAndGet();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Lets those who wait look again. */
  void wake() {
    if (waiters.get() > 0) {
      lock.lock();
      try {
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }
}
