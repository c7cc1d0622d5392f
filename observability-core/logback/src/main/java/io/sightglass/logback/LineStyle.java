// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import io.sightglass.Observability;
import io.sightglass.Redactor;
import io.sightglass.config.LogLineSettings;
import io.sightglass.config.Setting;
import java.util.function.Function;

/** What a line looks like: the names of its fields, and what is kept out of it. */
record LineStyle(FieldProfile profile, Redactor redactor) {

  /** Own names, default rules. */
  static final LineStyle STANDARD = new LineStyle(FieldProfile.PLAIN, Redactor.standard());

  /** As the settings of an app say. */
  static LineStyle of(Observability obs) {
    return new LineStyle(
        FieldProfile.of(
            obs.settings().get(LogLineSettings.FIELDS), obs.settings().get(LogLineSettings.RENAME)),
        obs.redactor());
  }

  /** The same without an app. */
  static LineStyle from(Function<Setting<String>, String> lookup) {
    boolean redacts = !lookup.apply(LogLineSettings.REDACTION).equals("off");
    return new LineStyle(
        FieldProfile.of(lookup.apply(LogLineSettings.FIELDS), lookup.apply(LogLineSettings.RENAME)),
        redacts
            ? LogLineSettings.redactor(lookup.apply(LogLineSettings.REDACTED_KEYS))
            : Redactor.none());
  }
}
