// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A {@code traceparent} of version 00 (W3C Trace Context, section 3.2), read in place: {@code
 * 00-<32 hexadecimal digits>-<16 of them>-<2 of them>}.
 */
final class Traceparent {

  private static final int LENGTH = 55;
  private static final int TRACE = 3;
  private static final int SPAN = 36;
  private static final int FLAGS = 53;

  private Traceparent() {}

  /** Whether it is well-formed. Anything that is not may still be of a later version. */
  static boolean isWellFormed(String text) {
    return text.length() == LENGTH
        && text.startsWith("00-")
        && text.charAt(SPAN - 1) == '-'
        && text.charAt(FLAGS - 1) == '-'
        && isId(text, TRACE, SPAN - 1)
        && isId(text, SPAN, FLAGS - 1)
        && isHex(text.charAt(FLAGS))
        && isHex(text.charAt(FLAGS + 1));
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

  /** What a well-formed one says. */
  static SpanContext caller(String text) {
    return SpanContext.createFromRemoteParent(
        traceId(text),
        text.substring(SPAN, FLAGS - 1),
        TraceFlags.fromHex(text, FLAGS),
        TraceState.getDefault());
  }

  /** Whether a well-formed one says that the caller sampled. */
  static boolean isSampled(String text) {
    return TraceFlags.fromHex(text, FLAGS).isSampled();
  }

  /** A span in the trace of a well-formed one, which records nothing. */
  static Span unrecorded(String text) {
    boolean random = TraceFlags.fromHex(text, FLAGS).isTraceIdRandom();
    return Span.wrap(
        SpanContext.create(
            traceId(text),
            SpanId.fromLong(ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE)),
            TraceFlags.builder().setRandomTraceId(random).build(),
            TraceState.getDefault()));
  }

  private static String traceId(String text) {
    return text.substring(TRACE, SPAN - 1);
  }
}
