// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.health;

import io.sightglass.health.HealthResult.Cause;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** One check in a list of them: MicroProfile's fields, and ours under {@code data}. */
final class CheckItem {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private CheckItem() {}

  static void write(Json json, CheckRunner check, Reading reading) {
    Outcome latest = reading.latest();
    Outcome state = reading.state();
    json.openItem()
        .field("name", check.name())
        .field("status", state.isUnhealthy() ? "DOWN" : "UP")
        .open("data")
        .field("result", latest.result())
        .field("level", check.level().name().toLowerCase(Locale.ROOT))
        .field("ready", check.role() == CheckRunner.Role.READY);
    Cause cause = latest.cause() == null ? state.cause() : latest.cause();
    if (cause != null) {
      json.field("cause", cause.code());
    }
    json.field("duration_ms", latest.nanos() / 1e6)
        .field("last_checked", time(latest.at()))
        .field("stale", check.isStale(reading))
        .close()
        .close();
  }

  static String time(Instant at) {
    return TIME.format(at);
  }
}
