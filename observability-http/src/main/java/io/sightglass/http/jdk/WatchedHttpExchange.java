// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http.jdk;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpPrincipal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** An exchange whose response is watched; everything else goes to the server's own. */
final class WatchedHttpExchange extends HttpExchange {

  private final HttpExchange plain;
  private final ResponseWatch watch;

  WatchedHttpExchange(HttpExchange plain, ResponseWatch watch) {
    this.plain = plain;
    this.watch = watch;
  }

  @Override
  public void sendResponseHeaders(int code, long length) throws IOException {
    watch.sendHeaders(code, length);
  }

  @Override
  public OutputStream getResponseBody() {
    return watch.body();
  }

  @Override
  public void setStreams(@Nullable InputStream in, @Nullable OutputStream out) {
    watch.setStreams(in, out);
  }

  @Override
  public void close() {
    watch.close();
  }

  @Override
  public Headers getRequestHeaders() {
    return plain.getRequestHeaders();
  }

  @Override
  public Headers getResponseHeaders() {
    return plain.getResponseHeaders();
  }

  @Override
  public URI getRequestURI() {
    return plain.getRequestURI();
  }

  @Override
  public String getRequestMethod() {
    return plain.getRequestMethod();
  }

  @Override
  public HttpContext getHttpContext() {
    return plain.getHttpContext();
  }

  @Override
  public InputStream getRequestBody() {
    return plain.getRequestBody();
  }

  @Override
  public InetSocketAddress getRemoteAddress() {
    return plain.getRemoteAddress();
  }

  @Override
  public int getResponseCode() {
    return plain.getResponseCode();
  }

  @Override
  public InetSocketAddress getLocalAddress() {
    return plain.getLocalAddress();
  }

  @Override
  public String getProtocol() {
    return plain.getProtocol();
  }

  @Override
  public Object getAttribute(String name) {
    return plain.getAttribute(name);
  }

  @Override
  public void setAttribute(String name, @Nullable Object value) {
    plain.setAttribute(name, value);
  }

  @Override
  public HttpPrincipal getPrincipal() {
    return plain.getPrincipal();
  }
}
