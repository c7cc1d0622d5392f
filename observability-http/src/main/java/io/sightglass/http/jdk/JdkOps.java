// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http.jdk;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sightglass.endpoint.OpsEndpoints;
import io.sightglass.endpoint.OpsRequest;
import io.sightglass.endpoint.OpsResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The operational endpoints on the app's own JDK server. They share its threads: a slow caller of
 * the app can then delay its probes, which a port of their own ({@code ObservabilityServer}) rules
 * out.
 *
 * <pre>{@code
 * JdkOps.mount(app, OpsEndpoints.builder(obs).prefix("/observability").add(health).build());
 * }</pre>
 */
public final class JdkOps {

  private JdkOps() {}

  /**
   * Makes one context for each path. The app must have none there: some JDKs refuse a second
   * context, others let the first one answer.
   *
   * @return the contexts, in the order of the paths, to set an authenticator or a filter on
   */
  public static List<HttpContext> mount(HttpServer server, OpsEndpoints endpoints) {
    Objects.requireNonNull(server, "server");
    return endpoints.paths().stream().map(path -> mount(server, endpoints, path)).toList();
  }

  private static HttpContext mount(HttpServer server, OpsEndpoints endpoints, String path) {
    HttpContext context = server.createContext(path, exchange -> answer(endpoints, exchange));
    context.getAttributes().put(JdkHttp.OPERATIONAL, true);
    return context;
  }

  private static void answer(OpsEndpoints endpoints, HttpExchange exchange) throws IOException {
    try (exchange) {
      OpsResponse answer = endpoints.answer(new Request(exchange));
      Headers headers = exchange.getResponseHeaders();
      answer.headers().forEach(headers::set);
      boolean head = exchange.getRequestMethod().equals("HEAD");
      if (head) {
        // This server takes the length of an answer without a body from the field alone.
        headers.set("Content-Length", Long.toString(answer.length()));
      }
      boolean empty = head || answer.length() == 0;
      exchange.sendResponseHeaders(answer.status(), empty ? -1 : answer.length());
      if (!empty) {
        answer.writeTo(exchange.getResponseBody());
      }
    }
  }

  private record Request(HttpExchange exchange) implements OpsRequest {

    @Override
    public String method() {
      return exchange.getRequestMethod();
    }

    @Override
    public String path() {
      String path = exchange.getRequestURI().getRawPath();
      return path == null ? "" : path;
    }

    @Override
    public @Nullable String query() {
      return exchange.getRequestURI().getRawQuery();
    }

    @Override
    public @Nullable String peer() {
      InetAddress address = exchange.getRemoteAddress().getAddress();
      return address == null ? null : address.getHostAddress();
    }

    @Override
    public List<String> headers(String name) {
      List<String> values = exchange.getRequestHeaders().get(name);
      return values == null ? List.of() : values;
    }
  }
}
