// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.spi.FilterReply;
import io.sightglass.Observability;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An appender that writes to standard output and, where {@code LOG_FILE_PATH} names one, to a file
 * with an errors' file beside it, each through a bounded queue of its own and never on the thread
 * that logs. A line that is lost is counted by level and reason, and said. Lines that were taken
 * are written before the JVM ends.
 *
 * <pre>{@code
 * SightglassAppender appender = SightglassAppender.of(obs);
 * appender.setContext(loggerContext);
 * appender.start();
 * loggerContext.getLogger("com.acme").addAppender(appender);
 * }</pre>
 *
 * <p>The settings are those of the app once {@link LogbackLogging#install} was called, and before
 * that those of system properties and the environment. The context is read on the thread that logs.
 * Thread-safe; logging never throws.
 */
public final class SightglassAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {

  private @Nullable LogSettings settings;
  private @Nullable Observability app;
  private @Nullable ExitFlush exit;
  private volatile @Nullable Pipeline pipeline;

  /** For Logback, which makes it by reflection. */
  public SightglassAppender() {}

  /** One with the settings of that app, to be given a context, started and attached. */
  public static SightglassAppender of(Observability obs) {
    SightglassAppender appender = new SightglassAppender();
    appender.settings = LogSettings.of(Objects.requireNonNull(obs, "obs"));
    appender.app = obs;
    return appender;
  }

  @Override
  public void start() {
    synchronized (this) {
      if (pipeline == null && getContext() instanceof LoggerContext context) {
        LogSettings known = settings == null ? LogSettings.fromEnvironment() : settings;
        settings = known;
        Pipeline made = new Pipeline(context);
        made.apply(known);
        if (app != null) {
          made.bind(app);
        }
        pipeline = made;
        exit = ExitFlush.of(this);
        LibraryLevels.apply(context, known.pipe().levels(), known.level());
      }
    }
    super.start();
  }

  /** Takes the settings of another app, whose lines they are from now on. */
  synchronized void apply(Observability obs) {
    settings = LogSettings.of(obs);
    app = obs;
    Pipeline made = pipeline;
    if (made != null) {
      made.apply(settings);
      made.bind(obs);
    }
  }

  // Not the base class's, whose guard drops without a word what an argument logs while its line is
  // made, and keeps something for each thread.
  @Override
  public void doAppend(ILoggingEvent event) {
    if (!isStarted()) {
      return;
    }
    try {
      if (getFilterChainDecision(event) != FilterReply.DENY) {
        append(event);
      }
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
      addError("A line could not be logged", e);
    }
  }

  @Override
  protected void append(ILoggingEvent event) {
    Pipeline made = pipeline;
    if (made != null) {
      made.log(event);
    }
  }

  /**
   * Waits until what was logged before is written, for that long at most; less where a destination
   * fails or takes nothing.
   *
   * @return whether it is
   */
  public boolean flush(@Nullable Duration atMost) {
    Pipeline made = pipeline;
    return made == null || made.await(atMost == null ? Duration.ZERO : atMost);
  }

  /** From now on a line is written before the call that logs it returns. */
  void writeThrough() {
    Pipeline made = pipeline;
    if (made != null) {
      made.writeThrough();
    }
  }

  /** The settings in force; null before the start. */
  synchronized @Nullable LogSettings settings() {
    return settings;
  }

  /** What the lines go through; null before the start. */
  @Nullable Pipeline pipeline() {
    return pipeline;
  }

  /** Writes what is there, for two seconds at most, and ends. */
  @Override
  public void stop() {
    super.stop();
    synchronized (this) {
      Pipeline made = pipeline;
      pipeline = null;
      if (made != null) {
        made.close();
      }
      if (exit != null) {
        exit.cancel();
        exit = null;
      }
    }
  }
}
