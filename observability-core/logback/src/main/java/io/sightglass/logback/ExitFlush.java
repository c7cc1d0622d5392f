// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import java.time.Duration;
import java.util.Objects;

/**
 * Flushes an appender when the JVM ends: {@code System.exit}, main returns, an uncaught exception,
 * a signal. It ends nothing, so lines of other hooks still arrive.
 */
final class ExitFlush {

  private static final Duration AT_MOST = Duration.ofSeconds(5);

  private final Thread hook;

  private ExitFlush(Thread hook) {
    this.hook = hook;
  }

  static ExitFlush of(SightglassAppender appender) {
    Objects.requireNonNull(appender, "appender");
    Thread hook =
        new Thread(
            () -> {
              appender.writeThrough();
              appender.flush(AT_MOST);
            },
            "sightglass-logs-exit");
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException ending) {
      appender.writeThrough();
    }
    return new ExitFlush(hook);
  }

  /** Forgets the appender, which was stopped. */
  void cancel() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      // It runs or has run; flushing what is stopped does nothing.
      return;
    }
  }
}
