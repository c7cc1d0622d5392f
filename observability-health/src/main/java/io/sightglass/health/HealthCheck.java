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
 * <p>It runs on a daemon thread of its own, never twice at once, and while its state is steady at
 * most once in two seconds. It may throw anything and may hang: it is then reported as failed or
 * timed out, and nothing else is affected. At its deadline its thread is interrupted.
 */
@FunctionalInterface
public interface HealthCheck {

  /** What a check looks at: whether a restart of this process can mend it. */
  enum Scope {
    /** This process alone: its threads, its memory. */
    PROCESS,
    /** Anything else, which a restart does not mend. Never decides liveness. */
    DEPENDENCY
  }

  /** The result. A null and anything thrown count as unhealthy. */
  HealthResult check() throws Exception;

  /** How long it may take; null for the app's setting ({@code sightglass.health.check-timeout}). */
  default @Nullable Duration deadline() {
    return null;
  }

  /** What it looks at; a dependency unless it says otherwise, as through {@link #process}. */
  default Scope scope() {
    return Scope.DEPENDENCY;
  }

  /** That check, which looks at this process alone and may therefore decide liveness. */
  static HealthCheck process(HealthCheck check) {
    return TunedCheck.of(check).withScope(Scope.PROCESS);
  }

  /**
   * The same check with that deadline.
   *
   * @param deadline 1 to 900 ms: a probe gives up after a second
   * @throws IllegalArgumentException for a deadline outside its range
   */
  default HealthCheck within(Duration deadline) {
    return TunedCheck.of(this).withDeadline(deadline);
  }

  /**
   * The same check, whose result is kept that long, in place of {@code sightglass.health.cache}:
   * for what changes slowly or costs something to ask.
   *
   * @param kept 100 ms to a day
   * @throws IllegalArgumentException for a duration outside its range
   */
  default HealthCheck every(Duration kept) {
    return TunedCheck.of(this).withKept(kept);
  }

  /**
   * The same check, which becomes unhealthy after that many failures in a row, in place of {@code
   * sightglass.health.failures}. A run that reaches its deadline decides at once.
   *
   * @param failures 1 to 10
   * @throws IllegalArgumentException for a number outside its range
   */
  default HealthCheck unhealthyAfter(int failures) {
    return TunedCheck.of(this).withFailures(failures);
  }

  /**
   * The same check, which becomes healthy again after that many successes in a row, in place of
   * {@code sightglass.health.successes}.
   *
   * @param successes 1 to 10
   * @throws IllegalArgumentException for a number outside its range
   */
  default HealthCheck healthyAfter(int successes) {
    return TunedCheck.of(this).withSuccesses(successes);
  }
}
