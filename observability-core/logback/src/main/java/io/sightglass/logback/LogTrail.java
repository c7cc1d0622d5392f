// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import io.sightglass.Errors;
import io.sightglass.Observability;
import java.util.Objects;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/**
 * Shows the lines of the log, from INFO up, to {@link Errors#trail}: an error is then reported with
 * the lines that led to it.
 *
 * <pre>{@code
 * SentryErrors.install(obs);
 * LogTrail.install(obs);   // the breadcrumbs
 * }</pre>
 *
 * <p>Call it after Logback was configured: whoever configures it anew takes this out.
 */
public final class LogTrail {

  private LogTrail() {}

  /**
   * Listens at the root logger until the app stops. Loggers that are not additive are not heard.
   *
   * @return whether it listens; false if SLF4J is not bound to Logback
   */
  public static boolean install(Observability obs) {
    Errors errors = Objects.requireNonNull(obs, "obs").errors();
    ILoggerFactory factory = LoggerFactory.getILoggerFactory();
    if (obs.isOff() || !(factory instanceof LoggerContext context)) {
      return false;
    }
    Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    Listening listening = new Listening(errors);
    listening.setContext(context);
    listening.setName("SIGHTGLASS-TRAIL");
    listening.start();
    root.addAppender(listening);
    obs.lifecycle()
        .closeOnStop(
            "log trail",
            () -> {
              root.detachAppender(listening);
              listening.stop();
            });
    return true;
  }

  /** Reads no MDC: the context is current on the thread that logs. */
  static final class Listening extends UnsynchronizedAppenderBase<ILoggingEvent> {

    private final Errors errors;

    Listening(Errors errors) {
      this.errors = errors;
    }

    @Override
    protected void append(ILoggingEvent event) {
      if (event.getLevel().isGreaterOrEqual(Level.INFO)) {
        errors.trail(
            event.getLevel().toString(), event.getLoggerName(), event.getFormattedMessage());
      }
    }
  }
}
