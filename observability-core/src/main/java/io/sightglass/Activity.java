// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;

/**
 * An interval: its duration, its span and its context, opened and closed together.
 *
 * <pre>{@code
 * try (Activity activity = obs.activity("invoice.render")) {
 *   activity.set("invoice.pages", 3);
 *   return render(invoice);
 * }
 * }</pre>
 *
 * <p>{@code obs.activity("invoice.render")} makes {@code invoice_render_duration_seconds{outcome}}
 * and {@code invoice_render_in_progress}. Opened and closed on one thread; attributes may be set
 * from any. Nothing here throws. {@link Observability#call} also notes how the work ended.
 */
public interface Activity extends AutoCloseable {

  /** The innermost activity of the current context; one that does nothing outside any. */
  static Activity current() {
    return Activities.from(Context.current());
  }

  /** Sets an attribute of the span. */
  default Activity set(String key, String value) {
    span().setAttribute(key, value);
    return this;
  }

  /** Sets an attribute of the span. */
  default Activity set(String key, long value) {
    span().setAttribute(key, value);
    return this;
  }

  /** Sets an attribute of the span. */
  default Activity set(String key, double value) {
    span().setAttribute(key, value);
    return this;
  }

  /** Sets an attribute of the span. */
  default Activity set(String key, boolean value) {
    span().setAttribute(key, value);
    return this;
  }

  /**
   * Sets an attribute of the span by a key that the code holds as a constant, which costs no object
   * for each call.
   */
  default <T> Activity set(AttributeKey<T> key, T value) {
    try {
      span().setAttribute(key, value);
    } catch (Throwable keyOfTheirs) {
      // A key of somebody's own making: as good as none.
    }
    return this;
  }

  /** Notes that the work failed: the outcome is {@code error} and the span records the failure. */
  Activity fail(Throwable failure);

  /** The span; never null, not recording where tracing is off or the trace is not sampled. */
  Span span();

  /** The span's context, for links and exemplars. */
  default SpanContext spanContext() {
    return span().getSpanContext();
  }

  /** The context with this activity in it, to hand to work on another thread. */
  Context context();

  /** Ends it. Further calls do nothing. */
  @Override
  void close();
}
