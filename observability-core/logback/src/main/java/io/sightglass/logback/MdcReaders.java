// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.filter.LevelFilter;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggerContextListener;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.Context;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.filter.Filter;
import io.sightglass.Observability;
import java.util.Collections;
import java.util.Iterator;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells apps whether something in a Logback context may read the MDC: anything but the library's
 * own encoders on the thread that logs. Logback says nothing when code attaches an appender, so the
 * encoders look again, at most once a second.
 */
final class MdcReaders implements LoggerContextListener {

  private static final String KEY = MdcReaders.class.getName();
  private static final long EVERY_MILLIS = 1_000;

  private final LoggerContext context;
  private final Set<Observability> apps = Collections.newSetFromMap(new WeakHashMap<>());
  private volatile long looked;

  private MdcReaders(LoggerContext context) {
    this.context = context;
  }

  /** Tells that app from now on. */
  static void tell(Observability obs, LoggerContext context) {
    synchronized (context) {
      MdcReaders readers = in(context);
      if (readers == null) {
        readers = new MdcReaders(context);
        context.putObject(KEY, readers);
        context.addListener(readers);
      }
      readers.add(obs);
    }
  }

  /** Looks again if the last time was long enough ago. */
  static void look(@Nullable Context context, ILoggingEvent event) {
    MdcReaders readers = context == null ? null : in(context);
    if (readers != null) {
      readers.look(event.getTimeStamp());
    }
  }

  private static @Nullable MdcReaders in(Context context) {
    return (MdcReaders) context.getObject(KEY);
  }

  private synchronized void add(Observability obs) {
    apps.add(obs);
    obs.linesReadContext(!isRead(context));
  }

  private void look(long now) {
    if (Math.abs(now - looked) >= EVERY_MILLIS) {
      looked = now;
      tellAll(!isRead(context));
    }
  }

  private synchronized void tellAll(boolean linesReadContext) {
    apps.forEach(obs -> obs.linesReadContext(linesReadContext));
  }

  private static boolean isRead(LoggerContext context) {
    if (!context.getTurboFilterList().stream()
        .allMatch(filter -> filter instanceof UnreadableThrowables)) {
      return true;
    }
    for (Logger logger : context.getLoggerList()) {
      Iterator<Appender<ILoggingEvent>> appenders = logger.iteratorForAppenders();
      while (appenders.hasNext()) {
        if (reads(appenders.next())) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean reads(Appender<ILoggingEvent> appender) {
    for (Filter<ILoggingEvent> filter : appender.getCopyOfAttachedFiltersList()) {
      if (!(filter instanceof ThresholdFilter || filter instanceof LevelFilter)) {
        return true;
      }
    }
    return !(appender instanceof SightglassAppender
        || appender instanceof LogTrail.Listening
        || (appender instanceof OutputStreamAppender<ILoggingEvent> stream
            && isOurs(stream.getEncoder())));
  }

  private static boolean isOurs(@Nullable Encoder<ILoggingEvent> encoder) {
    return encoder instanceof JsonLogEncoder || encoder instanceof TextLogEncoder;
  }

  @Override
  public boolean isResetResistant() {
    return true;
  }

  /** Another configuration follows; its encoders will look. */
  @Override
  public void onReset(LoggerContext reset) {
    reset.putObject(KEY, this);
    tellAll(false);
  }

  @Override
  public void onStart(LoggerContext started) {
    // Nothing to read yet.
  }

  @Override
  public void onStop(LoggerContext stopped) {
    tellAll(false);
  }

  @Override
  public void onLevelChange(Logger logger, Level level) {
    // Levels read nothing.
  }
}
