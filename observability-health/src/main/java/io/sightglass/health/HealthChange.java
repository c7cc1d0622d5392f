// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.health;

import io.sightglass.health.HealthResult.Cause;
import io.sightglass.health.HealthResult.Status;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change of a check's state, after its thresholds.
 *
 * <p>Immutable and thread-safe.
 *
 * @param check the check's name
 * @param level how much its failing means
 * @param before the status so far; null if this is the first result, and a bad one
 * @param now the status from here on
 * @param cause why it is not healthy; null when it is
 * @param at when the run ended that made the change
 */
public record HealthChange(
    String check,
    Health.Level level,
    @Nullable Status before,
    Status now,
    @Nullable Cause cause,
    Instant at) {

  static HealthChange of(CheckRunner runner, @Nullable Outcome before, Outcome now) {
    return new HealthChange(
        runner.name(),
        runner.level(),
        before == null ? null : before.status(),
        now.status(),
        now.cause(),
        now.at());
  }
}
