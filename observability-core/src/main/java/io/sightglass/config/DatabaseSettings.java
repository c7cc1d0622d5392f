// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.config;

import java.util.List;

/** The settings of databases, which the package {@code io.sightglass.jdbc} observes. */
public final class DatabaseSettings {

  /** Whether queries make spans. */
  public static final Setting<Boolean> SPANS =
      new Setting<>(
          "sightglass.jdbc.spans",
          Group.DEPENDENCIES,
          Kinds.flag(),
          true,
          "Whether queries of an observed data source make spans.");

  /** Whether spans carry the statement: {@code sanitized} or {@code off}. */
  public static final Setting<String> STATEMENTS =
      new Setting<>(
          "sightglass.jdbc.statements",
          Group.DEPENDENCIES,
          Kinds.oneOf("sanitized", "off"),
          "sanitized",
          "Whether spans of queries carry the statement: `sanitized`, with `?` in place of each"
              + " value, or `off`. Parameters of prepared statements are never taken.");

  private DatabaseSettings() {}

  static List<Setting<?>> all() {
    return List.of(SPANS, STATEMENTS);
  }
}
