// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.benchmarks;

import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.instrumentation.api.semconv.http.HttpServerAttributesGetter;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the stubs for OpenTelemetry's Instrumenter. */
final class OtelGetter
    implements HttpServerAttributesGetter<StubRequest, StubResponse>, TextMapGetter<StubRequest> {

  @Override
  public String getHttpRequestMethod(StubRequest request) {
    return request.getMethod();
  }

  @Override
  public List<String> getHttpRequestHeader(StubRequest request, String name) {
    return request.all(name);
  }

  @Override
  public Integer getHttpResponseStatusCode(
      StubRequest request, StubResponse response, @Nullable Throwable error) {
    return response.getStatus();
  }

  @Override
  public List<String> getHttpResponseHeader(
      StubRequest request, StubResponse response, String name) {
    return List.of();
  }

  @Override
  public String getUrlScheme(StubRequest request) {
    return request.getScheme();
  }

  @Override
  public String getUrlPath(StubRequest request) {
    return request.getRequestURI();
  }

  @Override
  public @Nullable String getUrlQuery(StubRequest request) {
    return request.getQueryString();
  }

  @Override
  public String getNetworkProtocolName(StubRequest request, @Nullable StubResponse response) {
    return "http";
  }

  @Override
  public String getNetworkProtocolVersion(StubRequest request, @Nullable StubResponse response) {
    return "1.1";
  }

  @Override
  public String getNetworkPeerAddress(StubRequest request, @Nullable StubResponse response) {
    return request.getRemoteAddr();
  }

  @Override
  public Iterable<String> keys(StubRequest request) {
    return StubRequest.NAMES;
  }

  @Override
  public @Nullable String get(@Nullable StubRequest request, String key) {
    return request == null ? null : request.getHeader(key);
  }

  @Override
  public Iterator<String> getAll(@Nullable StubRequest request, String key) {
    return request == null ? List.<String>of().iterator() : request.all(key).iterator();
  }
}
