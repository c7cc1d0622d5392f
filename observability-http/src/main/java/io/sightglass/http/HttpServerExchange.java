// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

/**
 * One request while it is answered, from {@link HttpServerObserver#start}. Exactly one {@link #end}
 * counts, from whichever thread it comes first.
 *
 * <p>{@link #leave} belongs to the thread that started it; the rest is thread-safe. Nothing here
 * throws.
 */
public final class HttpServerExchange {

  /** Stands for a request that is not observed. */
  static final HttpServerExchange NONE = new HttpServerExchange();

  final @Nullable HttpServerObserver observer;
  final @Nullable HttpServerRequest request;
  final ServerMeters.@Nullable MethodSeries series;
  final long startNanos;
  Context context = Context.root();
  @Nullable Span span;
  @Nullable String requestId;
  private @Nullable Scope scope;
  private @Nullable Thread owner;
  private boolean ended;

  private HttpServerExchange() {
    observer = null;
    request = null;
    series = null;
    startNanos = 0;
    ended = true;
  }

  HttpServerExchange(
      HttpServerObserver observer, HttpServerRequest request, ServerMeters.MethodSeries series) {
    this.observer = observer;
    this.request = request;
    this.series = series;
    this.startNanos = System.nanoTime();
  }

  /**
   * The id of the request, to be returned in the header {@link
   * HttpServerObserver#requestIdHeader()} before the app answers; null where ids are off.
   */
  public @Nullable String requestId() {
    return requestId;
  }

  /** The request's context, to continue it on another thread. */
  public Context context() {
    return context;
  }

  /** Whether the request is measured at all; the library's own endpoints are not. */
  public boolean isObserved() {
    return observer != null;
  }

  /** The declared route whose template matched; null if none did. */
  public @Nullable String route() {
    return series != null && series.route.isNamed() ? series.route.route : null;
  }

  /**
   * Makes the request's context current on this thread, for work that goes on there. Close it on
   * the same thread; it does not end the request.
   */
  public Scope enter() {
    return observer == null || isHere() ? Scope.noop() : observer.enter(context);
  }

  /**
   * Takes the request's context off this thread. For a request that is answered later: the thread
   * that started it leaves, and {@link #end} comes from another. Does nothing on other threads.
   */
  public void leave() {
    if (scope != null && isOwner()) {
      Scope open = scope;
      scope = null;
      open.close();
    }
  }

  /**
   * Ends it: counts, times, writes the line, ends the span, leaves this thread. Further calls only
   * leave.
   *
   * @param error what the app threw, or null
   */
  public void end(HttpServerResponse response, @Nullable Throwable error) {
    if (observer == null) {
      return;
    }
    // A lock, not a CAS: it costs nothing where the JIT sees that the object stays on one thread.
    synchronized (this) {
      if (ended) {
        leave();
        return;
      }
      ended = true;
    }
    observer.finish(this, response, error);
  }

  SpanContext spanContext() {
    return span == null ? SpanContext.getInvalid() : span.getSpanContext();
  }

  void opened(Scope opened) {
    scope = opened;
    owner = Thread.currentThread();
  }

  /** Whether the context is current because this thread opened it. */
  boolean isHere() {
    return scope != null && isOwner();
  }

  @SuppressWarnings("ReferenceEquality") // a thread has no other equality
  private boolean isOwner() {
    return Thread.currentThread() == owner;
  }
}
