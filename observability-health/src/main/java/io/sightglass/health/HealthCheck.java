// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.health;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A function that says how something the app depends on is doing, with a deadline.
 *
 * <pre>{@code
 * HealthCheck queue = () -> broker.isConnected()
 *     ? HealthResult.healthy()
 *     : HealthResult.unhealthy(Cause.REFUSED, "broker is not connected");
 * }</pre>
 *
 * <p>It runs on a daemon thread of its own, never twice at once, at most once in two seconds. It
 * may throw anything and may hang: it is then reported as failed or timed out, and nothing else is
 * affected. At its deadline its thread is interrupted.
 */
@FunctionalInterface
public interface HealthCheck {

  /** The result. A null and anything thrown count as unhealthy. */
  HealthResult check() throws Exception;

  /** How long it may take; null for the app's setting ({@code sightglass.health.check-timeout}). */
  default @Nullable Duration deadline() {
    return null;
  }

  /**
   * The same check with that deadline.
   *
   * @param deadline 1 to 900 ms: a probe gives up after a second
   * @throws IllegalArgumentException for a deadline outside its range
   */
  default HealthCheck within(Duration deadline) {
    Duration checked = Deadlines.checked(deadline);
    HealthCheck check = this;
    return new HealthCheck() {
      @Override
      public HealthResult check() throws Exception {
        return check.check();
      }

      @Override
      public Duration deadline() {
        return checked;
      }
    };
  }
}
