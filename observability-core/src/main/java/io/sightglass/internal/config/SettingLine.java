// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.config;

/**
 * One setting in force, to be printed. Holds no secret.
 *
 * @param name its name, or the OpenTelemetry property where that is what was given or completed
 * @param value as it may be shown
 * @param source where it comes from: code, system property, environment, derived or default
 */
public record SettingLine(String name, String value, String source) {

  /** For example {@code METRICS_PORT=9091 (default)}. */
  @Override
  public String toString() {
    return name + "=" + value + " (" + source + ")";
  }
}
