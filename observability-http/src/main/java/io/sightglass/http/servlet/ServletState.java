// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http.servlet;

import io.sightglass.http.HttpServerExchange;
import io.sightglass.http.HttpServerResponse;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/** One request on its way through the container, over all its dispatches. */
final class ServletState implements AsyncListener, HttpServerResponse {

  private final HttpServerExchange exchange;
  private final HttpServletRequest request;
  private final CountingResponse response;
  private volatile @Nullable Throwable error;

  ServletState(HttpServerExchange exchange, HttpServletRequest request, CountingResponse response) {
    this.exchange = exchange;
    this.request = request;
    this.response = response;
  }

  HttpServerExchange exchange() {
    return exchange;
  }

  /** The chain of the first dispatch returned: the end, unless the request went asynchronous. */
  void chainReturned() {
    if (listening()) {
      exchange.leave();
    } else {
      end(null);
    }
  }

  private boolean listening() {
    try {
      if (!request.isAsyncStarted()) {
        return false;
      }
      request.getAsyncContext().addListener(this);
      return true;
    } catch (IllegalStateException e) {
      // It completed on another thread in between.
      return false;
    }
  }

  void threw(Throwable thrown) {
    if (error == null) {
      error = thrown;
    }
  }

  void end(@Nullable Throwable thrown) {
    if (thrown != null) {
      threw(thrown);
    }
    exchange.end(this, error);
  }

  @Override
  public void onComplete(AsyncEvent event) {
    end(null);
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    // The container answers it and completes the cycle.
  }

  @Override
  public void onError(AsyncEvent event) {
    if (event.getThrowable() != null) {
      threw(event.getThrowable());
    }
  }

  @Override
  public void onStartAsync(AsyncEvent event) {
    // A new cycle forgets its listeners.
    event.getAsyncContext().addListener(this);
  }

  @Override
  public int status() {
    int status = response.getStatus();
    // The container turns an exception into an answer after the filters are through.
    return error != null && status < 400 && !response.isCommitted()
        ? HttpServletResponse.SC_INTERNAL_SERVER_ERROR
        : status;
  }

  @Override
  public long size() {
    return response.size();
  }

  @Override
  public @Nullable String route() {
    if (request.getAttribute(ObservabilityFilter.ROUTE) instanceof String supplied) {
      return supplied;
    }
    return exchange.route() == null ? mapped() : null;
  }

  private @Nullable String mapped() {
    HttpServletMapping mapping = request.getHttpServletMapping();
    String pattern = mapping.getPattern();
    boolean catchesAll =
        pattern == null || pattern.isEmpty() || pattern.equals("/") || pattern.equals("/*");
    return catchesAll ? null : request.getContextPath() + pattern;
  }
}
