// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.slf4j.helpers.NOPMDCAdapter;

/**
 * Makes a context current and copies its ids and fields to SLF4J's MDC, for encoders that read
 * nothing else. On close the MDC holds again what it held before.
 */
final class MdcMirror {

  private static final String TRACE_ID = "trace_id";
  private static final String SPAN_ID = "span_id";

  private final boolean decides;
  private volatile boolean on;

  /** As {@code sightglass.logs.mdc} says: {@code true}, {@code false}, or else where it is read. */
  MdcMirror(String wanted) {
    boolean able = !(MDC.getMDCAdapter() instanceof NOPMDCAdapter);
    this.decides = able && wanted.equals("auto");
    this.on = able && !wanted.equals("false");
  }

  /** Whether lines have ids and fields without the MDC. */
  void linesReadContext(boolean all) {
    if (decides) {
      on = !all;
    }
  }

  @SuppressWarnings("MustBeClosedChecker") // the caller closes it, inside Mirrored or by itself
  Scope enter(Context context) {
    if (!on) {
      return current(context);
    }
    // Read before anything is current: a context that cannot be read leaves nothing behind.
    ContextFields fields = ContextFields.from(context);
    SpanContext span = Span.fromContext(context).getSpanContext();
    return new Mirrored(fields, span, current(context));
  }

  @SuppressWarnings("MustBeClosedChecker") // as above
  private static Scope current(Context context) {
    Scope scope = context.makeCurrent();
    return scope == null ? Scope.noop() : scope;
  }

  private static final class Mirrored implements Scope {

    private final Scope scope;
    private final @Nullable String traceBefore;
    private final @Nullable String spanBefore;
    private final @Nullable String requestBefore;
    private final @Nullable Map<String, @Nullable String> ownBefore;

    Mirrored(ContextFields fields, SpanContext span, Scope scope) {
      this.scope = scope;
      traceBefore = swap(TRACE_ID, span.isValid() ? span.getTraceId() : null);
      spanBefore = swap(SPAN_ID, span.isValid() ? span.getSpanId() : null);
      requestBefore = swap(ContextFields.REQUEST_ID, fields.requestId());
      ownBefore = fields.own().isEmpty() ? null : swapAll(fields.own());
    }

    @Override
    public void close() {
      scope.close();
      put(TRACE_ID, traceBefore);
      put(SPAN_ID, spanBefore);
      put(ContextFields.REQUEST_ID, requestBefore);
      if (ownBefore != null) {
        ownBefore.forEach(Mirrored::put);
      }
    }

    private static Map<String, @Nullable String> swapAll(Map<String, String> own) {
      Map<String, @Nullable String> before = new LinkedHashMap<>();
      own.forEach((key, value) -> before.put(key, swap(key, value)));
      return before;
    }

    private static @Nullable String swap(String key, @Nullable String value) {
      String before = MDC.get(key);
      if (value == null) {
        if (before != null) {
          MDC.remove(key);
        }
      } else if (!value.equals(before)) {
        MDC.put(key, value);
      }
      return before;
    }

    private static void put(String key, @Nullable String value) {
      if (value == null) {
        MDC.remove(key);
      } else {
        MDC.put(key, value);
      }
    }
  }
}
