// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.OutputStreamAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.DefaultConfiguration;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.layout.template.json.JsonTemplateLayout;

/** A Log4j 2 of its own, which takes the same call with its JSON template layout. */
final class Log4jLoggers implements AutoCloseable {

  private final LoggerContext context = new LoggerContext("benchmarks");

  Log4jLoggers() {
    context.start(new DefaultConfiguration());
  }

  /** A request's context on this thread, where its layout reads it. */
  static void context() {
    for (int i = 0; i < LogContestants.CONTEXT.length; i += 2) {
      ThreadContext.put(LogContestants.CONTEXT[i], LogContestants.CONTEXT[i + 1]);
    }
  }

  Configuration configuration() {
    return context.getConfiguration();
  }

  JsonTemplateLayout layout() {
    return JsonTemplateLayout.newBuilder()
        .setConfiguration(configuration())
        .setCharset(StandardCharsets.UTF_8)
        .setEventTemplate(Log4jContestant.TEMPLATE)
        .build();
  }

  /** A logger whose lines go into that stream, on the thread that logs. */
  Logger to(CountingStream stream) {
    return to(
        OutputStreamAppender.newBuilder()
            .setName("counting")
            .setConfiguration(configuration())
            .setLayout(layout())
            .setTarget(stream)
            .build());
  }

  /** A logger whose lines go to that appender alone. */
  Logger to(Appender appender) {
    Objects.requireNonNull(appender, "appender").start();
    configuration().addAppender(appender);
    LoggerConfig root = configuration().getRootLogger();
    List.copyOf(root.getAppenders().keySet()).forEach(root::removeAppender);
    root.addAppender(appender, null, null);
    root.setLevel(Level.INFO);
    context.updateLoggers();
    return context.getLogger("io.example.billing.log4j");
  }

  static void call(Logger logger) {
    logger.info(Log4jContestant.message());
  }

  @Override
  public void close() {
    context.stop();
  }
}
