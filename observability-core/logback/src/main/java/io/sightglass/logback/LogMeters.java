// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import io.sightglass.catalogue.LabelSpec;
import io.sightglass.catalogue.MeterSpec;
import io.sightglass.meter.Counter;
import io.sightglass.meter.Meters;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntToLongFunction;

/** What is measured of log lines, in the meters of one app. */
final class LogMeters {

  private static final String[] LEVELS = {"trace", "debug", "info", "warn", "error"};
  private static final int MAX_LOGGERS = 2_000;

  private static final MeterSpec EVENTS =
      MeterSpec.counter(
              "log_events_total", "What the app logged, before anything is left out or lost.")
          .label(LabelSpec.oneOf("level", LEVELS))
          .label(LabelSpec.upTo("logger_group", 50))
          .fedBy("the log appender")
          .build();
  private static final MeterSpec DROPPED =
      MeterSpec.counter("sightglass_log_dropped_total", "Log lines that were not written.")
          .label(LabelSpec.oneOf("level", LEVELS))
          .label(
              LabelSpec.oneOf(
                  "reason", Arrays.stream(Loss.values()).map(Loss::label).toArray(String[]::new)))
          .fedBy("the log appender")
          .build();
  private static final MeterSpec ACCEPTED =
      MeterSpec.counter(
              "sightglass_log_accepted_total",
              "Log lines for each destination: written, dropped or still queued.")
          .label(destination())
          .fedBy("the log appender")
          .build();
  private static final MeterSpec WRITTEN =
      MeterSpec.counter("sightglass_log_written_total", "Log lines that were written.")
          .label(destination())
          .fedBy("the log appender")
          .build();
  private static final MeterSpec QUEUED =
      MeterSpec.gauge("sightglass_log_queue_size", "Log lines that wait to be written.")
          .label(destination())
          .fedBy("the log appender")
          .build();

  private final Counter events;
  private final LoggerGroups groups;
  private final ConcurrentHashMap<String, Counter.Handle[]> byLogger = new ConcurrentHashMap<>();

  private LogMeters(Counter events, LoggerGroups groups) {
    this.events = events;
    this.groups = groups;
  }

  private static LabelSpec destination() {
    return LabelSpec.oneOf("destination", Ledger.DESTINATIONS.toArray(String[]::new));
  }

  /** Declares them, and reads those that the ledger keeps from there. */
  static LogMeters of(Meters meters, LoggerGroups groups, Ledger ledger) {
    for (int level = 0; level < LEVELS.length; level++) {
      for (Loss reason : Loss.values()) {
        int index = level;
        meters.observeCounter(
            DROPPED, () -> ledger.dropped(index, reason), LEVELS[level], reason.label());
      }
    }
    observe(meters, ACCEPTED, ledger::offered);
    observe(meters, WRITTEN, ledger::written);
    List<String> destinations = Ledger.DESTINATIONS;
    for (int i = 0; i < destinations.size(); i++) {
      int index = i;
      meters.gauge(QUEUED).observe(() -> ledger.queued(index), destinations.get(i));
    }
    return new LogMeters(meters.counter(EVENTS), groups);
  }

  private static void observe(Meters meters, MeterSpec spec, IntToLongFunction value) {
    List<String> destinations = Ledger.DESTINATIONS;
    for (int i = 0; i < destinations.size(); i++) {
      int index = i;
      meters.observeCounter(spec, () -> value.applyAsLong(index), destinations.get(i));
    }
  }

  /** Counts one, whatever becomes of it. */
  void count(String logger, int level) {
    Counter.Handle[] handles = byLogger.get(logger);
    if (handles == null) {
      handles = handles(logger);
      // Names of loggers are few, unless an app makes them up.
      if (byLogger.size() < MAX_LOGGERS) {
        byLogger.put(logger, handles);
      }
    }
    handles[level].increment();
  }

  private Counter.Handle[] handles(String logger) {
    String group = groups.of(logger);
    return Arrays.stream(LEVELS)
        .map(level -> events.handle(level, group))
        .toArray(Counter.Handle[]::new);
  }
}
