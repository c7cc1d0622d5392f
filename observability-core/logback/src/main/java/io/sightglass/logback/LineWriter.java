// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.sightglass.ContextFields;
import java.util.List;
import java.util.Map;
import net.logstash.logback.argument.StructuredArgument;
import net.logstash.logback.marker.LogstashMarker;
import net.logstash.logback.marker.SingleFieldAppendingMarker;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;

/**
 * Writes lines, one after the other into the same buffers. Reads the context on the thread it is
 * called on; one thread at a time.
 */
final class LineWriter {

  private static final String TRACE_ID = "trace_id";
  private static final String SPAN_ID = "span_id";
  private static final String REQUEST_ID = ContextFields.REQUEST_ID;
  private static final int MAX_ID = ContextFields.MAX_LENGTH;
  private static final int MAX_CAUSES = 8;
  private static final int MAX_CAUSE_MESSAGE = 512;

  private final LineBytes out = new LineBytes();
  private final LineTime time = new LineTime();
  private final JsonStack stack = new JsonStack(out);
  private final LinePlan plan;
  private final JsonValues values;
  private final JsonFields fields;

  LineWriter(LinePlan plan, JsonValues values) {
    this.plan = plan;
    this.values = values;
    this.fields = new JsonFields(out, values, plan);
  }

  /** Whether it was made for that plan and is worth keeping. */
  boolean isUsableFor(LinePlan wanted) {
    return plan == wanted && out.capacity() <= LineBytes.MAX_KEPT;
  }

  /** The whole line with its line feed. */
  byte[] line(ILoggingEvent event) {
    out.clear();
    fields.begin();
    out.raw('{');
    begin(event);
    Context current = Context.current();
    ContextFields context = ContextFields.from(current);
    Map<String, String> mdc = mdc(event);
    ids(current, context, mdc);
    arguments(event);
    for (Map.Entry<String, String> field : context.own().entrySet()) {
      fields.add(field.getKey(), field.getValue(), plan.contexts);
    }
    for (Map.Entry<String, String> field : mdc.entrySet()) {
      rest(field.getKey(), field.getValue());
    }
    thrown(event.getThrowableProxy());
    fields.end(event.getLevel() == Level.ERROR ? "error" : "application");
    out.raw('}');
    out.raw('\n');
    return out.toBytes();
  }

  private void begin(ILoggingEvent event) {
    byte[] lead = plan.lead(Own.TIMESTAMP);
    for (int i = 1; i < lead.length; i++) { // without its comma
      out.raw((char) lead[i]);
    }
    out.raw('"');
    out.raw(time.of(event.getTimeStamp()));
    out.raw('"');
    out.raw(plan.level(event.getLevel()));
    fields.own(Own.MESSAGE, message(event), Texts.MAX_VALUE, plan.messages);
    fields.own(Own.LOGGER, event.getLoggerName(), Texts.MAX_NAME);
    fields.own(Own.THREAD, event.getThreadName(), Texts.MAX_NAME);
    out.raw(plan.who());
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
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
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
  private void ids(Context current, ContextFields context, Map<String, String> mdc) {
    SpanContext span = Span.fromContext(current).getSpanContext();
    if (span.isValid()) {
      fields.own(Own.TRACE_ID, span.getTraceId(), MAX_ID);
      fields.own(Own.SPAN_ID, span.getSpanId(), MAX_ID);
    } else {
      fields.own(Own.TRACE_ID, mdc.get(TRACE_ID), MAX_ID, plan.contexts);
      fields.own(Own.SPAN_ID, mdc.get(SPAN_ID), MAX_ID, plan.contexts);
    }
    String request = context.requestId();
    fields.own(
        Own.REQUEST_ID, request == null ? mdc.get(REQUEST_ID) : request, MAX_ID, plan.contexts);
  }

  private void arguments(ILoggingEvent event) {
    List<KeyValuePair> pairs = event.getKeyValuePairs();
    if (pairs != null) {
      for (int i = 0; i < pairs.size(); i++) {
        KeyValuePair pair = pairs.get(i);
        fields.add(pair.key, pair.value, plan.arguments);
      }
    }
    Object[] arguments = event.getArgumentArray();
    for (int i = 0; arguments != null && i < arguments.length; i++) {
      if (arguments[i] instanceof StructuredArgument structured) {
        fields.addAll(name(structured), values.fields(structured));
      }
    }
    List<Marker> markers = event.getMarkerList();
    for (int i = 0; markers != null && i < markers.size(); i++) {
      if (markers.get(i) instanceof LogstashMarker structured) {
        fields.addAll(name(structured), values.fields(structured));
      }
    }
  }

  private static String name(Object structured) {
    return structured instanceof SingleFieldAppendingMarker single
        ? single.getFieldName()
        : "argument";
  }

  private void rest(String key, @Nullable String value) {
    boolean id = TRACE_ID.equals(key) || SPAN_ID.equals(key) || REQUEST_ID.equals(key);
    if (!id && value != null) {
      fields.add(key, value, plan.contexts);
    }
  }

  private void thrown(@Nullable IThrowableProxy thrown) {
    if (thrown == null) {
      return;
    }
    String message = StackText.message(thrown);
    String clean = message == null ? null : plan.exceptions.redact(message);
    String type = thrown.getClassName();
    fields.own(Own.EXCEPTION, clean == null ? type : type + ": " + clean, StackText.MAX);
    fields.own(Own.EXCEPTION_CLASS, type, Texts.MAX_NAME);
    fields.own(Own.EXCEPTION_MESSAGE, clean, StackText.MAX);
    fields.own(Own.EXCEPTION_AT, StackText.thrownAt(thrown), Texts.MAX_VALUE);
    byte[] lead = plan.lead(Own.STACK_TRACE);
    if (lead.length > 0) {
      out.raw(lead);
      out.raw('"');
      stack.begin();
      if (StackText.write(stack, thrown, plan.exceptions::redact)) {
        fields.cut();
      }
      out.raw('"');
    }
    causes(thrown.getCause());
  }

  private void causes(@Nullable IThrowableProxy first) {
    byte[] lead = plan.lead(Own.CAUSES);
    if (first == null || lead.length == 0) {
      return;
    }
    out.raw(lead);
    IThrowableProxy cause = first;
    for (int i = 0; i < MAX_CAUSES && cause != null; i++) {
      out.ascii(i == 0 ? "[{\"class\":" : ",{\"class\":");
      out.text(Texts.cut(cause.getClassName(), Texts.MAX_NAME));
      String message = StackText.message(cause);
      if (message != null) {
        out.ascii(",\"message\":");
        out.text(Texts.cut(plan.exceptions.redact(message), MAX_CAUSE_MESSAGE));
      }
      String at = StackText.thrownAt(cause);
      if (at != null) {
        out.ascii(",\"at\":");
        out.text(Texts.cut(at, Texts.MAX_VALUE));
      }
      out.raw('}');
      cause = cause.isCyclic() ? null : cause.getCause();
    }
    out.raw(']');
  }
}
