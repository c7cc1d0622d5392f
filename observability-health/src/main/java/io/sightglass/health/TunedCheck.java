// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.health;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A check with what was set for it alone.
 *
 * @param deadline null for the check's own
 * @param kept null for the app's setting
 * @param failures 0 for the app's setting
 * @param successes 0 for the app's setting
 * @param ownScope null for the check's own
 */
record TunedCheck(
    HealthCheck own,
    @Nullable Duration deadline,
    @Nullable Duration kept,
    int failures,
    int successes,
    @Nullable Scope ownScope)
    implements HealthCheck {

  private static final Duration LONGEST = Duration.ofDays(1);
  private static final Duration SHORTEST = Duration.ofMillis(100);

  static TunedCheck of(HealthCheck check) {
    return Objects.requireNonNull(check, "check") instanceof TunedCheck tuned
        ? tuned
        : new TunedCheck(check, check.deadline(), null, 0, 0, null);
  }

  @Override
  public HealthResult check() throws Exception {
    return own.check();
  }

  @Override
  public Scope scope() {
    return ownScope == null ? own.scope() : ownScope;
  }

  TunedCheck withScope(Scope scope) {
    return new TunedCheck(own, deadline, kept, failures, successes, scope);
  }

  TunedCheck withDeadline(Duration deadline) {
    Duration checked = Deadlines.checked(deadline);
    return new TunedCheck(own, checked, kept, failures, successes, ownScope);
  }

  TunedCheck withKept(Duration kept) {
    Objects.requireNonNull(kept, "kept");
    if (kept.compareTo(SHORTEST) < 0 || kept.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "how long the result of a health check is kept: 100 ms to a day, was " + kept);
    }
    return new TunedCheck(own, deadline, kept, failures, successes, ownScope);
  }

  TunedCheck withFailures(int failures) {
    int checked = checked("failures", failures);
    return new TunedCheck(own, deadline, kept, checked, successes, ownScope);
  }

  TunedCheck withSuccesses(int successes) {
    int checked = checked("successes", successes);
    return new TunedCheck(own, deadline, kept, failures, checked, ownScope);
  }

  private static int checked(String what, int count) {
    if (count < 1 || count > 10) {
      throw new IllegalArgumentException(
          what + " in a row of a health check: 1 to 10, were " + count);
    }
    return count;
  }
}
