// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import ch.qos.logback.classic.Level;
import java.util.List;

/** Levels as small numbers, the index of what is counted for each. */
final class Levels {

  static final int COUNT = 5;
  static final int WARN = 3;
  static final int ERROR = 4;

  private static final List<String> NAMES = List.of("trace", "debug", "info", "warn", "error");

  private Levels() {}

  static int index(Level level) {
    return switch (level.toInt()) {
      case Level.ERROR_INT -> ERROR;
      case Level.WARN_INT -> WARN;
      case Level.DEBUG_INT -> 1;
      case Level.TRACE_INT -> 0;
      default -> 2;
    };
  }

  static String name(int index) {
    return NAMES.get(index);
  }
}
