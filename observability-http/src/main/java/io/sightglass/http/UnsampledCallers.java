// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http;

import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.sightglass.Observability;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The most frequent case of a traced server in one step: the caller sent a plain {@code
 * traceparent} and did not sample. Its span records nothing, and making it the usual way, through
 * the propagator, a span builder and the sampler, costs two thirds of such a request's bytes.
 *
 * <p>Only where nothing else could come of it: the OpenTelemetry is the library's own, reads W3C's
 * formats alone, and its sampler follows a caller that did not sample. Any other header takes the
 * usual way too.
 */
final class UnsampledCallers {

  // 00-<32 hexadecimal digits>-<16 of them>-<2 of them>
  private static final int LENGTH = 55;
  private static final int TRACE = 3;
  private static final int SPAN = 36;
  private static final int FLAGS = 53;
  private static final int SAMPLED = 1;
  private static final int RANDOM = 2;

  private final boolean usable;
  private final boolean readsBaggage;

  private UnsampledCallers(boolean usable, boolean readsBaggage) {
    this.usable = usable;
    this.readsBaggage = readsBaggage;
  }

  static UnsampledCallers of(Observability obs) {
    if (!obs.ownsOpenTelemetry() || !(obs.openTelemetry() instanceof OpenTelemetrySdk sdk)) {
      return new UnsampledCallers(false, false);
    }
    TextMapPropagator propagator = sdk.getPropagators().getTextMapPropagator();
    boolean usable = isW3c(propagator) && follows(sdk.getSdkTracerProvider().getSampler());
    return new UnsampledCallers(usable, propagator.fields().contains("baggage"));
  }

  /** Whether it reads nothing but W3C's formats, in W3C's way. */
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

  /** Whether that sampler drops whatever a remote caller did not sample. */
  static boolean follows(Sampler sampler) {
    if (sampler instanceof RateLimitedSampler) {
      return true;
    }
    // OpenTelemetry's class, whose text names what decides in this case; no getter does.
    return sampler.getClass() == Sampler.parentBased(Sampler.alwaysOn()).getClass()
        && sampler
            .getDescription()
            .contains("remoteParentNotSampled:" + Sampler.alwaysOff().getDescription() + ",");
  }

  /** The span of that request; null where the usual way has to be taken. */
  @Nullable Span span(HttpServerRequest request) {
    if (!usable) {
      return null;
    }
    List<String> lines = request.headers("traceparent");
    if (lines.size() != 1
        || !isUnsampled(lines.get(0))
        || !request.headers("tracestate").isEmpty()
        || (readsBaggage && !request.headers("baggage").isEmpty())) {
      return null;
    }
    String traceparent = lines.get(0);
    SpanContext context =
        SpanContext.create(
            traceparent.substring(TRACE, SPAN - 1),
            SpanId.fromLong(nonZero()),
            TraceFlags.fromByte((byte) (flags(traceparent) & RANDOM)),
            TraceState.getDefault());
    return context.isValid() ? Span.wrap(context) : null;
  }

  /** Whether it is of version 00, well-formed, and says that the caller did not sample. */
  private static boolean isUnsampled(String traceparent) {
    return traceparent.length() == LENGTH
        && traceparent.startsWith("00-")
        && traceparent.charAt(SPAN - 1) == '-'
        && traceparent.charAt(FLAGS - 1) == '-'
        && isId(traceparent, TRACE, SPAN - 1)
        && isId(traceparent, SPAN, FLAGS - 1)
        && isHex(traceparent.charAt(FLAGS))
        && isHex(traceparent.charAt(FLAGS + 1))
        && (flags(traceparent) & SAMPLED) == 0;
  }

  private static boolean isId(String text, int from, int to) {
    boolean zero = true;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (!isHex(c)) {
        return false;
      }
      zero &= c == '0';
    }
    return !zero;
  }

  private static boolean isHex(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  }

  private static int flags(String traceparent) {
    // The digits after the last '-'; the first one has no flag that is known.
    return Character.digit(traceparent.charAt(FLAGS + 1), 16);
  }

  private static long nonZero() {
    long id = ThreadLocalRandom.current().nextLong();
    return id == 0 ? 1 : id;
  }
}
