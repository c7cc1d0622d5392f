// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.health;

import io.sightglass.config.Setting;
import io.sightglass.config.Settings;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How long checks may take. */
final class Deadlines {

  /** The longest: a probe gives up after a second. */
  static final Duration MAX = Duration.ofMillis(900);

  private Deadlines() {}

  static Duration of(HealthCheck check, Settings settings) {
    Duration own = check.deadline();
    return own == null ? settings.get(Setting.HEALTH_CHECK_TIMEOUT) : checked(own);
  }

  static Duration checked(@Nullable Duration deadline) {
    Duration given = Objects.requireNonNull(deadline, "deadline");
    if (given.compareTo(Duration.ofMillis(1)) < 0 || given.compareTo(MAX) > 0) {
      throw new IllegalArgumentException(
          "deadline of a health check: 1 to " + MAX.toMillis() + " ms, was " + given);
    }
    return given;
  }
}
