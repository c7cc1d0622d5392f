// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.Context;
import ch.qos.logback.core.spi.FilterReply;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/**
 * Keeps exceptions whose own code throws from the app: Logback asks an exception for its message
 * and its causes on the caller's way in, without a guard, so this looks before it does. A line of
 * such an exception is written with a stand-in.
 */
final class UnreadableThrowables extends TurboFilter {

  private static final String CALLER = UnreadableThrowables.class.getName();

  /** Logback copies causes by recursion; more than this could be too deep for the stack. */
  private static final int MAX_CAUSES = 1_000;

  private static final int MAX_NESTED = 10;

  private UnreadableThrowables() {}

  /** Guards that context from now on; once for each. */
  static void guard(@Nullable Context context) {
    if (context instanceof LoggerContext logback) {
      synchronized (logback) {
        if (logback.getTurboFilterList().stream()
            .noneMatch(filter -> filter instanceof UnreadableThrowables)) {
          UnreadableThrowables filter = new UnreadableThrowables();
          filter.setContext(logback);
          filter.start();
          logback.addTurboFilter(filter);
        }
      }
    }
  }

  @Override
  public FilterReply decide(
      @Nullable Marker marker,
      Logger logger,
      Level level,
      @Nullable String format,
      Object @Nullable [] arguments,
      @Nullable Throwable thrown) {
    Throwable given = thrown == null ? last(arguments) : thrown;
    if (given == null || level.toInt() < logger.getEffectiveLevel().toInt() || isReadable(given)) {
      return FilterReply.NEUTRAL;
    }
    Object[] others =
        thrown != null || arguments == null
            ? arguments
            : Arrays.copyOf(arguments, arguments.length - 1);
    LoggingEvent event = new LoggingEvent(CALLER, logger, level, format, standIn(given), others);
    if (marker != null) {
      event.addMarker(marker);
    }
    logger.callAppenders(event);
    return FilterReply.DENY;
  }

  @Override
  public FilterReply decide(Logger logger, org.slf4j.event.LoggingEvent given) {
    Throwable thrown = given.getThrowable();
    if (thrown == null || isReadable(thrown)) {
      return FilterReply.NEUTRAL;
    }
    LoggingEvent event =
        new LoggingEvent(
            CALLER,
            logger,
            Level.convertAnSLF4JLevel(given.getLevel()),
            given.getMessage(),
            standIn(thrown),
            given.getArgumentArray());
    if (given.getMarkers() != null) {
      given.getMarkers().forEach(event::addMarker);
    }
    event.setKeyValuePairs(given.getKeyValuePairs());
    logger.callAppenders(event);
    return FilterReply.DENY;
  }

  private static @Nullable Throwable last(Object @Nullable [] arguments) {
    return arguments != null
            && arguments.length > 0
            && arguments[arguments.length - 1] instanceof Throwable thrown
        ? thrown
        : null;
  }

  private static boolean isReadable(Throwable thrown) {
    try {
      return isReadable(thrown, 0);
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError unreadable) {
      return false;
    }
  }

  // Asked for what it may throw, and for the very same object, whatever equals says.
  @SuppressWarnings({"ReturnValueIgnored", "ReferenceEquality"})
  private static boolean isReadable(Throwable thrown, int nested) {
    if (nested > MAX_NESTED) {
      return false;
    }
    Throwable cause = thrown;
    // At half the pace: they meet where causes go round, which Logback ends.
    @Nullable Throwable slow = thrown;
    for (int i = 1; cause != null; i++) {
      cause.getMessage();
      if (cause.getStackTrace() == null || i > MAX_CAUSES) {
        return false;
      }
      for (Throwable suppressed : cause.getSuppressed()) {
        if (!isReadable(suppressed, nested + 1)) {
          return false;
        }
      }
      cause = cause.getCause();
      if (i % 2 == 0) {
        slow = slow == null ? null : slow.getCause();
        if (cause == slow) {
          return true;
        }
      }
    }
    return true;
  }

  private static Throwable standIn(Throwable unreadable) {
    Throwable cause = null;
    StackTraceElement[] stack = {};
    try {
      stack = unreadable.getStackTrace();
      Throwable given = unreadable.getCause();
      cause = given != null && isReadable(given) ? given : null;
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError alsoUnreadable) {
      // The class is left to tell.
    }
    Unreadable standIn = new Unreadable(unreadable.getClass().getName(), cause);
    standIn.setStackTrace(stack == null ? new StackTraceElement[0] : stack);
    return standIn;
  }

  /** Stands in for an exception that cannot be read. */
  private static final class Unreadable extends RuntimeException {

    private static final long serialVersionUID = 1;

    Unreadable(String type, @Nullable Throwable cause) {
      super(type + ", which cannot be read", cause);
    }
  }
}
