// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.health;

import io.sightglass.Code;
import io.sightglass.Diagnostics;
import io.sightglass.Redactor;
import io.sightglass.health.HealthResult.Cause;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the log what answers do not: the full cause, once for each change. */
final class HealthLog {

  private static final Logger LOG = LoggerFactory.getLogger("io.sightglass.health");

  private final Diagnostics diagnostics;
  private final Redactor redactor;

  HealthLog(Diagnostics diagnostics, Redactor rules) {
    this.diagnostics = diagnostics;
    this.redactor = rules.at(Redactor.Place.HEALTH);
  }

  void timedOut(CheckRunner runner) {
    diagnostics.warn(
        Code.CHECK_TIMEOUT,
        "health check '"
            + runner.name()
            + "' did not end within its deadline and is reported as timeout; it is not started"
            + " again while it hangs. Give its client a shorter timeout.");
  }

  void changed(CheckRunner runner, @Nullable Outcome before, Outcome now) {
    String was = before == null ? "unknown" : word(before);
    Cause cause = now.cause();
    if (cause == null) {
      LOG.info(
          "{} [health] check '{}' changed from {} to {}",
          Code.CHECK_CHANGED.id(),
          runner.name(),
          was,
          word(now));
      return;
    }
    LOG.warn(
        "{} [health] check '{}' changed from {} to {} ({}): {}",
        Code.CHECK_CHANGED.id(),
        runner.name(),
        was,
        word(now),
        cause.code(),
        Causes.text(now.detail(), redactor));
    stack(runner, now.failure());
  }

  private static void stack(CheckRunner runner, @Nullable Throwable failure) {
    if (failure == null) {
      return;
    }
    try {
      LOG.debug("health check '{}' failed", runner.name(), failure);
    } catch (RuntimeException e) {
      // Logback lets what the failure's own getMessage() throws through; the warning said it all.
      LOG.debug("health check '{}' failed with an unreadable {}", runner.name(), name(failure));
    }
  }

  private static String name(Throwable failure) {
    return failure.getClass().getName();
  }

  private static String word(Outcome outcome) {
    return outcome.status().name().toLowerCase(Locale.ROOT);
  }
}
