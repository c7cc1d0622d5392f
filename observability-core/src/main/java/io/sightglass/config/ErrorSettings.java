// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.config;

import java.util.List;

/** The settings of errors that are reported. */
public final class ErrorSettings {

  /** How many errors of one area and type reporters get in a minute at most. */
  public static final Setting<Integer> MAX_PER_MINUTE =
      new Setting<>(
          "sightglass.errors.max-per-minute",
          Group.ERRORS,
          Kinds.integer(0, 10_000),
          30,
          "How many errors of one area and type are reported in a minute at most; ten times that"
              + " of all together. `errors_total` counts them all.");

  /** The part of the errors that reporters get. */
  public static final Setting<Double> SAMPLE_RATE =
      new Setting<>(
          "sightglass.errors.sample-rate",
          Group.ERRORS,
          Kinds.ratio(),
          1.0,
          "The part of the errors that is reported. `errors_total` counts them all.");

  private ErrorSettings() {}

  static List<Setting<?>> all() {
    return List.of(MAX_PER_MINUTE, SAMPLE_RATE);
  }
}
