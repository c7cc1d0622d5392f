// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.meter;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.NamingConvention;
import org.jspecify.annotations.Nullable;

/**
 * Names of the app's Micrometer meters: a name that Prometheus allows stays as it is, to the
 * letter; only what tells the type or the unit is added where it is missing. Micrometer's own
 * convention would take {@code _total} off a gauge and {@code _created} off a counter.
 */
final class MicrometerNames implements NamingConvention {

  @Override
  public String name(String name, Meter.Type type, @Nullable String baseUnit) {
    String plain = sanitize(name, true);
    return switch (type) {
      case COUNTER -> withUnit(without(plain, "_total"), baseUnit) + "_total";
      case TIMER, LONG_TASK_TIMER -> withUnit(plain, "seconds");
      case GAUGE ->
          plain.endsWith("_total") || plain.endsWith("_info") ? plain : withUnit(plain, baseUnit);
      default -> withUnit(plain, baseUnit);
    };
  }

  @Override
  public String tagKey(String key) {
    String plain = sanitize(key, false);
    return plain.startsWith("__") ? "m" + plain : plain;
  }

  private static String without(String name, String ending) {
    return name.endsWith(ending) ? name.substring(0, name.length() - ending.length()) : name;
  }

  private static String withUnit(String name, @Nullable String unit) {
    // Annotations such as {token} count things and are left out, as OpenTelemetry's bridge does.
    if (unit == null || unit.isEmpty() || unit.startsWith("{")) {
      return name;
    }
    String plain = sanitize(unit, false);
    return name.endsWith("_" + plain) || name.equals(plain) ? name : name + "_" + plain;
  }

  private static String sanitize(String text, boolean colons) {
    StringBuilder plain = new StringBuilder(text.length() + 2);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean digit = c >= '0' && c <= '9';
      if (digit && i == 0) {
        plain.append("m_");
      }
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
      plain.append(letter || digit || (colons && c == ':') ? c : '_');
    }
    return plain.isEmpty() ? "_" : plain.toString();
  }
}
