// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.config;

import io.sightglass.config.Setting;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The three places that values come from, copied; blank values count as not given. */
final class Inputs {

  private final Map<Source, Map<String, String>> given = new EnumMap<>(Source.class);
  private final Map<String, Given> otel = new TreeMap<>();

  private Inputs() {}

  static Inputs of(Map<?, ?> code, Map<?, ?> properties, Map<?, ?> environment) {
    Inputs inputs = new Inputs();
    inputs.given.put(Source.CODE, texts(Objects.requireNonNull(code, "inCode")));
    inputs.given.put(
        Source.PROPERTY, texts(Objects.requireNonNull(properties, "systemProperties")));
    inputs.given.put(Source.ENVIRONMENT, texts(Objects.requireNonNull(environment, "environment")));
    for (Given entry : inputs.all()) {
      inputs.indexOtel(entry);
    }
    return inputs;
  }

  /** What was given for a setting, by the first place that has it. */
  @Nullable Given find(Setting<?> setting) {
    if (isOtel(setting.environmentName())) {
      return otel.get(setting.propertyName());
    }
    return find(setting.propertyName(), setting.name(), setting.environmentName());
  }

  /** What was given under a name that is no setting, as variable or as property. */
  @Nullable Given find(String variable) {
    return find(otelName(variable), variable, variable);
  }

  /** Everything that was given for OpenTelemetry, by property name. */
  Map<String, Given> otel() {
    return otel;
  }

  /** Everything that was given, in order of precedence. */
  List<Given> all() {
    List<Given> all = new ArrayList<>();
    for (Source source : Source.values()) {
      for (Map.Entry<String, String> entry : given.getOrDefault(source, Map.of()).entrySet()) {
        all.add(new Given(entry.getKey(), entry.getValue(), source));
      }
    }
    return all;
  }

  private @Nullable Given find(String property, String name, String variable) {
    for (Source source : List.of(Source.CODE, Source.PROPERTY)) {
      for (String key : List.of(property, name, variable)) {
        Given found = at(source, key);
        if (found != null) {
          return found;
        }
      }
    }
    return at(Source.ENVIRONMENT, variable);
  }

  private @Nullable Given at(Source source, String key) {
    Map<String, String> place = given.getOrDefault(source, Map.of());
    String value = place.get(key);
    return value == null ? null : new Given(key, value, source);
  }

  private void indexOtel(Given entry) {
    boolean variable = isOtel(entry.key());
    boolean property = entry.source() != Source.ENVIRONMENT && entry.key().startsWith("otel.");
    if (variable || property) {
      otel.putIfAbsent(otelName(entry.key()), entry);
    }
  }

  static boolean isOtel(String variable) {
    return variable.startsWith("OTEL_");
  }

  /** As OpenTelemetry's set-up normalizes its names. */
  static String otelName(String key) {
    return key.toLowerCase(Locale.ROOT).replace('_', '.').replace('-', '.');
  }

  // A Properties object or a raw map may hold anything; only text can be a setting.
  private static Map<String, String> texts(Map<?, ?> from) {
    Map<String, String> texts = new TreeMap<>();
    for (Map.Entry<?, ?> entry : from.entrySet()) {
      if (entry.getKey() instanceof String name
          && entry.getValue() instanceof String text
          && !text.isBlank()) {
        texts.put(name, text);
      }
    }
    return texts;
  }
}
