// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.delivery;

import org.jspecify.annotations.Nullable;

/**
 * What came of an attempt to hand over a batch.
 *
 * @param kind which of the cases
 * @param rejected how many of an acknowledged batch the receiver did not take
 * @param retryAfterNanos how long the receiver asks to wait; 0 where it does not say
 * @param cause what happened, in a few words and without anything secret
 */
record Outcome(Kind kind, long rejected, long retryAfterNanos, String cause) {

  /** The cases. */
  enum Kind {
    /** The receiver has it. */
    ACKNOWLEDGED,
    /** The receiver does not want it, now or later. */
    REFUSED,
    /** The receiver does not want it now. */
    BUSY,
    /** There is no receiver. */
    UNREACHABLE,
    /** It was sent, perhaps in part, and no answer came. */
    NO_ANSWER,
    /** The exporter failed and does not say how. */
    FAILED
  }

  static Outcome acknowledged(long rejected) {
    return new Outcome(
        Kind.ACKNOWLEDGED, rejected, 0, rejected == 0 ? "acknowledged" : "rejected in part");
  }

  static Outcome refused(String cause) {
    return new Outcome(Kind.REFUSED, 0, 0, cause);
  }

  static Outcome busy(String cause, long retryAfterNanos) {
    return new Outcome(Kind.BUSY, 0, retryAfterNanos, cause);
  }

  static Outcome unreachable(String cause) {
    return new Outcome(Kind.UNREACHABLE, 0, 0, cause);
  }

  static Outcome noAnswer(String cause) {
    return new Outcome(Kind.NO_ANSWER, 0, 0, cause);
  }

  static Outcome failed(@Nullable Throwable failure) {
    return new Outcome(
        Kind.FAILED,
        0,
        0,
        failure == null ? "the exporter failed" : failure.getClass().getSimpleName());
  }

  boolean mayBeRetried() {
    return kind == Kind.BUSY || kind == Kind.UNREACHABLE || kind == Kind.NO_ANSWER;
  }
}
