// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.layout.TTLLLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import io.sightglass.Code;
import io.sightglass.Diagnostics;
import io.sightglass.Observability;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/**
 * Makes Logback write the library's lines: JSON on standard output, or readable lines in a terminal
 * and in development ({@code LOG_FORMAT}), from {@code LOG_LEVEL} up, and to {@code LOG_FILE_PATH}
 * as well.
 *
 * <pre>{@code
 * var obs = Observability.fromEnvironment("billing");
 * LogbackLogging.install(obs);
 * }</pre>
 *
 * <p>With a {@code logback.xml}, include {@code io/sightglass/logback/base.xml} there; {@link
 * #install} then only tells its lines the app's name. Thread-safe; calling it again changes nothing
 * but that.
 */
public final class LogbackLogging {

  private static final String NAME = "SIGHTGLASS";

  private LogbackLogging() {}

  /**
   * Installs the lines where Logback has no configuration but its own default, and leaves one that
   * the app made alone.
   *
   * @return whether lines are the library's now
   * @throws IllegalStateException if SLF4J is not bound to Logback
   */
  public static boolean install(Observability obs) {
    LoggerContext context = context();
    return install(Objects.requireNonNull(obs, "obs"), context, isDefault(context));
  }

  /**
   * Installs the lines in place of whatever the root logger writes to now. Levels and appenders of
   * other loggers stay.
   *
   * @throws IllegalStateException if SLF4J is not bound to Logback
   */
  public static void replace(Observability obs) {
    install(Objects.requireNonNull(obs, "obs"), context(), true);
  }

  private static LoggerContext context() {
    ILoggerFactory factory = LoggerFactory.getILoggerFactory();
    if (factory instanceof LoggerContext context) {
      return context;
    }
    throw new IllegalStateException(
        "SLF4J is bound to "
            + factory.getClass().getName()
            + ", not to Logback: leave one binding on the class path");
  }

  static boolean install(Observability obs, LoggerContext context, boolean take) {
    LogSettings settings = LogSettings.of(obs);
    synchronized (context) {
      Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
      SightglassAppender appender = ours(root);
      if (appender != null) {
        appender.apply(settings);
      } else if (take) {
        appender = takeOver(context, root, settings);
      }
      MdcReaders.tell(obs, context);
      if (appender == null) {
        return false;
      }
      tell(obs.diagnostics(), settings, appender.isFileOpen());
      return true;
    }
  }

  private static void tell(Diagnostics diagnostics, LogSettings settings, boolean fileOpen) {
    String file = settings.file().isEmpty() ? "" : ", " + (fileOpen ? "file" : "file failed");
    diagnostics.status("logs", (settings.text() ? "text" : "json") + " to standard output" + file);
    if (!fileOpen) {
      diagnostics.warn(
          Code.LOG_FILE,
          "the file of LOG_FILE_PATH cannot be opened; lines go to standard output only."
              + " Make its folder writable.");
    }
  }

  private static SightglassAppender takeOver(
      LoggerContext context, Logger root, LogSettings settings) {
    SightglassAppender appender = new SightglassAppender();
    appender.setContext(context);
    appender.setName(NAME);
    appender.apply(settings);
    appender.start();
    List<Appender<ILoggingEvent>> before = appenders(root);
    // The new one first: no line falls between the two.
    root.addAppender(appender);
    for (Appender<ILoggingEvent> old : before) {
      root.detachAppender(old);
      old.stop();
    }
    root.setLevel(settings.level());
    return appender;
  }

  private static @Nullable SightglassAppender ours(Logger root) {
    for (Appender<ILoggingEvent> appender : appenders(root)) {
      if (appender instanceof SightglassAppender ours) {
        return ours;
      }
    }
    return null;
  }

  /** Whether nobody configured Logback: no appender, or the one of its BasicConfigurator. */
  static boolean isDefault(LoggerContext context) {
    List<Appender<ILoggingEvent>> appenders = appenders(context.getLogger(Logger.ROOT_LOGGER_NAME));
    return appenders.isEmpty()
        || (appenders.size() == 1
            && appenders.get(0) instanceof ConsoleAppender<ILoggingEvent> console
            && "console".equals(console.getName())
            && console.getEncoder() instanceof LayoutWrappingEncoder<ILoggingEvent> encoder
            && encoder.getLayout() instanceof TTLLLayout);
  }

  private static List<Appender<ILoggingEvent>> appenders(Logger logger) {
    List<Appender<ILoggingEvent>> appenders = new ArrayList<>();
    Iterator<Appender<ILoggingEvent>> all = logger.iteratorForAppenders();
    while (all.hasNext()) {
      appenders.add(all.next());
    }
    return appenders;
  }
}
