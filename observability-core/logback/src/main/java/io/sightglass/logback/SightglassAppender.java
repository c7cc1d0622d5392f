// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.util.FileSize;
import org.jspecify.annotations.Nullable;

/**
 * An appender that writes to standard output and, where {@code LOG_FILE_PATH} names one, to a file
 * at the same time. The file rolls daily and at 100 MB, is kept for 14 days and up to 1 GB.
 *
 * <p>The settings are those of the app once {@link LogbackLogging#install} was called, and before
 * that those of system properties and the environment. The context is read on the thread that logs.
 */
public final class SightglassAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {

  private static final long MAX_FILE = 100 * FileSize.MB_COEFFICIENT;
  private static final long MAX_ALL = FileSize.GB_COEFFICIENT;
  private static final int MAX_DAYS = 14;

  private @Nullable LogSettings settings;
  private volatile @Nullable OutputStreamAppender<ILoggingEvent> console;
  private volatile @Nullable OutputStreamAppender<ILoggingEvent> file;

  /** For Logback, which makes it by reflection. */
  public SightglassAppender() {}

  @Override
  public void start() {
    synchronized (this) {
      LogSettings known = settings;
      apply(known == null ? LogSettings.fromEnvironment() : known);
    }
    super.start();
  }

  /** Takes other settings; what they do not change goes on without a gap. */
  synchronized void apply(LogSettings next) {
    LogSettings before = settings;
    settings = next;
    console = next(console, before != null && sameConsole(before, next), next, false);
    file = next(file, before != null && sameFile(before, next), next, true);
  }

  private static boolean sameConsole(LogSettings one, LogSettings other) {
    return one.text() == other.text() && one.colour() == other.colour();
  }

  private static boolean sameFile(LogSettings one, LogSettings other) {
    return one.file().equals(other.file()) && one.textFile() == other.textFile();
  }

  private @Nullable OutputStreamAppender<ILoggingEvent> next(
      @Nullable OutputStreamAppender<ILoggingEvent> old,
      boolean same,
      LogSettings next,
      boolean toFile) {
    if (old != null && same && old.isStarted()) {
      if (old.getEncoder() instanceof JsonLogEncoder json) {
        json.identity(next.identity());
      }
      return old;
    }
    if (old != null) {
      old.stop();
    }
    if (!toFile) {
      return started(new ConsoleAppender<>(), next.text(), next.colour(), next);
    }
    return next.file().isEmpty()
        ? null
        : started(rolling(next.file()), next.textFile(), false, next);
  }

  private OutputStreamAppender<ILoggingEvent> started(
      OutputStreamAppender<ILoggingEvent> appender,
      boolean text,
      boolean colour,
      LogSettings next) {
    appender.setContext(getContext());
    appender.setName(getName() + (appender instanceof RollingFileAppender ? "-file" : "-console"));
    appender.setEncoder(encoder(text, colour, next.identity()));
    appender.start();
    return appender;
  }

  private Encoder<ILoggingEvent> encoder(boolean text, boolean colour, Identity identity) {
    if (text) {
      TextLogEncoder encoder = new TextLogEncoder();
      encoder.setColour(colour);
      encoder.setContext(getContext());
      encoder.start();
      return encoder;
    }
    JsonLogEncoder encoder = new JsonLogEncoder();
    encoder.identity(identity);
    encoder.setContext(getContext());
    encoder.start();
    return encoder;
  }

  private RollingFileAppender<ILoggingEvent> rolling(String path) {
    RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
    appender.setContext(getContext());
    appender.setFile(path);
    SizeAndTimeBasedRollingPolicy<ILoggingEvent> policy = new SizeAndTimeBasedRollingPolicy<>();
    policy.setContext(getContext());
    policy.setParent(appender);
    policy.setFileNamePattern(path + ".%d{yyyy-MM-dd}.%i.gz");
    policy.setMaxFileSize(new FileSize(MAX_FILE));
    policy.setTotalSizeCap(new FileSize(MAX_ALL));
    policy.setMaxHistory(MAX_DAYS);
    policy.start();
    appender.setRollingPolicy(policy);
    appender.setTriggeringPolicy(policy);
    return appender;
  }

  @Override
  protected void append(ILoggingEvent event) {
    OutputStreamAppender<ILoggingEvent> toConsole = console;
    if (toConsole != null) {
      toConsole.doAppend(event);
    }
    OutputStreamAppender<ILoggingEvent> toFile = file;
    if (toFile != null) {
      toFile.doAppend(event);
    }
  }

  /** Whether the file that the settings name can be written; true where they name none. */
  boolean isFileOpen() {
    OutputStreamAppender<ILoggingEvent> toFile = file;
    return toFile == null || toFile.isStarted();
  }

  @Override
  public void stop() {
    super.stop();
    synchronized (this) {
      stop(console);
      stop(file);
    }
  }

  private static void stop(@Nullable OutputStreamAppender<ILoggingEvent> appender) {
    if (appender != null) {
      appender.stop();
    }
  }
}
