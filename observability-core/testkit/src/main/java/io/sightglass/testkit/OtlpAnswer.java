// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.testkit;

import java.time.Duration;
import java.util.Objects;

/**
 * How the receiver answers: with which status, after how long.
 *
 * @param status an HTTP status; over gRPC its counterpart, for example {@code UNAVAILABLE} for 503
 * @param delay how long the answer is held back
 * @param retryAfterSeconds the {@code Retry-After} header, over HTTP; 0 for none
 */
public record OtlpAnswer(int status, Duration delay, int retryAfterSeconds) {

  /**
   * An answer.
   *
   * @throws IllegalArgumentException for a status that is not 200 or 400 to 599
   */
  public OtlpAnswer {
    Objects.requireNonNull(delay, "delay");
    if (status != 200 && (status < 400 || status > 599)) {
      throw new IllegalArgumentException("status " + status + ": 200, or 400 to 599");
    }
    if (delay.isNegative() || retryAfterSeconds < 0) {
      throw new IllegalArgumentException("delay and retryAfterSeconds must not be negative");
    }
  }

  /** Success at once. */
  public static OtlpAnswer ok() {
    return status(200);
  }

  /** That status at once. */
  public static OtlpAnswer status(int status) {
    return new OtlpAnswer(status, Duration.ZERO, 0);
  }

  /** The same answer, later. */
  public OtlpAnswer after(Duration delay) {
    return new OtlpAnswer(status, delay, retryAfterSeconds);
  }

  /** The same answer with a {@code Retry-After} header. */
  public OtlpAnswer retryAfter(int seconds) {
    return new OtlpAnswer(status, delay, seconds);
  }

  boolean isSuccess() {
    return status == 200;
  }
}
