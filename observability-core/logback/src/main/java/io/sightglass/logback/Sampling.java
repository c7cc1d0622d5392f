// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import io.sightglass.Money;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.event.KeyValuePair;

/** Loggers of which one line in so many is written; of those about money each is. */
final class Sampling {

  private static final String EVENTS = "business";

  private static final class Rule {

    private final long every;
    private final AtomicLong seen = new AtomicLong();

    Rule(long every) {
      this.every = every;
    }
  }

  private final LoggerNames<Rule> rules;

  Sampling(Map<String, String> everyByLogger) {
    Map<String, Rule> byLogger = new LinkedHashMap<>();
    everyByLogger.forEach((logger, every) -> byLogger.put(logger, new Rule(Long.parseLong(every))));
    rules = new LoggerNames<>(byLogger);
  }

  /** Whether to write a line that is neither a warning nor an error. */
  boolean admits(ILoggingEvent event) {
    if (rules.isEmpty()) {
      return true;
    }
    Rule rule = rules.of(event.getLoggerName());
    return rule == null || isMoney(event) || rule.seen.getAndIncrement() % rule.every == 0;
  }

  private static boolean isMoney(ILoggingEvent event) {
    if (LoggerNames.isIn(event.getLoggerName(), EVENTS)) {
      return true;
    }
    if (event.getKeyValuePairs() != null) {
      for (KeyValuePair pair : event.getKeyValuePairs()) {
        if (pair.value instanceof Money || (pair.key != null && pair.key.contains("amount"))) {
          return true;
        }
      }
    }
    return false;
  }
}
