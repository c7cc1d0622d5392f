// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http;

import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.sightglass.Code;
import io.sightglass.Diagnostics;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the caller's trace context. Sizes are capped before a propagator sees a header, because
 * propagators have had to learn it one by one; what is refused is counted and left out whole.
 */
final class TraceHeaders {

  static final int MAX_TRACEPARENT = 512;
  // W3C Trace Context, section 3.3.1.5: at least 512 characters, at most 32 members.
  static final int MAX_TRACESTATE = 512;
  static final int MAX_TRACESTATE_MEMBERS = 32;
  // W3C Baggage, section 3.3.2: 8192 bytes and 64 members over all lines.
  static final int MAX_BAGGAGE = 8192;
  static final int MAX_BAGGAGE_MEMBERS = 64;

  private static final String TRACEPARENT = "traceparent";
  private static final String TRACESTATE = "tracestate";
  private static final String BAGGAGE = "baggage";

  private final TextMapPropagator propagator;
  private final Diagnostics diagnostics;
  private final Getter getter = new Getter();
  private final boolean readsTraceparent;
  private final boolean readsBaggage;
  private final boolean readsW3cAlone;

  TraceHeaders(TextMapPropagator propagator, Diagnostics diagnostics) {
    this.propagator = propagator;
    this.diagnostics = diagnostics;
    this.readsTraceparent = propagator.fields().contains(TRACEPARENT);
    this.readsBaggage = propagator.fields().contains(BAGGAGE);
    this.readsW3cAlone = isW3c(propagator);
  }

  /** Whether it reads W3C's formats in W3C's way, and nothing else. */
  static boolean isW3c(TextMapPropagator propagator) {
    TextMapPropagator trace = W3CTraceContextPropagator.getInstance();
    TextMapPropagator baggage = W3CBaggagePropagator.getInstance();
    return Stream.of(
            trace,
            TextMapPropagator.composite(trace, baggage),
            TextMapPropagator.composite(baggage, trace))
        .anyMatch(known -> isSame(known, propagator));
  }

  // A composite has no equals; its class and its text say what is in it.
  private static boolean isSame(TextMapPropagator known, TextMapPropagator propagator) {
    return known.getClass() == propagator.getClass()
        && known.toString().equals(propagator.toString());
  }

  /** Whether there is anything to read. */
  boolean isActive() {
    return !propagator.fields().isEmpty();
  }

  /**
   * The request's {@code traceparent} if it is well-formed and all that is to be read, as most are.
   * It need not go through the propagator then.
   */
  @Nullable String plain(HttpServerRequest request) {
    if (!readsW3cAlone) {
      return null;
    }
    List<String> lines = request.headers(TRACEPARENT);
    boolean alone =
        lines.size() == 1
            && Traceparent.isWellFormed(lines.get(0))
            && request.headers(TRACESTATE).isEmpty()
            && (!readsBaggage || request.headers(BAGGAGE).isEmpty());
    return alone ? lines.get(0) : null;
  }

  /** The caller's context; the root where there is none that can be used. */
  Context extract(HttpServerRequest request) {
    String plain = plain(request);
    return plain == null ? propagated(request) : context(plain);
  }

  /** The context of a caller that sent that well-formed {@code traceparent}. */
  static Context context(String traceparent) {
    return Context.root().with(Span.wrap(Traceparent.caller(traceparent)));
  }

  /** The caller's context by the propagator. */
  Context propagated(HttpServerRequest request) {
    Context context = propagator.extract(Context.root(), request, getter);
    if (readsTraceparent
        && !Span.fromContext(context).getSpanContext().isValid()
        && !request.headers(TRACEPARENT).isEmpty()) {
      refuse(TRACEPARENT, "A traceparent header was refused; a new trace was started.");
    }
    return context;
  }

  private void refuse(String kind, String message) {
    diagnostics.invalid("http", kind);
    diagnostics.warn(Code.BAD_HEADER, message);
  }

  private static @Nullable String traceparent(List<String> lines) {
    if (lines.size() != 1 || lines.get(0).length() > MAX_TRACEPARENT) {
      return null;
    }
    return lines.get(0).strip();
  }

  private @Nullable String tracestate(List<String> lines) {
    String joined =
        fits(lines, MAX_TRACESTATE) ? HeaderList.join(lines, MAX_TRACESTATE_MEMBERS) : null;
    if (joined == null) {
      refuse(TRACESTATE, "A tracestate header was refused; its trace goes on without it.");
    }
    return joined;
  }

  private @Nullable String baggage(List<String> lines) {
    String joined = fits(lines, MAX_BAGGAGE) ? HeaderList.join(lines, MAX_BAGGAGE_MEMBERS) : null;
    // The propagator logs a bad escape with its stack trace, once for each request.
    if (joined == null || !HeaderList.isEscaped(joined)) {
      refuse(BAGGAGE, "A baggage header was refused; the request goes on without it.");
      return null;
    }
    return joined;
  }

  private static boolean fits(List<String> lines, int max) {
    long length = lines.size() - 1L;
    for (int i = 0; i < lines.size() && length <= max; i++) {
      length += lines.get(i).length();
    }
    return length <= max;
  }

  /** Hands capped headers to propagators. */
  private final class Getter implements TextMapGetter<HttpServerRequest> {

    @Override
    public Iterable<String> keys(HttpServerRequest request) {
      return List.of();
    }

    @Override
    public @Nullable String get(@Nullable HttpServerRequest request, String key) {
      List<String> lines = request == null ? List.of() : request.headers(key);
      if (lines.isEmpty()) {
        return null;
      }
      if (key.equalsIgnoreCase(TRACEPARENT)) {
        return traceparent(lines);
      }
      if (key.equalsIgnoreCase(TRACESTATE)) {
        return tracestate(lines);
      }
      if (key.equalsIgnoreCase(BAGGAGE)) {
        return baggage(lines);
      }
      // Headers of other formats (B3, Jaeger, X-Ray) are single and short.
      return lines.get(0).length() > MAX_TRACEPARENT ? null : lines.get(0);
    }

    @Override
    public Iterator<String> getAll(@Nullable HttpServerRequest request, String key) {
      String value = get(request, key);
      return value == null ? Collections.emptyIterator() : List.of(value).iterator();
    }
  }
}
