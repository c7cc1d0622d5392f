// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.monitoring;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a team changes of the alerts: {@code alerts.HighErrorRate.threshold=0.02}. */
final class AlertSettings {

  private final Map<String, String> given;

  AlertSettings(Map<String, String> given) {
    this.given = given;
  }

  boolean isOn(Alert alert) {
    return !"false".equals(of(alert, "enabled"));
  }

  String condition(Alert alert) {
    String condition = alert.condition();
    for (Map.Entry<String, Double> threshold : alert.thresholds().entrySet()) {
      String value = of(alert, threshold.getKey());
      double number =
          value == null ? threshold.getValue() : number(alert, threshold.getKey(), value);
      condition = condition.replace("${" + threshold.getKey() + "}", text(number));
    }
    return condition;
  }

  Duration lasting(Alert alert) {
    String value = of(alert, "for");
    return value == null ? alert.lasting() : Durations.parse(key(alert, "for"), value);
  }

  Severity severity(Alert alert) {
    String value = of(alert, "severity");
    if (value == null) {
      return alert.severity();
    }
    try {
      return Severity.valueOf(value.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          key(alert, "severity") + "=" + value + ": critical, warning or info");
    }
  }

  String team(Alert alert) {
    String value = of(alert, "team");
    return value == null ? alert.team() : value;
  }

  private @Nullable String of(Alert alert, String what) {
    return given.get(key(alert, what));
  }

  private static String key(Alert alert, String what) {
    return "alerts." + alert.name() + "." + what;
  }

  private static double number(Alert alert, String what, String value) {
    try {
      return Double.parseDouble(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(key(alert, what) + "=" + value + ": a number");
    }
  }

  private static String text(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }
}
