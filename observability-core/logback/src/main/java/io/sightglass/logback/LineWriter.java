// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.sightglass.ContextFields;
import java.util.Map;
import java.util.function.UnaryOperator;
import net.logstash.logback.argument.StructuredArgument;
import net.logstash.logback.marker.LogstashMarker;
import net.logstash.logback.marker.SingleFieldAppendingMarker;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;
import tools.jackson.core.JsonGenerator;

/** Writes every field of a line. Reads the context on the thread it is called on. */
final class LineWriter {

  private static final String TRACE_ID = "trace_id";
  private static final String SPAN_ID = "span_id";
  private static final String REQUEST_ID = ContextFields.REQUEST_ID;

  private final JsonValues values = new JsonValues();

  /** Writes the whole object of a line. */
  void write(JsonGenerator generator, ILoggingEvent event, Identity who) {
    JsonFields fields = new JsonFields(generator, values);
    generator.writeStartObject();
    fields.own("timestamp", Texts.time(event.getTimeStamp()), Texts.MAX_VALUE);
    fields.own("level", level(event.getLevel()), Texts.MAX_VALUE);
    fields.own("logger", event.getLoggerName(), Texts.MAX_VALUE);
    fields.own("thread", event.getThreadName(), Texts.MAX_VALUE);
    fields.own("msg", message(event), Texts.MAX_VALUE);
    fields.own("service", who.service(), Texts.MAX_VALUE);
    fields.own("environment", who.environment(), Texts.MAX_VALUE);
    fields.own("version", who.version(), Texts.MAX_VALUE);
    ContextFields context = ContextFields.current();
    Map<String, String> mdc = mdc(event);
    ids(fields, context, mdc);
    arguments(fields, event);
    context.own().forEach(fields::add);
    mdc.forEach((key, value) -> rest(fields, key, value));
    thrown(fields, event.getThrowableProxy());
    fields.end();
    generator.writeEndObject();
  }

  /** Lower-case words, so that a filter on the word {@code error} finds errors. */
  static String level(@Nullable Level level) {
    if (level == null) {
      return "info";
    }
    return switch (level.toInt()) {
      case Level.ERROR_INT -> "error";
      case Level.WARN_INT -> "warn";
      case Level.DEBUG_INT -> "debug";
      case Level.TRACE_INT -> "trace";
      default -> "info";
    };
  }

  static String message(ILoggingEvent event) {
    String message;
    try {
      message = event.getFormattedMessage();
    } catch (RuntimeException | StackOverflowError e) {
      message = event.getMessage(); // An argument's own code failed; the template is still true.
    }
    return message == null ? "" : message;
  }

  static Map<String, String> mdc(ILoggingEvent event) {
    Map<String, String> mdc = event.getMDCPropertyMap();
    return mdc == null ? Map.of() : mdc;
  }

  /**
   * The ids of the current context. Without one, as on the thread of an asynchronous appender or
   * where the app carried only the MDC along, the MDC's count.
   */
  private static void ids(JsonFields fields, ContextFields context, Map<String, String> mdc) {
    SpanContext span = Span.current().getSpanContext();
    if (span.isValid()) {
      fields.own(TRACE_ID, span.getTraceId(), Texts.MAX_VALUE);
      fields.own(SPAN_ID, span.getSpanId(), Texts.MAX_VALUE);
    } else {
      fields.own(TRACE_ID, mdc.get(TRACE_ID), ContextFields.MAX_LENGTH);
      fields.own(SPAN_ID, mdc.get(SPAN_ID), ContextFields.MAX_LENGTH);
    }
    String request = context.requestId();
    fields.own(
        REQUEST_ID, request == null ? mdc.get(REQUEST_ID) : request, ContextFields.MAX_LENGTH);
  }

  private void arguments(JsonFields fields, ILoggingEvent event) {
    if (event.getKeyValuePairs() != null) {
      for (KeyValuePair pair : event.getKeyValuePairs()) {
        fields.add(pair.key, pair.value);
      }
    }
    if (event.getArgumentArray() != null) {
      for (Object argument : event.getArgumentArray()) {
        if (argument instanceof StructuredArgument structured) {
          fields.addAll(name(structured), values.fields(structured));
        }
      }
    }
    if (event.getMarkerList() != null) {
      for (Marker marker : event.getMarkerList()) {
        if (marker instanceof LogstashMarker structured) {
          fields.addAll(name(structured), values.fields(structured));
        }
      }
    }
  }

  private static String name(Object structured) {
    return structured instanceof SingleFieldAppendingMarker single
        ? single.getFieldName()
        : "argument";
  }

  private static void rest(JsonFields fields, String key, @Nullable String value) {
    boolean id = TRACE_ID.equals(key) || SPAN_ID.equals(key) || REQUEST_ID.equals(key);
    if (!id && value != null) {
      fields.add(key, value);
    }
  }

  private static void thrown(JsonFields fields, @Nullable IThrowableProxy thrown) {
    if (thrown != null) {
      fields.own("exception", StackText.head(thrown), StackText.MAX);
      fields.own("stack_trace", StackText.of(thrown, UnaryOperator.identity()), StackText.MAX);
    }
  }
}
