// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is said of loggers by the beginning of their names; of several the longest counts. */
final class LoggerNames<T> {

  private record Entry<T>(String prefix, T value) {}

  private final List<Entry<T>> longestFirst;

  LoggerNames(Map<String, T> byPrefix) {
    longestFirst =
        byPrefix.entrySet().stream()
            .sorted((one, other) -> other.getKey().length() - one.getKey().length())
            .map(entry -> new Entry<>(entry.getKey(), entry.getValue()))
            .toList();
  }

  boolean isEmpty() {
    return longestFirst.isEmpty();
  }

  /** What is said of that logger; null for nothing. */
  @Nullable T of(String logger) {
    for (Entry<T> entry : longestFirst) {
      if (isIn(logger, entry.prefix())) {
        return entry.value();
      }
    }
    return null;
  }

  static boolean isIn(String logger, String prefix) {
    return logger.startsWith(prefix)
        && (logger.length() == prefix.length() || logger.charAt(prefix.length()) == '.');
  }
}
