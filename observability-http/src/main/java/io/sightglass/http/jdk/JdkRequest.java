// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http.jdk;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsExchange;
import io.sightglass.http.HttpServerRequest;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The observer's view of a request. */
final class JdkRequest implements HttpServerRequest {

  private final HttpExchange exchange;

  JdkRequest(HttpExchange exchange) {
    this.exchange = exchange;
  }

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
  public List<String> headers(String name) {
    List<String> lines = exchange.getRequestHeaders().get(name);
    return lines == null ? List.of() : lines;
  }

  @Override
  public String scheme() {
    return exchange instanceof HttpsExchange ? "https" : "http";
  }

  @Override
  public @Nullable String protocolVersion() {
    String protocol = exchange.getProtocol();
    return protocol.startsWith("HTTP/") ? protocol.substring(5) : null;
  }

  @Override
  public @Nullable String peerAddress() {
    InetSocketAddress peer = exchange.getRemoteAddress();
    return peer == null || peer.isUnresolved() ? null : peer.getAddress().getHostAddress();
  }

  @Override
  public long size() {
    String length = header("Content-length");
    if (length == null || length.length() > 18) {
      return -1;
    }
    try {
      return Long.parseLong(length);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  @Override
  public boolean isOperational() {
    return exchange.getHttpContext().getAttributes().containsKey(JdkHttp.OPERATIONAL);
  }
}
