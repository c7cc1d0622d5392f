// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.benchmarks;

import java.nio.charset.StandardCharsets;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.config.DefaultConfiguration;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.layout.template.json.JsonTemplateLayout;
import org.apache.logging.log4j.message.StringMapMessage;
import org.apache.logging.log4j.util.SortedArrayStringMap;
import org.apache.logging.log4j.util.StringMap;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Log4j 2's JSON template layout for the same event, with a template of the same fields. */
@State(Scope.Thread)
public class Log4jContestant {

  static final String TEMPLATE =
      """
      {"timestamp":{"$resolver":"timestamp"},"level":{"$resolver":"level","field":"name"},
      "logger":{"$resolver":"logger","field":"name"},
      "thread":{"$resolver":"thread","field":"name"},
      "message":{"$resolver":"message","stringified":true},
      "service":"benchmarks","mdc":{"$resolver":"mdc","flatten":true},
      "fields":{"$resolver":"map","flatten":true},
      "exception":{"$resolver":"exception","field":"stackTrace",
      "stackTrace":{"stringified":true}}}""";

  private final JsonTemplateLayout layout =
      JsonTemplateLayout.newBuilder()
          .setConfiguration(new DefaultConfiguration())
          .setCharset(StandardCharsets.UTF_8)
          .setEventTemplate(TEMPLATE)
          .build();
  private final StringMap mdc = mdc();
  private final Log4jLoggers loggers = new Log4jLoggers();
  private final Logger toCounting = loggers.to(new CountingStream());

  private static StringMap mdc() {
    StringMap map = new SortedArrayStringMap();
    for (int i = 0; i < LogContestants.CONTEXT.length; i += 2) {
      map.putValue(LogContestants.CONTEXT[i], LogContestants.CONTEXT[i + 1]);
    }
    return map;
  }

  /** The fields of the call; this message has no place for a text with arguments beside them. */
  static StringMapMessage message() {
    StringMapMessage message = new StringMapMessage();
    message.with("message", "Invoice inv_42 paid by upi");
    message.with("invoice_id", "inv_42");
    message.with("amount", "1499.00");
    message.with("attempt", 3);
    return message;
  }

  void call() {
    Log4jLoggers.call(toCounting);
  }

  /** Its own context map, beside Logback's MDC. */
  @Setup
  public void context() {
    Log4jLoggers.context();
  }

  /** Stops it. */
  @TearDown
  public void close() {
    loggers.close();
  }

  byte[] encode(@Nullable Throwable thrown) {
    StringMapMessage message = message();
    return layout.toByteArray(
        Log4jLogEvent.newBuilder()
            .setLoggerName("io.example.billing")
            .setLevel(thrown == null ? Level.INFO : Level.ERROR)
            .setMessage(message)
            .setContextData(mdc)
            .setThreadName(Thread.currentThread().getName())
            .setTimeMillis(System.currentTimeMillis())
            .setThrown(thrown)
            .build());
  }
}
