// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;

/** A view of a span that something else opened and will close. */
final class SpanOnlyActivity implements Activity {

  private final Span span;
  private final Context context;

  SpanOnlyActivity(Span span, Context context) {
    this.span = span;
    this.context = context;
  }

  @Override
  public Activity set(String key, String value) {
    span.setAttribute(key, value);
    return this;
  }

  @Override
  public Activity set(String key, long value) {
    span.setAttribute(key, value);
    return this;
  }

  @Override
  public Activity set(String key, double value) {
    span.setAttribute(key, value);
    return this;
  }

  @Override
  public Activity set(String key, boolean value) {
    span.setAttribute(key, value);
    return this;
  }

  @Override
  public Activity fail(Throwable failure) {
    span.recordException(failure);
    return this;
  }

  @Override
  public Span span() {
    return span;
  }

  @Override
  public Context context() {
    return context;
  }

  @Override
  public void close() {}
}
