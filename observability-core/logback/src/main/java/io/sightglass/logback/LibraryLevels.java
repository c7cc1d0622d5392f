// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The levels of libraries that say more than an app wants to read, and those of the settings. */
final class LibraryLevels {

  /** Chatty at info; docs/logging.md has the same list. */
  static final Map<String, Level> DEFAULTS = defaults();

  private LibraryLevels() {}

  private static Map<String, Level> defaults() {
    Map<String, Level> levels = new LinkedHashMap<>();
    for (String logger :
        new String[] {
          "org.hibernate",
          "org.apache.kafka",
          "org.apache.http",
          "org.apache.hc",
          "org.apache.catalina",
          "org.apache.coyote",
          "org.apache.zookeeper",
          "org.eclipse.jetty",
          "org.mongodb",
          "org.quartz",
          "org.flywaydb.core.internal",
          "org.springframework.web.servlet.DispatcherServlet",
          "io.grpc",
          "io.netty",
          "io.lettuce",
          "io.undertow",
          "io.micrometer",
          "com.zaxxer.hikari",
          "okhttp3",
          "reactor.netty",
          "software.amazon.awssdk",
          "com.amazonaws"
        }) {
      levels.put(logger, Level.WARN);
    }
    return levels;
  }

  /**
   * Sets them: a library's only where nobody set its level, and never to more than the root has.
   */
  static void apply(LoggerContext context, Map<String, String> asked, Level root) {
    DEFAULTS.forEach(
        (name, level) -> {
          Logger logger = context.getLogger(name);
          if (logger.getLevel() == null && level.isGreaterOrEqual(root)) {
            logger.setLevel(level);
          }
        });
    asked.forEach(
        (name, level) ->
            context
                .getLogger(name)
                .setLevel(Level.toLevel(level.toUpperCase(Locale.ROOT), Level.INFO)));
  }
}
