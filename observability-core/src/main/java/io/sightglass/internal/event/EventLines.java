// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.event;

import io.opentelemetry.api.logs.LoggerProvider;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.context.Context;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Where events are written: lines of the app's log, and OpenTelemetry's log records. */
final class EventLines {

  private static final String LOGGER = "business";

  private final Logger logger = LoggerFactory.getLogger(LOGGER);
  private final io.opentelemetry.api.logs.@Nullable Logger records;
  private final String when;
  private final BooleanSupplier inside;

  /**
   * Made once.
   *
   * @param when {@code auto}, {@code all} or {@code none}
   * @param inside whether the current context is that of an activity
   */
  EventLines(String when, LoggerProvider provider, BooleanSupplier inside) {
    this.when = when;
    this.inside = inside;
    this.records =
        LoggerProvider.noop().equals(provider) ? null : provider.get("io.sightglass.events");
  }

  boolean wantsLine(EventType type, boolean failure) {
    boolean wanted =
        switch (type.line()) {
          case ALWAYS -> true;
          case NEVER -> false;
          case AUTO ->
              switch (when) {
                case "all" -> true;
                case "none" -> false;
                default -> failure || type.hasMoney() || !inside.getAsBoolean();
              };
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
    record.setBody(type.message());
    type.fields().onto(record, values);
    record.emit();
  }

  private static Severity severity(boolean failure) {
    return failure ? Severity.WARN : Severity.INFO;
  }
}
