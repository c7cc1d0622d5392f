// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.health;

import io.sightglass.health.HealthResult.Cause;
import java.time.Duration;
import java.util.Objects;

/**
 * Whether a job of this process runs as often as it should.
 *
 * <pre>{@code
 * Heartbeat nightly = Heartbeat.atLeastEach(Duration.ofHours(25));
 * health.check("nightly", Health.Level.DEGRADED, nightly);
 * …
 * nightly.beat();                     // at the end of each run that went well
 * }</pre>
 *
 * <p>It counts from its making, so a job that never ran is missed too. Thread-safe; measured by the
 * monotonic clock, so a change of the wall clock neither hides nor invents a run.
 */
public final class Heartbeat implements HealthCheck {

  private static final Duration LONGEST = Duration.ofDays(10_000);

  private final long maxNanos;
  private volatile long lastNanos = System.nanoTime();

  private Heartbeat(long maxNanos) {
    this.maxNanos = maxNanos;
  }

  /**
   * A job that ends well at least that often.
   *
   * @param maxAge 1 ms to 10,000 days
   * @throws IllegalArgumentException for an age outside its range
   */
  public static Heartbeat atLeastEach(Duration maxAge) {
    Objects.requireNonNull(maxAge, "maxAge");
    if (maxAge.compareTo(Duration.ofMillis(1)) < 0 || maxAge.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("maxAge: 1 ms to 10000 days, was " + maxAge);
    }
    return new Heartbeat(maxAge.toNanos());
  }

  /** The job has ended well. */
  public void beat() {
    lastNanos = System.nanoTime();
  }

  @Override
  public Scope scope() {
    return Scope.PROCESS;
  }

  @Override
  public HealthResult check() {
    long age = System.nanoTime() - lastNanos;
    return age <= maxNanos
        ? HealthResult.healthy()
        : HealthResult.unhealthy(Cause.MISSED, "last run " + Duration.ofNanos(age) + " ago");
  }
}
