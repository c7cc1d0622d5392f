// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;

/** Finds activities in contexts. */
final class Activities {

  static final ContextKey<Activity> KEY = ContextKey.named("sightglass-activity");

  private Activities() {}

  /** Whether the current context is that of an activity. */
  static boolean isInside() {
    Context context = Context.current();
    return context.get(KEY) != null || Span.fromContext(context).getSpanContext().isValid();
  }

  static Activity from(Context context) {
    Activity activity = context.get(KEY);
    return activity == null ? new SpanOnlyActivity(Span.fromContext(context), context) : activity;
  }
}
