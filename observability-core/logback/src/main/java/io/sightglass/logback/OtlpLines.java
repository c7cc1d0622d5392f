// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.logs.LogRecordBuilder;
import io.opentelemetry.api.logs.LoggerProvider;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.context.Context;
import io.sightglass.ContextFields;
import io.sightglass.Redactor;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/**
 * Lines as OpenTelemetry log records, with what the JSON has: text, level, fields, exception and
 * the trace of the thread that logs. Events of the library are records already and are not sent
 * again; nor is what the sending itself says.
 */
final class OtlpLines {

  private static final int MAX_FIELDS = 64;

  private final LoggerProvider provider;
  private final Redactor redactor;

  OtlpLines(LoggerProvider provider, Redactor redactor) {
    this.provider = provider;
    this.redactor = redactor;
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
            .setBody(text(LineWriter.message(event)));
    string(record, "thread.name", event.getThreadName());
    fields(record, event);
    thrown(record, event.getThrowableProxy());
    record.emit();
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

  private void fields(LogRecordBuilder record, ILoggingEvent event) {
    int left = MAX_FIELDS;
    if (event.getKeyValuePairs() != null) {
      for (KeyValuePair pair : event.getKeyValuePairs()) {
        if (left-- > 0) {
          field(record, pair.key, pair.value);
        }
      }
    }
    ContextFields context = ContextFields.current();
    string(record, ContextFields.REQUEST_ID, context.requestId());
    for (Map.Entry<String, ?> field : context.own().entrySet()) {
      if (left-- > 0) {
        field(record, field.getKey(), field.getValue());
      }
    }
  }

  private void field(LogRecordBuilder record, @Nullable String key, @Nullable Object value) {
    if (key == null || key.isEmpty() || value == null) {
      return;
    }
    if (redactor.isSecret(key, value)) {
      record.setAttribute(AttributeKey.stringKey(key), redactor.mark());
    } else if (value instanceof Integer || value instanceof Long || value instanceof Short) {
      record.setAttribute(AttributeKey.longKey(key), ((Number) value).longValue());
    } else if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
      record.setAttribute(AttributeKey.doubleKey(key), number.doubleValue());
    } else if (value instanceof Boolean flag) {
      record.setAttribute(AttributeKey.booleanKey(key), flag);
    } else {
      string(record, key, Texts.of(value));
    }
  }

  private void string(LogRecordBuilder record, String key, @Nullable String value) {
    if (value != null) {
      record.setAttribute(AttributeKey.stringKey(key), text(value));
    }
  }

  private String text(String value) {
    return Texts.value(value, Texts.MAX_VALUE, redactor);
  }

  private void thrown(LogRecordBuilder record, @Nullable IThrowableProxy thrown) {
    if (thrown != null) {
      string(record, "exception.type", thrown.getClassName());
      string(record, "exception.message", thrown.getMessage());
      StringBuilder stack = new StringBuilder();
      StackText.write(new StackSink.Plain(stack), thrown, redactor::redact);
      record.setAttribute(AttributeKey.stringKey("exception.stacktrace"), stack.toString());
    }
  }
}
