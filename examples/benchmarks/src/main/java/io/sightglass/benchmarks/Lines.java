// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.benchmarks;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import io.sightglass.logback.JsonLogEncoder;
import java.util.Locale;
import net.logstash.logback.encoder.LogstashEncoder;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Where lines go: ours through our encoder, the others through logstash's, all to nowhere. */
@State(Scope.Benchmark)
public class Lines {

  private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
  private final CountingStream written = new CountingStream();
  private final Logger hand = to("hand", new LogstashEncoder());

  /** Lets the library's lines through; each thread has a request's context in its MDC. */
  @Setup
  public void open() {
    to("business", new JsonLogEncoder());
    to("io.sightglass.http.access", new JsonLogEncoder());
  }

  /** Every line must have been written. */
  @TearDown
  public void close() {
    if (written.count() == 0) {
      throw new IllegalStateException("no line was written");
    }
  }

  void log(Sale sale) {
    MDC.put("request_id", "req-42");
    MDC.put("user_id", "usr_7");
    hand.atInfo()
        .addKeyValue("event", "invoice.paid")
        .addKeyValue("method", sale.method.name().toLowerCase(Locale.ROOT))
        .addKeyValue("recurring", sale.recurring)
        .addKeyValue("amount", sale.amount.amount())
        .addKeyValue("currency", sale.amount.currency().getCurrencyCode())
        .addKeyValue("invoice_id", sale.id)
        .log("Invoice paid");
    MDC.remove("request_id");
    MDC.remove("user_id");
  }

  void request(int status, long nanos) {
    MDC.put("request_id", "req-42");
    hand.atInfo()
        .addKeyValue("method", "GET")
        .addKeyValue("route", StubRequest.ROUTE)
        .addKeyValue("status_code", status)
        .addKeyValue("duration_ms", nanos / 1e6)
        .addKeyValue("request_bytes", 0)
        .addKeyValue("response_bytes", 512)
        .log("GET {} {}", StubRequest.ROUTE, status);
    MDC.remove("request_id");
  }

  private Logger to(String name, Encoder<ILoggingEvent> encoder) {
    encoder.setContext(context);
    encoder.start();
    OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.setOutputStream(written);
    appender.start();
    Logger logger = context.getLogger(name);
    logger.setAdditive(false);
    logger.setLevel(Level.INFO);
    logger.detachAndStopAllAppenders();
    logger.addAppender(appender);
    return logger;
  }
}
