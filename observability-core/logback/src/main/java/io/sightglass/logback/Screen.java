// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import org.jspecify.annotations.Nullable;

/** What is left out on purpose, before a line is made. */
final class Screen {

  private final Repeats repeats;
  private final Sampling sampling;

  Screen(PipeSettings settings, Repeats.Summary summary) {
    repeats = new Repeats(settings.repeats(), summary);
    sampling = new Sampling(settings.sample());
  }

  /** Why a line is left out; null where it is written. */
  @Nullable Loss verdict(ILoggingEvent event, int level) {
    if (level < Levels.WARN) {
      return sampling.admits(event) ? null : Loss.SAMPLED;
    }
    return isRecord(event) || repeats.admits(event, System.nanoTime()) ? null : Loss.REPEATED;
  }

  // Each request and each event is one of its own, however alike their texts are; and what the
  // library says of itself comes once a minute anyway.
  private static boolean isRecord(ILoggingEvent event) {
    String logger = event.getLoggerName();
    return LoggerNames.isIn(logger, "io.sightglass") || LoggerNames.isIn(logger, "business");
  }

  void tick(boolean all) {
    repeats.tick(System.nanoTime(), all);
  }
}
