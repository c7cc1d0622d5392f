// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.health;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an answer says.
 *
 * @param status the word at the top
 * @param isGood whether the answer is 200, not 503
 * @param checks what was read, in the order the checks were added
 */
record Verdict(String status, boolean isGood, Map<CheckRunner, Reading> checks) {

  static Verdict of(String status, boolean isGood) {
    return new Verdict(status, isGood, Map.of());
  }

  /** That of the worst check that counts. */
  static Verdict worst(Map<CheckRunner, Reading> checks) {
    String status = "healthy";
    for (Map.Entry<CheckRunner, Reading> entry : checks.entrySet()) {
      Health.Level level = entry.getKey().level();
      Outcome state = entry.getValue().state();
      if (level == Health.Level.CRITICAL && state.isUnhealthy()) {
        return new Verdict("unhealthy", false, checks);
      }
      if (level != Health.Level.INFORMATIONAL && state.cause() != null) {
        status = "degraded";
      }
    }
    return new Verdict(status, true, checks);
  }

  /** Begins every run before it waits for the first, so that they overlap. */
  static Map<CheckRunner, Reading> read(List<CheckRunner> checks) {
    Map<CheckRunner, CheckRun> runs = new LinkedHashMap<>();
    checks.forEach(check -> runs.put(check, check.ask()));
    Map<CheckRunner, Reading> readings = new LinkedHashMap<>();
    runs.forEach((check, run) -> readings.put(check, check.read(run)));
    return readings;
  }
}
