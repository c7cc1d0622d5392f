// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http.jdk;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsExchange;
import io.sightglass.Observability;
import io.sightglass.http.HttpServerExchange;
import io.sightglass.http.HttpServerObserver;
import java.io.IOException;
import java.util.Objects;

/**
 * Observes contexts of the JDK's own server.
 *
 * <pre>{@code
 * var server = HttpServer.create(new InetSocketAddress(8080), 0);
 * server.createContext("/invoices", handler)
 *     .getFilters().add(JdkHttp.observe(obs, "/invoices", "/invoices/{id}"));
 * }</pre>
 *
 * <p>Templates are compared with whole paths, because that server picks a context by the beginning
 * of the path: {@code /invoicesX} would be counted as {@code _unmatched}.
 *
 * <p>A request ends when its handler has returned and its response is complete, whichever comes
 * last; a handler may answer later and from another thread. A handler that throws is counted as 500
 * unless it had sent a status, and its exception goes on as it is.
 */
public final class JdkHttp {

  /** Marks a context of the library's own endpoints, in {@code HttpContext.getAttributes()}. */
  public static final String OPERATIONAL = "io.sightglass.operational";

  private JdkHttp() {}

  /**
   * A filter that observes what passes through it; add it first.
   *
   * @param routes templates of whole paths, such as {@code /invoices/{id}}
   * @throws IllegalArgumentException for a template that cannot be used
   */
  public static Filter observe(Observability obs, String... routes) {
    return observe(HttpServerObserver.of(obs, routes));
  }

  /** A filter over an observer built by hand. */
  public static Filter observe(HttpServerObserver observer) {
    return new ObservingFilter(Objects.requireNonNull(observer, "observer"));
  }

  private static final class ObservingFilter extends Filter {

    private final HttpServerObserver observer;
    private final Abandoned abandoned = new Abandoned();

    ObservingFilter(HttpServerObserver observer) {
      this.observer = observer;
    }

    @Override
    public String description() {
      return "Sightglass: counts, times and traces requests";
    }

    @Override
    public void doFilter(HttpExchange plain, Chain chain) throws IOException {
      abandoned.end();
      JdkRequest request = new JdkRequest(plain);
      HttpServerExchange exchange = observer.start(request);
      if (!exchange.isObserved()) {
        chain.doFilter(plain);
        return;
      }
      ResponseState state = new ResponseState(exchange, request.method().equals("HEAD"));
      ResponseWatch watch = new ResponseWatch(plain, state);
      try {
        if (exchange.requestId() != null) {
          plain.getResponseHeaders().set(observer.requestIdHeader(), exchange.requestId());
        }
        chain.doFilter(watched(plain, watch));
      } catch (Throwable e) {
        state.failed(e);
        throw e;
      }
      if (state.handlerReturned()) {
        abandoned.add(watch, state);
      }
    }

    private static HttpExchange watched(HttpExchange plain, ResponseWatch watch) {
      return plain instanceof HttpsExchange secure
          ? new WatchedHttpsExchange(secure, watch)
          : new WatchedHttpExchange(plain, watch);
    }
  }
}
