// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;

/** Opens activities of one app. */
final class ActivityOpener {

  private final Tracer tracer;
  private final MdcMirror mirror;
  private final ActivityLine line;
  private final boolean makesSpans;

  /** {@code makesSpans} is false where the tracer only passes on what came in. */
  ActivityOpener(Tracer tracer, MdcMirror mirror, ActivityLine line, boolean makesSpans) {
    this.tracer = tracer;
    this.mirror = mirror;
    this.line = line;
    this.makesSpans = makesSpans;
  }

  MeteredActivity open(String name, ActivityMeters.Handles meters) {
    return open(name, meters, SpanKind.INTERNAL, Context.current());
  }

  MeteredActivity open(String name, ActivityMeters.Handles meters, SpanKind kind, Context parent) {
    Span span = tracer.spanBuilder(name).setSpanKind(kind).setParent(parent).startSpan();
    return MeteredActivity.open(
        meters, span, parent, mirror, ActivityLine.isOutermost(parent) ? line : null);
  }

  /** Whether an activity opened there would leave more than measurements. */
  boolean isSeen(Context parent) {
    return makesSpans || (line.isOn() && ActivityLine.isOutermost(parent));
  }

  /** A call that was only measured has failed; if it was an outermost one, nobody else says so. */
  void failed(String name, Throwable cause) {
    if (ActivityLine.isOutermost(Context.current())) {
      line.failed(name, cause);
    }
  }

  Scope enter(Context context) {
    return mirror.enter(context);
  }
}
