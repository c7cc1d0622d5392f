// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http.servlet;

import io.sightglass.http.HttpServerRequest;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The observer's view of a servlet request. */
final class ServletRequestView implements HttpServerRequest {

  private static final String OPS_SERVLET = "io.sightglass.http.servlet.OpsServlet";

  private final HttpServletRequest request;

  ServletRequestView(HttpServletRequest request) {
    this.request = request;
  }

  @Override
  public String method() {
    return request.getMethod();
  }

  @Override
  public String path() {
    return request.getRequestURI();
  }

  @Override
  public @Nullable String query() {
    return request.getQueryString();
  }

  @Override
  public @Nullable String header(String name) {
    return request.getHeader(name);
  }

  @Override
  public List<String> headers(String name) {
    Enumeration<String> lines = request.getHeaders(name);
    return lines == null || !lines.hasMoreElements() ? List.of() : Collections.list(lines);
  }

  @Override
  public String scheme() {
    return request.getScheme();
  }

  @Override
  public @Nullable String protocolVersion() {
    String protocol = request.getProtocol();
    return protocol != null && protocol.startsWith("HTTP/") ? protocol.substring(5) : null;
  }

  @Override
  public @Nullable String peerAddress() {
    return request.getRemoteAddr();
  }

  @Override
  public long size() {
    return request.getContentLengthLong();
  }

  @Override
  public boolean isOperational() {
    String servlet = request.getHttpServletMapping().getServletName();
    if (servlet == null || servlet.isEmpty()) {
      return false;
    }
    ServletRegistration registration = request.getServletContext().getServletRegistration(servlet);
    return registration != null && OPS_SERVLET.equals(registration.getClassName());
  }
}
