// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.config;

import java.util.List;

/** The settings of health beyond deadline and keeping. */
public final class HealthSettings {

  /** Failures in a row that make a check unhealthy. */
  public static final Setting<Integer> FAILURES =
      new Setting<>(
          "sightglass.health.failures",
          Group.HEALTH,
          Kinds.integer(1, 10),
          3,
          "How many failures in a row make a healthy check unhealthy; the second and further ones"
              + " are asked for within a second. A run that reaches its deadline decides at once.");

  /** Successes in a row that make a check healthy again. */
  public static final Setting<Integer> SUCCESSES =
      new Setting<>(
          "sightglass.health.successes",
          Group.HEALTH,
          Kinds.integer(1, 10),
          1,
          "How many successes in a row make an unhealthy check healthy again.");

  /** The shape of answers: {@code sightglass} or {@code microprofile}. */
  public static final Setting<String> FORMAT =
      new Setting<>(
          "sightglass.health.format",
          Group.HEALTH,
          Kinds.oneOf("sightglass", "microprofile"),
          "sightglass",
          "The shape of answers. `microprofile`: `status` UP or DOWN and `checks`, on every path.");

  private HealthSettings() {}

  static List<Setting<?>> all() {
    return List.of(FAILURES, SUCCESSES, FORMAT);
  }
}
