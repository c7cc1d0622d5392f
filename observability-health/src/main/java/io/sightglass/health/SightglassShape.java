// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.health;

import io.sightglass.Observability;
import io.sightglass.config.Setting;
import java.time.Instant;
import java.util.Locale;

/** The library's own shape: a status, and for those who may see it what it rests on. */
final class SightglassShape implements Shape {

  private final Observability obs;

  SightglassShape(Observability obs) {
    this.obs = obs;
  }

  @Override
  public Json status(Verdict verdict) {
    return new Json().open().field("status", verdict.status()).close();
  }

  @Override
  public Json summary(Verdict verdict) {
    Json json = head(verdict).open("services");
    verdict
        .checks()
        .forEach(
            (check, reading) ->
                json.field(
                    check.name(), reading.state().isUnhealthy() ? "disconnected" : "connected"));
    return json.close().close();
  }

  @Override
  public Json detailed(Verdict verdict) {
    String state = obs.lifecycle().state().name().toLowerCase(Locale.ROOT);
    Json json = head(verdict).field("state", state).openList("checks");
    verdict.checks().forEach((check, reading) -> CheckItem.write(json, check, reading));
    return json.closeList().close();
  }

  private Json head(Verdict verdict) {
    return new Json()
        .open()
        .field("status", verdict.status())
        .field("timestamp", CheckItem.time(Instant.now()))
        .field("version", obs.settings().get(Setting.APP_VERSION))
        .field("uptime", obs.lifecycle().uptime().toNanos() / 1e9);
  }
}
