// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http.servlet;

import io.opentelemetry.context.Scope;
import io.sightglass.Observability;
import io.sightglass.http.HttpServerExchange;
import io.sightglass.http.HttpServerObserver;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Observes what a servlet container answers; the outermost filter of the app.
 *
 * <pre>{@code
 * ObservabilityFilter.addTo(servletContext, obs, "/invoices", "/invoices/{id}");
 * }</pre>
 *
 * <p>The route is, in this order: the request attribute {@value #ROUTE}, which a framework may set;
 * the declared template that matches the whole path, context path included; the pattern the servlet
 * is mapped to; {@code _unmatched}.
 *
 * <p>A request ends when its chain has returned or, if it went asynchronous, when its asynchronous
 * cycle completes. Forwards, includes, asynchronous and error dispatches belong to the request they
 * come from. Registered by hand, it must support asynchronous requests, for the dispatcher types
 * REQUEST, ASYNC and ERROR.
 */
public final class ObservabilityFilter implements Filter {

  /** The request attribute for the template of the route that served the request. */
  public static final String ROUTE = "io.sightglass.http.route";

  private static final String STATE = "io.sightglass.http.state";

  private final HttpServerObserver observer;

  private ObservabilityFilter(HttpServerObserver observer) {
    this.observer = Objects.requireNonNull(observer, "observer");
  }

  /**
   * A filter with the settings in force.
   *
   * @param routes templates of whole paths, such as {@code /invoices/{id}}
   * @throws IllegalArgumentException for a template that cannot be used
   */
  public static ObservabilityFilter of(Observability obs, String... routes) {
    return of(HttpServerObserver.of(obs, routes));
  }

  /** A filter over an observer built by hand. */
  public static ObservabilityFilter of(HttpServerObserver observer) {
    return new ObservabilityFilter(observer);
  }

  /**
   * Registers a filter in front of all others, for every path and the dispatcher types it needs.
   *
   * @throws IllegalStateException if it has been registered there before
   */
  public static void addTo(ServletContext context, Observability obs, String... routes) {
    FilterRegistration.@Nullable Dynamic registration =
        context.addFilter("sightglass", of(obs, routes));
    if (registration == null) {
      throw new IllegalStateException("the context has a filter named 'sightglass' already");
    }
    registration.setAsyncSupported(true);
    registration.addMappingForUrlPatterns(
        EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR),
        false,
        "/*");
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!(request instanceof HttpServletRequest http)
        || !(response instanceof HttpServletResponse answer)) {
      chain.doFilter(request, response);
    } else if (http.getAttribute(STATE) instanceof ServletState state) {
      again(state, http, answer, chain);
    } else {
      first(http, answer, chain);
    }
  }

  private void first(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServerExchange exchange = observer.start(new ServletRequestView(request));
    if (!exchange.isObserved()) {
      chain.doFilter(request, response);
      return;
    }
    CountingResponse counted = new CountingResponse(response);
    ServletState state = new ServletState(exchange, request, counted);
    try {
      request.setAttribute(STATE, state);
      if (exchange.requestId() != null) {
        response.setHeader(observer.requestIdHeader(), exchange.requestId());
      }
      chain.doFilter(request, counted);
    } catch (Throwable e) {
      state.end(e);
      throw e;
    }
    state.chainReturned();
  }

  /** A dispatch of a request that is being observed: it gets the context and no second count. */
  private static void again(
      ServletState state,
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain)
      throws IOException, ServletException {
    Scope scope = state.exchange().enter();
    try {
      chain.doFilter(request, response);
    } catch (Throwable e) {
      state.threw(e);
      throw e;
    } finally {
      scope.close();
    }
  }
}
