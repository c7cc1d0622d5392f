// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

/** The lines of one logger, for tests. */
public final class LogLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {

  private final List<ILoggingEvent> lines = new CopyOnWriteArrayList<>();
  private final Logger logger;
  private final Consumer<ILoggingEvent> first;

  private LogLines(String name, Consumer<ILoggingEvent> first) {
    this.first = first;
    logger = (Logger) LoggerFactory.getLogger(name);
  }

  /** Listens from here on, at that level. */
  public static LogLines of(String name, Level level) {
    return of(name, level, line -> {});
  }

  /** The same; each line is given to {@code first} before it is kept. */
  public static LogLines of(String name, Level level, Consumer<ILoggingEvent> first) {
    LogLines lines = new LogLines(name, first);
    lines.setContext((LoggerContext) LoggerFactory.getILoggerFactory());
    lines.start();
    lines.logger.setLevel(level);
    lines.logger.setAdditive(false);
    lines.logger.addAppender(lines);
    return lines;
  }

  // Not append, whose exceptions Logback keeps to itself.
  @Override
  public void doAppend(ILoggingEvent line) {
    first.accept(line);
    super.doAppend(line);
  }

  @Override
  protected void append(ILoggingEvent line) {
    line.prepareForDeferredProcessing();
    lines.add(line);
  }

  public List<ILoggingEvent> all() {
    return lines;
  }

  public List<String> messages() {
    return lines.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  /** The key values of a line, in order. */
  public static Map<String, Object> fields(ILoggingEvent line) {
    Map<String, Object> fields = new LinkedHashMap<>();
    List<KeyValuePair> pairs = line.getKeyValuePairs();
    if (pairs != null) {
      pairs.forEach(pair -> fields.put(pair.key, pair.value));
    }
    return fields;
  }

  @Override
  public void close() {
    logger.detachAppender(this);
    logger.setAdditive(true);
    logger.setLevel(null);
    stop();
  }
}
