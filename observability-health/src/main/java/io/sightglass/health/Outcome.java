// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.health;

import io.sightglass.health.HealthResult.Cause;
import io.sightglass.health.HealthResult.Status;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How one run of a check ended.
 *
 * @param nanos how long it took
 * @param doneNanos when it ended, by {@code System.nanoTime()}
 * @param at when it ended, for people
 * @param detail for the log, never served
 */
record Outcome(
    Status status,
    @Nullable Cause cause,
    boolean timedOut,
    long nanos,
    long doneNanos,
    Instant at,
    String detail,
    @Nullable Throwable failure) {

  /** The value of the label {@code result}; one of {@link HealthMeters#RESULTS}. */
  String result() {
    return timedOut ? "timeout" : status.name().toLowerCase(Locale.ROOT);
  }

  boolean isUnhealthy() {
    return status == Status.UNHEALTHY;
  }

  /** Whether the two would be told apart in a log. */
  boolean differsFrom(@Nullable Outcome before) {
    return before == null
        ? status != Status.HEALTHY
        : status != before.status || cause != before.cause;
  }

  static Outcome of(HealthResult result, long startNanos) {
    return make(result.status(), result.cause(), false, startNanos, result.detail(), null);
  }

  static Outcome thrown(Throwable failure, long startNanos) {
    String detail = Causes.text(failure);
    return make(Status.UNHEALTHY, Causes.of(failure), false, startNanos, detail, failure);
  }

  static Outcome timeout(long startNanos) {
    return make(
        Status.UNHEALTHY, Cause.TIMEOUT, true, startNanos, "no result within its deadline", null);
  }

  /** What a check gets that asks for its own result. */
  static Outcome recursive(long startNanos) {
    String detail = "the check asks for its own result";
    return make(Status.UNHEALTHY, Cause.FAILED, false, startNanos, detail, null);
  }

  private static Outcome make(
      Status status,
      @Nullable Cause cause,
      boolean timedOut,
      long startNanos,
      String detail,
      @Nullable Throwable failure) {
    long now = System.nanoTime();
    return new Outcome(
        status, cause, timedOut, now - startNanos, now, Instant.now(), detail, failure);
  }
}
