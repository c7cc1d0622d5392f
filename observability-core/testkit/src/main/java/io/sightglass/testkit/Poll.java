// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.testkit;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for something outside this JVM, which nobody can signal, by asking again. */
final class Poll {

  private static final long PAUSE_NANOS = 50_000_000;

  private Poll() {}

  /**
   * Asks until the answer is good.
   *
   * @throws AssertionError with {@code description} after {@code timeout}
   */
  static <T> T until(
      Duration timeout, Callable<T> question, Predicate<T> good, Supplier<String> description) {
    long deadline = System.nanoTime() + timeout.toNanos();
    Exception last = null;
    while (true) {
      try {
        T answer = question.call();
        last = null;
        if (good.test(answer)) {
          return answer;
        }
      } catch (Exception e) {
        last = e;
      }
      if (System.nanoTime() >= deadline || Thread.currentThread().isInterrupted()) {
        throw new AssertionError(
            "not within " + timeout.toMillis() + " ms: " + description.get(), last);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
