// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.benchmarks;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import co.elastic.logging.logback.EcsEncoder;
import io.sightglass.logback.JsonLogEncoder;
import java.math.BigDecimal;
import java.util.List;
import net.logstash.logback.encoder.LogstashEncoder;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.event.KeyValuePair;

/**
 * Encoders as they come, for the same events: six keys in the MDC, three fields of the call, and an
 * exception of 40 frames with a cause of 20 more.
 */
@State(Scope.Thread)
public class LogContestants {

  static final String[] CONTEXT = {
    "request_id",
    "req-8f14e45f",
    "user_id",
    "usr_7",
    "workspace_id",
    "ws_12",
    "trace_id",
    "0af7651916cd43dd8448eb211c80319c",
    "span_id",
    "b7ad6b7169203331",
    "tenant",
    "acme"
  };

  private static final BigDecimal AMOUNT = new BigDecimal("1499.00");
  private static final int FRAMES = 40;
  private static final int CAUSE_FRAMES = 20;

  final Encoder<ILoggingEvent> sightglass = started(new JsonLogEncoder());
  final Encoder<ILoggingEvent> sightglassUnredacted = started(unredacted());
  final Encoder<ILoggingEvent> logstash = started(new LogstashEncoder());
  final Encoder<ILoggingEvent> logbackJson = started(new JsonEncoder());
  final Encoder<ILoggingEvent> ecs = started(new EcsEncoder());
  final Logger toSightglass = to("sightglass", new JsonLogEncoder());
  final Logger toSightglassUnredacted = to("unredacted", unredacted());
  final Logger toLogstash = to("logstash", new LogstashEncoder());
  final Logger toLogbackJson = to("logbackJson", new JsonEncoder());
  final Logger toEcs = to("ecs", new EcsEncoder());
  private final Throwable thrown = thrown();

  /** A request's context. */
  @Setup
  public void context() {
    for (int i = 0; i < CONTEXT.length; i += 2) {
      MDC.put(CONTEXT[i], CONTEXT[i + 1]);
    }
  }

  private static JsonLogEncoder unredacted() {
    JsonLogEncoder encoder = new JsonLogEncoder();
    encoder.setRedaction(false);
    return encoder;
  }

  private static LoggerContext logback() {
    return (LoggerContext) LoggerFactory.getILoggerFactory();
  }

  private static Encoder<ILoggingEvent> started(Encoder<ILoggingEvent> encoder) {
    encoder.setContext(logback());
    encoder.start();
    return encoder;
  }

  private static Logger to(String name, Encoder<ILoggingEvent> encoder) {
    OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
    appender.setContext(logback());
    appender.setEncoder(started(encoder));
    appender.setOutputStream(new CountingStream());
    appender.start();
    Logger logger = logback().getLogger("io.example.billing." + name);
    logger.setAdditive(false);
    logger.setLevel(Level.INFO);
    logger.detachAndStopAllAppenders();
    logger.addAppender(appender);
    return logger;
  }

  byte[] plain(Encoder<ILoggingEvent> encoder) {
    return encoder.encode(event(Level.INFO, null));
  }

  byte[] exception(Encoder<ILoggingEvent> encoder) {
    return encoder.encode(event(Level.ERROR, thrown));
  }

  private LoggingEvent event(Level level, @Nullable Throwable failure) {
    LoggingEvent event =
        new LoggingEvent(
            "io.example.Billing",
            toLogstash,
            level,
            "Invoice {} paid by {}",
            failure,
            new Object[] {"inv_42", "upi"});
    event.setKeyValuePairs(
        List.of(
            new KeyValuePair("invoice_id", "inv_42"),
            new KeyValuePair("amount", AMOUNT),
            new KeyValuePair("attempt", 3)));
    return event;
  }

  void call(Logger logger) {
    pay(logger);
  }

  static void pay(Logger logger) {
    logger
        .atInfo()
        .addKeyValue("invoice_id", "inv_42")
        .addKeyValue("amount", AMOUNT)
        .addKeyValue("attempt", 3)
        .log("Invoice {} paid by {}", "inv_42", "upi");
  }

  Throwable failure() {
    return thrown;
  }

  private static Throwable thrown() {
    IllegalStateException cause = new IllegalStateException("Connection to db:5432 refused");
    cause.setStackTrace(frames("io.example.db.Pool", CAUSE_FRAMES));
    IllegalStateException thrown = new IllegalStateException("Invoice inv_42 not stored", cause);
    thrown.setStackTrace(frames("io.example.billing.Invoices", FRAMES));
    return thrown;
  }

  private static StackTraceElement[] frames(String type, int count) {
    StackTraceElement[] frames = new StackTraceElement[count];
    for (int i = 0; i < count; i++) {
      frames[i] = new StackTraceElement(type + i, "handle" + i, "File" + i + ".java", 10 + i);
    }
    return frames;
  }
}
