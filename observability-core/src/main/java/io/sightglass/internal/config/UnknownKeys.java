// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.config;

import io.sightglass.config.Setting;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Finds keys that are no settings and were probably meant to be. */
final class UnknownKeys {

  // Switches of the library's own build, whose tests run in the JVM that has them.
  private static final Set<String> BUILD = Set.of("sightglass.full", "sightglass.docs.write");

  // Standard names that Java's SDK does not read, or that only other tools read.
  private static final Set<String> OTHERS =
      Set.of(
          "OTEL_LOG_LEVEL",
          "OTEL_CONFIG_FILE",
          "OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT",
          "OTEL_LINK_ATTRIBUTE_COUNT_LIMIT",
          "OTEL_LOGRECORD_ATTRIBUTE_COUNT_LIMIT",
          "OTEL_LOGRECORD_ATTRIBUTE_VALUE_LENGTH_LIMIT",
          "OTEL_METRIC_EXPORT_TIMEOUT",
          "OTEL_EXPORTER_OTLP_SPAN_INSECURE",
          "OTEL_EXPORTER_OTLP_METRIC_INSECURE");

  private static final Set<String> KNOWN = known();

  private UnknownKeys() {}

  static List<Problem> find(Inputs inputs) {
    List<Problem> problems = new ArrayList<>();
    for (Given given : inputs.all()) {
      if (!isKnown(given)) {
        problems.addAll(problem(given));
      }
    }
    return problems;
  }

  private static Set<String> known() {
    Set<String> names = new HashSet<>();
    for (Setting<?> setting : Setting.all()) {
      names.add(setting.name());
      names.add(setting.environmentName());
      names.add(setting.propertyName());
    }
    return names;
  }

  private static boolean isKnown(Given given) {
    String key = given.key();
    if (BUILD.contains(key) || OTHERS.contains(key) || LegacyNames.isOne(key)) {
      return true;
    }
    boolean read = given.source() != Source.ENVIRONMENT || !given.isPropertyStyle();
    return read && (KNOWN.contains(key) || KNOWN.contains(key.replace('-', '.')));
  }

  // The value is never shown: a misspelt name may hide that it is a secret.
  private static List<Problem> problem(Given given) {
    Setting<?> near = NearMiss.setting(given.key());
    if (near != null) {
      String hint = "Did you mean " + nameIn(given, near) + "?";
      return List.of(Problem.refused(given, "", "is not a setting; it is ignored", hint));
    }
    return isOurs(given)
        ? List.of(Problem.refused(given, "", "is not a setting; it is ignored", ""))
        : List.of();
  }

  private static boolean isOurs(Given given) {
    String key = given.key();
    String upper = key.toUpperCase(Locale.ROOT);
    boolean otel = key.startsWith("otel.") || key.startsWith("OTEL_");
    return upper.startsWith("SIGHTGLASS_")
        || upper.startsWith("SIGHTGLASS.")
        || (given.source() == Source.CODE && !otel);
  }

  private static String nameIn(Given given, Setting<?> setting) {
    return switch (given.source()) {
      case ENVIRONMENT -> setting.environmentName();
      case PROPERTY -> given.isPropertyStyle() ? setting.propertyName() : setting.environmentName();
      default -> setting.name();
    };
  }
}
