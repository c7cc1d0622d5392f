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
import io.sightglass.Observability;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

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

  /**
   * Sets the level of a logger and of those below it, from now on. There is no endpoint for it: who
   * may call it is the app's to say.
   *
   * @param logger its name; {@code ROOT} for all
   * @param level the lowest level that is logged; null for that of the logger above, or what {@code
   *     LOG_LEVEL} says for all
   * @throws IllegalStateException if SLF4J is not bound to Logback
   */
  public static void setLevel(String logger, @Nullable Level level) {
    Logger known = context().getLogger(Objects.requireNonNull(logger, "logger"));
    boolean root = Logger.ROOT_LOGGER_NAME.equals(known.getName());
    ch.qos.logback.classic.Level inherited = root ? rootLevel(known) : null;
    known.setLevel(
        level == null ? inherited : ch.qos.logback.classic.Level.convertAnSLF4JLevel(level));
  }

  private static ch.qos.logback.classic.Level rootLevel(Logger root) {
    SightglassAppender appender = ours(root);
    LogSettings known = appender == null ? null : appender.settings();
    return (known == null ? LogSettings.fromEnvironment() : known).level();
  }

  static boolean install(Observability obs, LoggerContext context, boolean take) {
    synchronized (context) {
      Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
      SightglassAppender appender = ours(root);
      if (appender != null) {
        appender.apply(obs);
      } else if (take) {
        appender = takeOver(obs, context, root);
      }
      MdcReaders.tell(obs, context);
      return appender != null;
    }
  }

  private static SightglassAppender takeOver(
      Observability obs, LoggerContext context, Logger root) {
    SightglassAppender appender = SightglassAppender.of(obs);
    appender.setContext(context);
    appender.setName(NAME);
    appender.start();
    List<Appender<ILoggingEvent>> before = appenders(root);
    // The new one first: no line falls between the two.
    root.addAppender(appender);
    for (Appender<ILoggingEvent> old : before) {
      root.detachAppender(old);
      old.stop();
    }
    root.setLevel(LogSettings.of(obs).level());
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
