// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import ch.qos.logback.classic.Level;
import io.sightglass.Observability;
import io.sightglass.config.Setting;
import io.sightglass.config.Settings;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What decides where lines go and what they look like.
 *
 * @param text whether the console gets readable lines instead of JSON
 * @param colour whether readable lines on the console are coloured
 * @param textFile whether the file gets readable lines as well; only where that was asked for
 * @param file the file, or empty for none
 * @param pipe how lines get there
 */
record LogSettings(
    Identity identity,
    Level level,
    boolean text,
    boolean colour,
    boolean textFile,
    String file,
    PipeSettings pipe) {

  private static final String UNKNOWN_SERVICE = "unknown_service:java";
  private static final String RESOURCE_NAME = "service.name=";

  /** The settings of an app. */
  static LogSettings of(Observability obs) {
    Settings settings = obs.settings();
    return of(
        new Identity(
            obs.name(),
            settings.get(Setting.APP_ENV),
            settings.get(Setting.APP_VERSION),
            LineStyle.of(obs)),
        settings.get(Setting.LOG_LEVEL),
        settings.get(Setting.LOG_FORMAT),
        settings.get(Setting.LOG_FILE_PATH),
        Terminal.isTerminal(),
        PipeSettings.of(settings::get));
  }

  /** The same from system properties and the environment, for a logback.xml that has no app. */
  static LogSettings fromEnvironment() {
    return from(LogSettings::lookup, Terminal.isTerminal());
  }

  static LogSettings from(UnaryOperator<@Nullable String> lookup, boolean terminal) {
    return of(
        new Identity(
            service(lookup),
            or(lookup, Setting.APP_ENV),
            or(lookup, Setting.APP_VERSION),
            LineStyle.from(setting -> or(lookup, setting))),
        or(lookup, Setting.LOG_LEVEL),
        or(lookup, Setting.LOG_FORMAT),
        or(lookup, Setting.LOG_FILE_PATH),
        terminal,
        PipeSettings.of(new Looked(lookup)));
  }

  private record Looked(UnaryOperator<@Nullable String> lookup) implements PipeSettings.Values {

    @Override
    public <T> T get(Setting<T> setting) {
      return or(lookup, setting);
    }
  }

  private static LogSettings of(
      Identity identity,
      String level,
      String format,
      String file,
      boolean terminal,
      PipeSettings pipe) {
    boolean development = identity.environment().equalsIgnoreCase("development");
    String asked = format.trim().toLowerCase(Locale.ROOT);
    boolean text =
        switch (asked) {
          case "text" -> true;
          case "json" -> false;
          default -> development || terminal;
        };
    boolean colour = (development || terminal) && !Terminal.refusesColour();
    return new LogSettings(
        identity, level(level), text, colour, asked.equals("text"), file.trim(), pipe);
  }

  private static Level level(String name) {
    return switch (name.trim().toLowerCase(Locale.ROOT)) {
      case "trace" -> Level.TRACE;
      case "debug" -> Level.DEBUG;
      case "warn" -> Level.WARN;
      case "error" -> Level.ERROR;
      case "off" -> Level.OFF;
      // Logback itself would take an unknown name for DEBUG, the flood nobody asked for.
      default -> Level.INFO;
    };
  }

  private static String service(UnaryOperator<@Nullable String> lookup) {
    String name = first(lookup, "OTEL_SERVICE_NAME", "otel.service.name");
    if (name != null) {
      return name;
    }
    String resource = first(lookup, "OTEL_RESOURCE_ATTRIBUTES", "otel.resource.attributes");
    for (String pair : resource == null ? new String[0] : resource.split(",", -1)) {
      if (pair.trim().startsWith(RESOURCE_NAME)) {
        return pair.trim().substring(RESOURCE_NAME.length());
      }
    }
    return UNKNOWN_SERVICE;
  }

  private static @Nullable String first(
      UnaryOperator<@Nullable String> lookup, String name, String other) {
    String value = lookup.apply(other);
    return value != null ? value : lookup.apply(name);
  }

  private static <T> T or(UnaryOperator<@Nullable String> lookup, Setting<T> setting) {
    String value = first(lookup, setting.environmentName(), setting.propertyName());
    try {
      return value == null ? setting.defaultValue() : setting.parse(value);
    } catch (IllegalArgumentException refused) {
      return setting.defaultValue(); // The app's own set-up reports it, with what is allowed.
    }
  }

  private static @Nullable String lookup(@Nullable String name) {
    if (name == null) {
      return null;
    }
    String value = System.getProperty(name);
    if (value == null || value.isBlank()) {
      value = System.getenv(name);
    }
    return value == null || value.isBlank() ? null : value;
  }
}
