// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.examples.quickstart;

import java.util.HashMap;
import java.util.Map;

/**
 * What the service itself is told from outside; Sightglass reads its own settings.
 *
 * @param host the address it listens on, {@code HOST}; this machine alone unless set
 * @param port {@code PORT}, 8080 unless set; 0 takes any free one
 * @param loadRate {@code LOAD_RATE}: operations a second that the built-in client posts, 20 unless
 *     set; 0 switches it off
 * @param loadRounds {@code LOAD_ROUNDS}: how often it posts the whole file; 0, the default, is for
 *     ever
 * @param loadSeed {@code LOAD_SEED}: the same seed gives the same pauses
 * @param monitoring {@code QUICKSTART_MONITORING=true}: starts Prometheus, Alertmanager and the
 *     node exporter from the PATH beside the service
 */
record AppSettings(
    String host, int port, int loadRate, int loadRounds, int loadSeed, boolean monitoring) {

  /** Settings of the rules: {@code QUICKSTART_RULES}, {@code key=value} separated by spaces. */
  static Map<String, String> rules(Map<String, String> environment) {
    Map<String, String> rules = new HashMap<>();
    for (String pair : environment.getOrDefault("QUICKSTART_RULES", "").trim().split(" +", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        rules.put(pair.substring(0, equals), pair.substring(equals + 1));
      }
    }
    return rules;
  }

  static AppSettings from(Map<String, String> environment) {
    return new AppSettings(
        environment.getOrDefault("HOST", "127.0.0.1"),
        number(environment, "PORT", 8080, 65_535),
        number(environment, "LOAD_RATE", 20, 10_000),
        number(environment, "LOAD_ROUNDS", 0, 1_000_000),
        number(environment, "LOAD_SEED", 1, Integer.MAX_VALUE),
        Boolean.parseBoolean(environment.getOrDefault("QUICKSTART_MONITORING", "")));
  }

  private static int number(Map<String, String> environment, String name, int unset, int max) {
    String text = environment.getOrDefault(name, "").trim();
    if (text.isEmpty()) {
      return unset;
    }
    try {
      int value = Integer.parseInt(text);
      if (value >= 0 && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      // The message below says what is allowed.
    }
    throw new IllegalArgumentException(
        name + " is '" + text + "': a whole number from 0 to " + max);
  }
}
