// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.health;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a check found: a status, a cause out of a closed set, and a detail for the log. Only status
 * and cause are ever served; the detail is not.
 *
 * <p>Immutable and thread-safe.
 */
public final class HealthResult {

  /** How the checked thing is doing. */
  public enum Status {
    /** It works. */
    HEALTHY,
    /** It works, but not well. */
    DEGRADED,
    /** It does not work. */
    UNHEALTHY
  }

  /** Why it is not healthy: a closed set, so that no text of a failure reaches an answer. */
  public enum Cause {
    /** It failed, and nothing more is known. */
    FAILED,
    /** No answer within the deadline. */
    TIMEOUT,
    /** The connection was refused. */
    REFUSED,
    /** The host cannot be found or reached. */
    UNREACHABLE,
    /** The credentials were not accepted. */
    AUTH,
    /** No connection was free. */
    POOL_EXHAUSTED,
    /** It asks to slow down. */
    THROTTLED,
    /** A queue or backlog is too long. */
    BACKLOG,
    /** Too little space is left. */
    LOW_SPACE,
    /** Too little memory is left. */
    LOW_MEMORY,
    /** Threads wait for each other for ever. */
    DEADLOCK,
    /** Something has expired or is about to, as a certificate does. */
    EXPIRED,
    /** Something did not happen when it should have, as a job that was not run. */
    MISSED,
    /** Telemetry is being lost. */
    LOSS;

    /** As served, for example {@code pool_exhausted}. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final HealthResult HEALTHY = new HealthResult(Status.HEALTHY, null, "");

  private final Status status;
  private final @Nullable Cause cause;
  private final String detail;

  private HealthResult(Status status, @Nullable Cause cause, String detail) {
    this.status = status;
    this.cause = cause;
    this.detail = detail;
  }

  /** It works. */
  public static HealthResult healthy() {
    return HEALTHY;
  }

  /** It works, but not well. */
  public static HealthResult degraded(Cause cause, String detail) {
    return of(Status.DEGRADED, cause, detail);
  }

  /** It does not work. */
  public static HealthResult unhealthy(Cause cause) {
    return of(Status.UNHEALTHY, cause, "");
  }

  /**
   * It does not work.
   *
   * @param detail for the log, never served
   */
  public static HealthResult unhealthy(Cause cause, String detail) {
    return of(Status.UNHEALTHY, cause, detail);
  }

  private static HealthResult of(Status status, Cause cause, String detail) {
    return new HealthResult(
        status, Objects.requireNonNull(cause, "cause"), Objects.requireNonNull(detail, "detail"));
  }

  /** How the checked thing is doing. */
  public Status status() {
    return status;
  }

  /** Why it is not healthy; null when it is. */
  public @Nullable Cause cause() {
    return cause;
  }

  /** For the log, never served; may be empty. */
  public String detail() {
    return detail;
  }

  @Override
  public String toString() {
    return cause == null ? status.toString() : status + " (" + cause.code() + ")";
  }
}
