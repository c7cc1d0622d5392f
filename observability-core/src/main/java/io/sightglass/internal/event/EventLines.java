// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.event;

import io.opentelemetry.api.logs.LoggerProvider;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Where events are written: lines of the app's log, and OpenTelemetry's log records. */
final class EventLines {

  private static final String LOGGER = "business";

  private final Logger logger = LoggerFactory.getLogger(LOGGER);
  private final io.opentelemetry.api.logs.@Nullable Logger records;
  private final boolean all;
  private final boolean none;

  /**
   * Made once.
   *
   * @param when {@code auto}, {@code all} or {@code none}
   */
  EventLines(String when, LoggerProvider provider) {
    this.all = when.equals("all");
    this.none = when.equals("none");
    this.records =
        LoggerProvider.noop().equals(provider) ? null : provider.get("io.sightglass.events");
  }

  /**
   * Whether an event writes a line of its own.
   *
   * @param counted whether the line of an activity will count it
   */
  boolean wantsLine(EventType type, boolean failure, boolean counted) {
    boolean wanted =
        switch (type.line()) {
          case ALWAYS -> true;
          case NEVER -> false;
          case AUTO -> all || (!none && (failure || type.hasMoney() || !counted));
        };
    return wanted && (failure ? logger.isWarnEnabled() : logger.isInfoEnabled());
  }

  boolean wantsRecord(Context context, boolean failure) {
    return records != null && records.isEnabled(severity(failure), context);
  }

  void line(EventType type, @Nullable Object[] values, boolean failure) {
    var line =
        logger
            .atLevel(failure ? Level.WARN : Level.INFO)
            .addKeyValue("category", LOGGER)
            .addKeyValue("event", type.name());
    type.fields().onto(line, values).log(type.message());
  }

  void record(EventType type, @Nullable Object[] values, boolean failure, Context context) {
    if (records == null) {
      return;
    }
    var record = records.logRecordBuilder();
    record.setEventName(type.name());
    record.setContext(context);
    record.setSeverity(severity(failure));
    record.setSeverityText(severity(failure).name());
    record.setBody(type.message());
    type.fields().onto(record, values);
    record.emit();
  }

  private static Severity severity(boolean failure) {
    return failure ? Severity.WARN : Severity.INFO;
  }
}
