// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.testkit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The newest so many things of one kind, and a way to wait for one. All shelves of a receiver share
 * one lock, so that what one request brought appears at once.
 */
final class Shelf<T> {

  /** What the shelves of one receiver share. */
  static final class Guard {
    final ReentrantLock lock = new ReentrantLock();
    final Condition changed = lock.newCondition();

    /**
     * Waits for a change until the condition holds.
     *
     * @throws AssertionError after the timeout, or when interrupted
     */
    void await(BooleanSupplier condition, Duration timeout, Supplier<String> description) {
      long left = timeout.toNanos();
      lock.lock();
      try {
        while (!condition.getAsBoolean()) {
          if (left <= 0) {
            throw new AssertionError(
                "not within " + timeout.toMillis() + " ms: " + description.get());
          }
          left = changed.awaitNanos(left);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted while waiting for " + description.get(), e);
      } finally {
        lock.unlock();
      }
    }
  }

  private final Guard guard;
  private final int limit;
  private final Deque<T> kept = new ArrayDeque<>();
  private long count;

  Shelf(Guard guard, int limit) {
    this.guard = guard;
    this.limit = limit;
  }

  void add(T item) {
    guard.lock.lock();
    try {
      if (kept.size() == limit) {
        kept.removeFirst();
      }
      kept.addLast(item);
      count++;
      guard.changed.signalAll();
    } finally {
      guard.lock.unlock();
    }
  }

  /** How many came, kept or not. */
  long count() {
    guard.lock.lock();
    try {
      return count;
    } finally {
      guard.lock.unlock();
    }
  }

  /** What is kept, the oldest first. */
  List<T> all() {
    guard.lock.lock();
    try {
      return List.copyOf(kept);
    } finally {
      guard.lock.unlock();
    }
  }

  /** Forgets what is kept; the count goes on. */
  void clear() {
    guard.lock.lock();
    try {
      kept.clear();
    } finally {
      guard.lock.unlock();
    }
  }

  /** The newest kept item that matches, as soon as there is one. */
  T await(Predicate<? super T> wanted, Duration timeout, Supplier<String> description) {
    List<T> found = new java.util.ArrayList<>(1);
    guard.await(() -> find(wanted, found), timeout, description);
    return found.get(0);
  }

  /** Waits until at least {@code wanted} have come. */
  void awaitCount(long wanted, Duration timeout, String what) {
    guard.await(
        () -> count >= wanted, timeout, () -> wanted + " " + what + "; there were " + count);
  }

  private boolean find(Predicate<? super T> wanted, List<T> found) {
    for (Iterator<T> newest = kept.descendingIterator(); newest.hasNext(); ) {
      T item = newest.next();
      if (wanted.test(item)) {
        found.add(item);
        return true;
      }
    }
    return false;
  }
}
