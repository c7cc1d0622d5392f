// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/** A view of a span that something else opened and will close. */
final class SpanOnlyActivity implements Activity {

  /** Stands for an activity where all is off; its context is whatever is current. */
  static final Activity NOTHING = new SpanOnlyActivity(Span.getInvalid(), null);

  private final Span span;
  private final @Nullable Context context;

  SpanOnlyActivity(Span span, @Nullable Context context) {
    this.span = span;
    this.context = context;
  }

  @Override
  public Activity fail(@Nullable Throwable failure) {
    if (span.isRecording()) {
      SpanFailures.record(span, failure);
    }
    return this;
  }

  @Override
  public Span span() {
    return span;
  }

  @Override
  public Context context() {
    return context == null ? Context.current() : context;
  }

  @Override
  public void close() {}
}
