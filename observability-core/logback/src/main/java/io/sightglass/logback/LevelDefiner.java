// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import ch.qos.logback.core.PropertyDefinerBase;

/** The level in {@code LOG_LEVEL} for a logback.xml; {@code info} where it names none. */
public final class LevelDefiner extends PropertyDefinerBase {

  /** For Logback, which makes it by reflection. */
  public LevelDefiner() {}

  @Override
  public String getPropertyValue() {
    return LogSettings.fromEnvironment().level().toString();
  }
}
