// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.benchmarks;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.FileAppender;
import io.sightglass.Observability;
import io.sightglass.logback.SightglassAppender;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import net.logstash.logback.encoder.LogstashEncoder;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.AppenderRef;
import org.apache.logging.log4j.core.config.Property;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Loggers that write to a file from a thread of their own, each with a queue of 8,192 places. */
public abstract class LogFiles {

  static final int LINES = 5_000;
  private static final int PLACES = 8_192;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  static final LoggerContext LOGBACK = (LoggerContext) LoggerFactory.getILoggerFactory();
  final Path file = temporary();
  private long rounds;

  abstract void call();

  /** Waits until what was logged is in the file. */
  abstract void await();

  abstract void stop();

  void round() {
    for (int i = 0; i < LINES; i++) {
      call();
    }
    await();
    rounds++;
  }

  /** A request's context. */
  @Setup
  public void context() {
    for (int i = 0; i < LogContestants.CONTEXT.length; i += 2) {
      MDC.put(LogContestants.CONTEXT[i], LogContestants.CONTEXT[i + 1]);
    }
    Log4jLoggers.context();
  }

  /** Every line must be there. */
  @TearDown
  public void close() throws IOException {
    stop();
    try (var lines = Files.lines(file)) {
      long written = lines.count();
      if (written != rounds * LINES) {
        throw new IllegalStateException(written + " lines of " + rounds * LINES);
      }
    } finally {
      Files.delete(file);
    }
  }

  private static Path temporary() {
    try {
      return Files.createTempFile("benchmark", ".log");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Logger logger(String name, Appender<ILoggingEvent> appender) {
    Logger logger = LOGBACK.getLogger("io.example.file." + name);
    logger.setAdditive(false);
    logger.setLevel(Level.INFO);
    logger.detachAndStopAllAppenders();
    logger.addAppender(appender);
    return logger;
  }

  static void until(AtomicLong written, long lines) {
    long start = System.nanoTime();
    while (written.get() < lines) {
      if (System.nanoTime() - start > PATIENCE.toNanos()) {
        throw new IllegalStateException(written + " lines of " + lines);
      }
      Thread.onSpinWait();
    }
  }

  /** Ours. */
  @State(Scope.Thread)
  public static class Ours extends LogFiles {

    private final Observability obs =
        Observability.builder("benchmarks")
            .environment(
                Map.of(
                    "LOG_FILE_PATH", file.toString(),
                    "SIGHTGLASS_LOGS_CONSOLE", "false",
                    "SIGHTGLASS_LOGS_FILE_MAX_SIZE", "100GB",
                    "SIGHTGLASS_LOGS_FILE_TOTAL_SIZE", "200GB",
                    "SIGHTGLASS_LOGS_QUEUE", String.valueOf(PLACES)))
            .build();
    private final SightglassAppender appender = SightglassAppender.of(obs);
    private final Logger logger;

    /** Starts it. */
    public Ours() {
      appender.setContext(LOGBACK);
      appender.start();
      logger = logger("sightglass", appender);
    }

    @Override
    void call() {
      LogContestants.pay(logger);
    }

    @Override
    void await() {
      if (!appender.flush(PATIENCE)) {
        throw new IllegalStateException("not all lines are in the file");
      }
    }

    @Override
    void stop() {
      appender.stop();
      obs.close();
    }
  }

  /** Logback's own pipeline, which tells nobody that it is through but the one who counts. */
  @State(Scope.Thread)
  public static class Logstash extends LogFiles {

    private final AtomicLong written = new AtomicLong();
    private final AsyncAppender async = new AsyncAppender();
    private final Logger logger;
    private long called;

    /** Starts it. */
    public Logstash() {
      LogstashEncoder encoder = new LogstashEncoder();
      encoder.setContext(LOGBACK);
      encoder.start();
      FileAppender<ILoggingEvent> to =
          new FileAppender<>() {
            @Override
            protected void subAppend(ILoggingEvent event) {
              super.subAppend(event);
              written.incrementAndGet();
            }
          };
      to.setContext(LOGBACK);
      to.setEncoder(encoder);
      to.setFile(file.toString());
      to.start();
      async.setContext(LOGBACK);
      async.setQueueSize(PLACES);
      async.setDiscardingThreshold(0);
      async.addAppender(to);
      async.start();
      logger = logger("logstash", async);
    }

    @Override
    void call() {
      called++;
      LogContestants.pay(logger);
    }

    @Override
    void await() {
      until(written, called);
    }

    @Override
    void stop() {
      async.stop();
    }
  }

  /** Log4j 2's. */
  @State(Scope.Thread)
  public static class Log4j extends LogFiles {

    private final Log4jLoggers loggers = new Log4jLoggers();
    private final AtomicLong written = new AtomicLong();
    private final org.apache.logging.log4j.core.Logger logger;
    private long called;

    /** Starts it. */
    public Log4j() {
      var to =
          org.apache.logging.log4j.core.appender.FileAppender.newBuilder()
              .setName("to")
              .setConfiguration(loggers.configuration())
              .setLayout(loggers.layout())
              .withFileName(file.toString())
              .build();
      to.start();
      AbstractAppender counted =
          new AbstractAppender("file", null, null, false, Property.EMPTY_ARRAY) {
            @Override
            public void append(LogEvent event) {
              to.append(event);
              written.incrementAndGet();
            }
          };
      counted.start();
      loggers.configuration().addAppender(counted);
      logger =
          loggers.to(
              org.apache.logging.log4j.core.appender.AsyncAppender.newBuilder()
                  .setName("async")
                  .setConfiguration(loggers.configuration())
                  .setBufferSize(PLACES)
                  .setAppenderRefs(
                      new AppenderRef[] {AppenderRef.createAppenderRef("file", null, null)})
                  .build());
    }

    @Override
    void call() {
      called++;
      Log4jLoggers.call(logger);
    }

    @Override
    void await() {
      until(written, called);
    }

    @Override
    void stop() {
      loggers.close();
    }
  }
}
