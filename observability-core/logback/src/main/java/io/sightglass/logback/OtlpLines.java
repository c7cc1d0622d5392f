// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import io.opentelemetry.api.logs.LogRecordBuilder;
import io.opentelemetry.api.logs.LoggerProvider;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.context.Context;
import io.sightglass.ContextFields;
import io.sightglass.Redactor;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import net.logstash.logback.argument.StructuredArgument;
import net.logstash.logback.marker.LogstashMarker;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;

/**
 * Lines as OpenTelemetry log records, with what the JSON has: text, level, fields, exception and
 * the trace of the thread that logs. Events of the library are records already and are not sent
 * again; nor is what the sending itself says.
 */
final class OtlpLines {

  private static final Set<String> IDS = Set.of("trace_id", "span_id", ContextFields.REQUEST_ID);

  private final LoggerProvider provider;
  private final Redactor messages;
  private final OtlpFields.Rules rules;

  OtlpLines(LoggerProvider provider, Redactor redactor) {
    this.provider = provider;
    this.messages = redactor.at(Redactor.Place.MESSAGE);
    this.rules = new OtlpFields.Rules(redactor);
  }

  void emit(ILoggingEvent event, int level) {
    String logger = event.getLoggerName();
    if (LoggerNames.isIn(logger, "io.opentelemetry")
        || logger.equals("io.sightglass")
        || isEvent(event)) {
      return;
    }
    Context context = Context.current();
    io.opentelemetry.api.logs.Logger records = provider.get(logger);
    Severity severity = severity(level);
    if (!records.isEnabled(severity, context)) {
      return;
    }
    LogRecordBuilder record =
        records
            .logRecordBuilder()
            .setContext(context)
            .setTimestamp(event.getTimeStamp(), TimeUnit.MILLISECONDS)
            .setSeverity(severity)
            .setSeverityText(Levels.name(level))
            .setBody(Texts.value(LineWriter.message(event), Texts.MAX_VALUE, messages));
    OtlpFields fields = new OtlpFields(record, rules);
    fields.own("thread.name", event.getThreadName());
    thrown(fields, event.getThrowableProxy());
    ContextFields of = ContextFields.from(context);
    fields.own(ContextFields.REQUEST_ID, of.requestId());
    fields(fields, event, of);
    record.emit();
  }

  /** In the order of the JSON: of two with one name the first counts. */
  private void fields(OtlpFields fields, ILoggingEvent event, ContextFields context) {
    if (event.getKeyValuePairs() != null) {
      for (KeyValuePair pair : event.getKeyValuePairs()) {
        fields.add(pair.key, pair.value, rules.arguments());
      }
    }
    Object[] arguments = event.getArgumentArray();
    for (int i = 0; arguments != null && i < arguments.length; i++) {
      if (arguments[i] instanceof StructuredArgument structured) {
        fields.addAll(rules.values().fields(structured));
      }
    }
    if (event.getMarkerList() != null) {
      for (Marker marker : event.getMarkerList()) {
        if (marker instanceof LogstashMarker structured) {
          fields.addAll(rules.values().fields(structured));
        }
      }
    }
    context.own().forEach((key, value) -> fields.add(key, value, rules.contexts()));
    LineWriter.mdc(event)
        .forEach(
            (key, value) -> {
              // The record has them in places of their own.
              if (!IDS.contains(key)) {
                fields.add(key, value, rules.contexts());
              }
            });
  }

  private static boolean isEvent(ILoggingEvent event) {
    if (!event.getLoggerName().equals("business") || event.getKeyValuePairs() == null) {
      return false;
    }
    return event.getKeyValuePairs().stream().anyMatch(pair -> "event".equals(pair.key));
  }

  private static Severity severity(int level) {
    return switch (level) {
      case 0 -> Severity.TRACE;
      case 1 -> Severity.DEBUG;
      case Levels.WARN -> Severity.WARN;
      case Levels.ERROR -> Severity.ERROR;
      default -> Severity.INFO;
    };
  }

  private void thrown(OtlpFields fields, @Nullable IThrowableProxy thrown) {
    if (thrown != null) {
      Redactor exceptions = rules.exceptions();
      fields.own("exception.type", thrown.getClassName());
      String message = thrown.getMessage();
      fields.own(
          "exception.message",
          message == null ? null : Texts.value(message, Texts.MAX_VALUE, exceptions));
      StringBuilder stack = new StringBuilder();
      StackText.write(new StackSink.Plain(stack), thrown, exceptions::redact);
      fields.own("exception.stacktrace", stack.toString());
    }
  }
}
