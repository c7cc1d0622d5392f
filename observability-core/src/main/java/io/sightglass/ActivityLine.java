// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * One line for each outermost activity, through SLF4J: {@code Invoice render}, with how it ended,
 * how long it took and what happened inside as key values. INFO; with the cause at ERROR if it
 * failed, since schedulers and stages often say nothing about it.
 */
final class ActivityLine {

  /** The logger's name, to set its level. */
  static final String LOGGER = "io.sightglass.activity";

  private static final Logger LOG = LoggerFactory.getLogger(LOGGER);

  private final boolean on;
  private final MdcMirror mirror;
  private final DefaultErrors errors;
  private final Diagnostics diagnostics;

  ActivityLine(boolean on, MdcMirror mirror, DefaultErrors errors, Diagnostics diagnostics) {
    this.on = on;
    this.mirror = mirror;
    this.errors = errors;
    this.diagnostics = diagnostics;
  }

  /** Whether an activity opened in that context is an outermost one. */
  static boolean isOutermost(Context parent) {
    Tally around = ContextFields.from(parent).tally();
    return around == null || around.isEnded();
  }

  /** Whether lines are written. */
  boolean isOn() {
    return on && LOG.isErrorEnabled();
  }

  /** What an outermost activity that opens now collects. */
  Tally tally() {
    return isOn() ? Tally.start() : Tally.none();
  }

  /** An outermost activity has ended: its line, and its failure if it has one. */
  void ended(String name, Context opened, long nanos, boolean failed, @Nullable Throwable cause) {
    Context context = Tally.atEnd(opened);
    boolean writes = isOn();
    if (writes) {
      write(name, context, nanos, failed, cause);
    }
    if (cause != null) {
      errors.unhandled("activity", name, cause, writes, context);
    }
  }

  /** An outermost call that was no activity of its own has failed. */
  void failed(String name, Throwable cause) {
    errors.unhandled("activity", name, cause, false, Context.current());
  }

  // Nothing of it reaches the app.
  private void write(
      String name, Context context, long nanos, boolean failed, @Nullable Throwable cause) {
    try {
      Map<String, Number> sums = Tally.from(context).end();
      Level level = failed ? Level.ERROR : Level.INFO;
      if (LOG.isEnabledForLevel(level)) {
        Scope here = mirror.enter(context);
        try {
          line(level, name, nanos, failed, cause, sums).log();
        } finally {
          here.close();
        }
      }
    } catch (Throwable failure) {
      diagnostics.internalError("activity line", failure);
    }
  }

  private static LoggingEventBuilder line(
      Level level,
      String name,
      long nanos,
      boolean failed,
      @Nullable Throwable cause,
      Map<String, Number> sums) {
    LoggingEventBuilder line =
        LOG.atLevel(level)
            .setMessage(failed ? message(name) + " failed" : message(name))
            .addKeyValue("category", "performance")
            .addKeyValue("activity", name)
            .addKeyValue("outcome", failed ? "error" : "success")
            .addKeyValue("duration_ms", Math.round(nanos / 1e3) / 1e3);
    if (cause != null) {
      line = line.addKeyValue("error_type", cause.getClass().getName());
      line = Printable.isPrintable(cause) ? line.setCause(cause) : line;
    }
    for (Map.Entry<String, Number> sum : sums.entrySet()) {
      line = line.addKeyValue(sum.getKey(), sum.getValue());
    }
    return line;
  }

  /** {@code invoice.render} as {@code Invoice render}. */
  static String message(String name) {
    if (name.isEmpty()) {
      return "Activity";
    }
    String words = name.replace('.', ' ').replace('_', ' ');
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }
}
