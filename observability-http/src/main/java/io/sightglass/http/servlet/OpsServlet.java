// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http.servlet;

import io.sightglass.endpoint.OpsEndpoints;
import io.sightglass.endpoint.OpsRequest;
import io.sightglass.endpoint.OpsResponse;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The operational endpoints in the app's own servlet container. The prefix is the mapping's, not
 * the endpoints':
 *
 * <pre>{@code
 * context.addServlet("ops", OpsServlet.of(OpsEndpoints.of(obs, health)))
 *     .addMapping("/observability/*");             // /observability/health, /observability/metrics …
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class OpsServlet extends HttpServlet {

  private static final long serialVersionUID = 1;

  private final transient OpsEndpoints endpoints;

  private OpsServlet(OpsEndpoints endpoints) {
    this.endpoints = Objects.requireNonNull(endpoints, "endpoints");
  }

  /** A servlet over those endpoints, which have no prefix of their own. */
  public static OpsServlet of(OpsEndpoints endpoints) {
    return new OpsServlet(endpoints);
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    OpsResponse answer = endpoints.answer(new Request(request));
    response.setStatus(answer.status());
    answer.headers().forEach(response::setHeader);
    response.setContentLengthLong(answer.length());
    answer.writeTo(response.getOutputStream());
  }

  private record Request(HttpServletRequest request) implements OpsRequest {

    @Override
    public String method() {
      return request.getMethod();
    }

    @Override
    public String path() {
      String below = request.getPathInfo();
      return below == null ? request.getServletPath() : below;
    }

    @Override
    public @Nullable String query() {
      return request.getQueryString();
    }

    @Override
    public String peer() {
      return request.getRemoteAddr();
    }

    @Override
    public List<String> headers(String name) {
      return Collections.list(request.getHeaders(name));
    }
  }
}
