// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One outgoing request, from {@link HttpClientObserver#start}. Exactly one {@link #end} counts.
 * Nothing is made current, so it may end on any thread.
 *
 * <p>Thread-safe. Nothing here throws.
 */
public final class HttpClientExchange {

  /** Stands for a request that could not be observed. */
  static final HttpClientExchange NONE =
      new HttpClientExchange(null, "", "", Span.getInvalid(), Context.root());

  final String method;
  final String host;
  final Span span;
  final long startNanos = System.nanoTime();
  private final @Nullable HttpClientObserver observer;
  private final Context context;
  private final AtomicBoolean ended = new AtomicBoolean();

  HttpClientExchange(
      @Nullable HttpClientObserver observer,
      String method,
      String host,
      Span span,
      Context context) {
    this.observer = observer;
    this.method = method;
    this.host = host;
    this.span = span;
    this.context = context;
  }

  /** The request's context, with its span. */
  public Context context() {
    return context;
  }

  /** Hands over the headers that carry the trace, as names and values; none to some hosts. */
  public void inject(BiConsumer<String, String> headers) {
    if (observer != null) {
      observer.inject(this, headers);
    }
  }

  /**
   * Ends it. Further calls do nothing.
   *
   * @param status the status received; 0 for none, counted as {@code _other}
   * @param error what was thrown, or null
   */
  public void end(int status, @Nullable Throwable error) {
    if (observer != null && ended.compareAndSet(false, true)) {
      observer.finish(this, status, error);
    }
  }
}
