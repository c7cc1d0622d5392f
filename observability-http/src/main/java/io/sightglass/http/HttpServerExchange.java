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

  @Nullable HttpServerObserver observer;
  @Nullable HttpServerRequest request;
  ServerMeters.@Nullable MethodSeries series;
  long startNanos;
  Context context = Context.root();
  @Nullable Span span;
  @Nullable String requestId;
  private @Nullable Scope scope;
  private @Nullable Thread owner;
  private boolean ended = true;

  HttpServerExchange() {}

  /**
   * Whether it has ended and left its thread, so that it can serve another request. Asked and begun
   * without the lock by the one who alone holds it; for anybody else it has not ended.
   */
  boolean isFree() {
    return ended && scope == null && this != NONE;
  }

  void begin(HttpServerObserver by, HttpServerRequest view, ServerMeters.MethodSeries matched) {
    observer = by;
    request = view;
    series = matched;
    context = Context.root();
    span = null;
    requestId = null;
    ended = false;
    startNanos = System.nanoTime();
  }

  /** Nothing came of it: it stands for a request that is not observed. */
  void forget() {
    observer = null;
    ended = true;
    leave();
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
    if (scope != null && Thread.currentThread().equals(owner)) {
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
    HttpServerObserver by = observer;
    if (by == null) {
      return;
    }
    if (isFirstEnd()) {
      by.finish(this, response, error);
    } else {
      leave();
    }
  }

  /** A lock, not a CAS: the JIT drops it where it sees that the object stays on one thread. */
  private synchronized boolean isFirstEnd() {
    boolean first = !ended;
    ended = true;
    return first;
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
    return scope != null && Thread.currentThread().equals(owner);
  }
}
