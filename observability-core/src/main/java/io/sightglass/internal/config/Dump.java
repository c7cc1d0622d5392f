// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.config;

import io.sightglass.Redactor;
import io.sightglass.config.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Lists the settings in force, as they may be shown. */
final class Dump {

  private Dump() {}

  static List<SettingLine> of(Draft draft) {
    List<SettingLine> lines = new ArrayList<>();
    Map<String, String> otel = new TreeMap<>(draft.otel);
    draft
        .values()
        .forEach(
            (setting, value) -> {
              String effective = otel.remove(setting.propertyName());
              String text = effective == null ? value.text() : effective;
              if (!text.isEmpty() && !isRepeatedDefault(setting, value)) {
                boolean changed = !text.equals(value.text());
                lines.add(line(setting, text, changed ? Source.DERIVED : value.source()));
              }
            });
    otel.forEach((property, value) -> lines.add(passedOn(draft, property)));
    return List.copyOf(lines);
  }

  private static SettingLine line(Setting<?> setting, String text, Source source) {
    return new SettingLine(setting.name(), Display.value(setting, text), source.toString());
  }

  /** The value is not shown: nothing is known about the key, it may hold a secret. */
  private static SettingLine passedOn(Draft draft, String property) {
    Given given = draft.inputs.otel().get(property);
    Source source = given == null ? Source.DERIVED : given.source();
    return new SettingLine(Display.key(property), Redactor.MARK, source.toString());
  }

  private static boolean isRepeatedDefault(Setting<?> setting, Draft.InForce value) {
    return value.source() == Source.DEFAULT
        && setting.name().matches("OTEL_EXPORTER_OTLP_(TRACES|METRICS|LOGS)_TIMEOUT");
  }
}
