// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.health;

import io.sightglass.config.HealthSettings;
import io.sightglass.config.Setting;
import io.sightglass.config.Settings;
import java.time.Duration;

/**
 * What holds for one check.
 *
 * @param deadlineNanos how long a run may take
 * @param keptNanos the least time between the starts of two runs while the state is steady
 * @param failures in a row that make it unhealthy
 * @param successes in a row that make it healthy again
 */
record CheckLimits(long deadlineNanos, long keptNanos, int failures, int successes) {

  static CheckLimits of(HealthCheck check, Settings settings) {
    TunedCheck tuned = TunedCheck.of(check);
    Duration kept = tuned.kept();
    int failures = tuned.failures();
    int successes = tuned.successes();
    return new CheckLimits(
        Deadlines.of(check, settings).toNanos(),
        (kept == null ? settings.get(Setting.HEALTH_CACHE) : kept).toNanos(),
        failures == 0 ? settings.get(HealthSettings.FAILURES) : failures,
        successes == 0 ? settings.get(HealthSettings.SUCCESSES) : successes);
  }
}
