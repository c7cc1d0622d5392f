// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A request and its response by hand. */
final class Request implements HttpServerRequest {

  private final String method;
  private final String path;
  private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private @Nullable String peer;
  private @Nullable String query;
  private @Nullable String route;
  private int status = 200;
  private String scheme = "http";
  private @Nullable String version = "1.1";
  private long size = -1;
  private long answered = -1;

  Request(String method, String path) {
    this.method = method;
    this.path = path;
  }

  Request with(String name, String... lines) {
    headers.computeIfAbsent(name, any -> new ArrayList<>()).addAll(List.of(lines));
    return this;
  }

  Request peer(String address) {
    peer = address;
    return this;
  }

  Request queried(String text) {
    query = text;
    return this;
  }

  Request answering(int code) {
    status = code;
    return this;
  }

  Request sized(long request, long response) {
    size = request;
    answered = response;
    return this;
  }

  Request over(String itsScheme, @Nullable String itsVersion) {
    scheme = itsScheme;
    version = itsVersion;
    return this;
  }

  Request routed(String template) {
    route = template;
    return this;
  }

  @Override
  public String method() {
    return method;
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public @Nullable String query() {
    return query;
  }

  @Override
  public List<String> headers(String name) {
    return headers.getOrDefault(name, List.of());
  }

  @Override
  public String scheme() {
    return scheme;
  }

  @Override
  public @Nullable String protocolVersion() {
    return version;
  }

  @Override
  public @Nullable String peerAddress() {
    return peer;
  }

  @Override
  public long size() {
    return size;
  }

  HttpServerResponse response() {
    return new HttpServerResponse() {
      @Override
      public int status() {
        return status;
      }

      @Override
      public long size() {
        return answered;
      }

      @Override
      public @Nullable String route() {
        return route;
      }
    };
  }
}
