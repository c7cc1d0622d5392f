// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/** An activity with its own span and meters; it is its own context. */
final class MeteredActivity extends ContextLayer implements Activity {

  // Not an object of its own for each activity.
  private static final AtomicIntegerFieldUpdater<MeteredActivity> ENDED =
      AtomicIntegerFieldUpdater.newUpdater(MeteredActivity.class, "ended");

  private final ActivityMeters.Handles meters;
  private final Span span;
  private final @Nullable ActivityLine line;
  private final long startNanos;
  private volatile int ended;
  private @Nullable Scope scope;
  private volatile boolean failed;
  private volatile @Nullable Throwable cause;

  private MeteredActivity(
      ActivityMeters.Handles meters,
      Span span,
      Context base,
      @Nullable ContextFields fields,
      @Nullable ActivityLine line) {
    super(base, fields);
    this.meters = meters;
    this.span = span;
    this.line = line;
    meters.inProgress().increment();
    this.startNanos = meters.clock().getAsLong();
  }

  /** With a line, an outermost one, in whose context a tally is. */
  static MeteredActivity open(
      ActivityMeters.Handles meters,
      Span span,
      Context parent,
      MdcMirror mirror,
      @Nullable ActivityLine line) {
    ContextFields fields = ContextLayer.fieldsOf(parent);
    Context base = ContextLayer.under(parent).with(span);
    if (line != null) {
      fields = ContextFields.from(parent).withTally(line.tally());
      base = ContextLayer.USABLE ? base : base.with(fields);
    }
    MeteredActivity activity = new MeteredActivity(meters, span, base, fields, line);
    activity.scope = mirror.enter(activity.context());
    return activity;
  }

  @Override
  Activity activity() {
    return this;
  }

  @Override
  public Activity fail(@Nullable Throwable failure) {
    failed = true;
    cause = failure == null ? cause : failure;
    if (span.isRecording()) {
      SpanFailures.record(span, failure);
      span.setStatus(StatusCode.ERROR);
    }
    return this;
  }

  String name() {
    return meters.name();
  }

  @Override
  public Span span() {
    return span;
  }

  @Override
  public Context context() {
    return ContextLayer.USABLE ? this : base().with(Activities.KEY, this);
  }

  /** Closes the scope on this thread and leaves the activity running. */
  void leave() {
    Scope open = scope;
    scope = null;
    if (open != null) {
      open.close();
    }
  }

  /** Ends the activity without touching any thread's scope. */
  void end() {
    if (!ENDED.compareAndSet(this, 0, 1)) {
      return;
    }
    long nanos = meters.clock().getAsLong() - startNanos;
    meters.inProgress().decrement();
    (failed ? meters.error() : meters.success()).recordNanos(nanos, span.getSpanContext());
    span.end();
    if (line != null) {
      line.ended(meters.name(), context(), nanos, failed, cause);
    }
  }

  @Override
  public void close() {
    if (ended == 0) {
      leave();
      end();
    }
  }
}
