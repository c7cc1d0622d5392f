// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import org.jspecify.annotations.Nullable;

/** Finds activities in contexts. */
final class Activities {

  static final ContextKey<Activity> KEY = ContextKey.named("sightglass-activity");

  private Activities() {}

  static Activity from(Context context) {
    Activity activity = context.get(KEY);
    return activity == null ? new SpanOnlyActivity(Span.fromContext(context), context) : activity;
  }

  /** What the innermost activity is called; null outside any. */
  static @Nullable String nameOf(Context context) {
    return context.get(KEY) instanceof MeteredActivity activity ? activity.name() : null;
  }
}
