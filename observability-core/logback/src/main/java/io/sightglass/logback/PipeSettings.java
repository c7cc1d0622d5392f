// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import io.sightglass.config.LogPipelineSettings;
import io.sightglass.config.Setting;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What decides how lines get to where they go.
 *
 * @param longest how long a warning waits for a full queue
 * @param levels levels by logger, as the setting has them
 * @param sample of which loggers one line in so many is written
 * @param repeats how often the same warning is written in a minute; 0 for always
 * @param groups what loggers are counted under
 */
record PipeSettings(
    boolean console,
    int queue,
    Duration longest,
    Files files,
    Map<String, String> levels,
    Map<String, String> sample,
    int repeats,
    Map<String, String> groups,
    boolean otlp) {

  /** When files are rolled and what is kept of them. */
  record Files(long maxSize, String roll, Duration keep, long totalSize, boolean errors) {}

  /** Where values come from. */
  interface Values {

    /** The value in force. */
    <T> T get(Setting<T> setting);
  }

  static PipeSettings of(Values values) {
    return new PipeSettings(
        values.get(LogPipelineSettings.CONSOLE),
        values.get(LogPipelineSettings.QUEUE),
        values.get(LogPipelineSettings.WAIT),
        new Files(
            values.get(LogPipelineSettings.FILE_MAX_SIZE),
            values.get(LogPipelineSettings.FILE_ROLL),
            values.get(LogPipelineSettings.FILE_KEEP),
            values.get(LogPipelineSettings.FILE_TOTAL_SIZE),
            values.get(LogPipelineSettings.ERRORS_FILE)),
        pairs(values.get(LogPipelineSettings.LEVELS)),
        pairs(values.get(LogPipelineSettings.SAMPLE)),
        values.get(LogPipelineSettings.REPEATS),
        pairs(values.get(LogPipelineSettings.GROUPS)),
        values.get(LogPipelineSettings.OTLP));
  }

  /** As the settings have them: {@code logger=value}, separated by commas. */
  static Map<String, String> pairs(String text) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String pair : text.split(",", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        pairs.put(pair.substring(0, equals), pair.substring(equals + 1));
      }
    }
    return pairs;
  }
}
