// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.config;

import io.sightglass.config.Setting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The settings while they are read, checked and completed. */
final class Draft {

  /** A value in force, as text, and where it comes from. */
  record InForce(Object value, String text, Source source, @Nullable Given given) {}

  private static final Map<String, Setting<?>> BY_NAME = byName();

  final Inputs inputs;
  final List<Problem> problems = new ArrayList<>();

  /** What OpenTelemetry is set up with: property name to value. */
  final Map<String, String> otel = new TreeMap<>();

  private final Map<Setting<?>, InForce> values = new LinkedHashMap<>();

  Draft(Inputs inputs) {
    this.inputs = inputs;
    for (Setting<?> setting : Setting.all()) {
      read(setting);
    }
  }

  static Setting<?> named(String name) {
    Setting<?> setting = BY_NAME.get(name);
    if (setting == null) {
      throw new IllegalArgumentException("no setting " + name);
    }
    return setting;
  }

  Map<Setting<?>, InForce> values() {
    return values;
  }

  InForce inForce(Setting<?> setting) {
    InForce value = values.get(setting);
    if (value == null) {
      throw new IllegalArgumentException("not in the table: " + setting.name());
    }
    return value;
  }

  /** What was given for a setting and is used; null where nothing usable was given. */
  @Nullable Given given(String name) {
    return inForce(named(name)).given();
  }

  String text(String name) {
    return inForce(named(name)).text();
  }

  /** Puts a value in force that follows from another setting. */
  <T> void derive(Setting<T> setting, T value) {
    values.put(setting, new InForce(value, setting.format(value), Source.DERIVED, null));
  }

  /** Takes a value back: the default is in force again. */
  <T> void drop(Setting<T> setting) {
    values.put(setting, byDefault(setting));
    otel.remove(setting.propertyName());
  }

  void refuse(Given given, String name, String complaint, String hint) {
    String shown = Display.quoted(named(name), given.value());
    problems.add(Problem.refused(given, shown, complaint, hint));
  }

  void advise(Given given, String name, String complaint, String hint) {
    String shown = Display.quoted(named(name), given.value());
    problems.add(Problem.advice(given, shown, complaint, hint));
  }

  private <T> void read(Setting<T> setting) {
    values.put(setting, byDefault(setting));
    Given given = inputs.find(setting);
    if (given == null) {
      return;
    }
    try {
      T value = setting.parse(given.value());
      String text = setting.format(value);
      values.put(setting, new InForce(value, text, given.source(), given));
      if (Inputs.isOtel(setting.name())) {
        otel.put(setting.propertyName(), text);
      }
    } catch (IllegalArgumentException refused) {
      T fallback = setting.fallback();
      String used = setting.format(fallback);
      values.put(setting, new InForce(fallback, used, Source.FALLBACK, null));
      refuse(
          given,
          setting.name(),
          "must be "
              + setting.allowed()
              + "; "
              + (used.isEmpty() ? "it is ignored" : used + " is used"),
          Hints.of(setting, given.value()));
    }
  }

  private static <T> InForce byDefault(Setting<T> setting) {
    Object value = setting.defaultValue();
    return new InForce(value, setting.defaultText(), Source.DEFAULT, null);
  }

  private static Map<String, Setting<?>> byName() {
    Map<String, Setting<?>> all = new LinkedHashMap<>();
    for (Setting<?> setting : Setting.all()) {
      all.put(setting.name(), setting);
    }
    return all;
  }
}
