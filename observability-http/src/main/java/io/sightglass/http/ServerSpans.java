// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Server spans by OpenTelemetry's stable HTTP conventions. Attributes are set on recording spans
 * only; a sampler sees the name, the kind, the parent and the links.
 */
final class ServerSpans {

  private static final int MAX_TEXT = 1024;

  private final Tracer tracer;
  private final Trust trust;
  private final boolean query;
  private final Map<String, AttributeKey<List<String>>> captured;

  ServerSpans(
      Tracer tracer, Trust trust, boolean query, Map<String, AttributeKey<List<String>>> captured) {
    this.tracer = tracer;
    this.trust = trust;
    this.query = query;
    this.captured = captured;
  }

  /** Starts a span: in the caller's trace if the caller is trusted, else in a new, linked one. */
  Span start(String name, Context caller, boolean trusted) {
    SpanBuilder builder = tracer.spanBuilder(name).setSpanKind(SpanKind.SERVER);
    if (trusted) {
      return builder.setParent(caller).startSpan();
    }
    SpanContext remote = Span.fromContext(caller).getSpanContext();
    builder.setNoParent();
    if (remote.isValid()) {
      builder.addLink(remote);
    }
    return builder.startSpan();
  }

  /** What is known of the request. */
  void request(Span span, ServerMeters.MethodSeries series, HttpServerRequest request) {
    span.setAttribute(HttpAttributes.METHOD, series.method);
    if (series.method.equals(HttpMethods.OTHER)) {
      span.setAttribute(HttpAttributes.METHOD_ORIGINAL, capped(request.method(), 32));
    }
    span.setAttribute(HttpAttributes.PATH, capped(request.path(), MAX_TEXT));
    span.setAttribute(HttpAttributes.SCHEME, request.scheme());
    set(span, HttpAttributes.PROTOCOL_VERSION, request.protocolVersion(), 16);
    set(span, HttpAttributes.USER_AGENT, request.header("User-Agent"), 256);
    set(span, HttpAttributes.CLIENT_ADDRESS, client(request), 64);
    HostPort host = HostPort.parse(request.header("Host"), request.scheme());
    if (host != null) {
      span.setAttribute(HttpAttributes.SERVER_ADDRESS, host.host());
      span.setAttribute(HttpAttributes.SERVER_PORT, host.port());
    }
    String sent = query ? request.query() : null;
    if (sent != null && !sent.isEmpty()) {
      span.setAttribute(HttpAttributes.QUERY, capped(UrlQuery.redacted(sent), MAX_TEXT));
    }
    captured.forEach((name, key) -> capture(span, key, request.headers(name)));
  }

  /** How it ended; {@code ended} is null where that could not be read. */
  void response(
      Span span,
      ServerMeters.MethodSeries series,
      ServerMeters.@Nullable StatusSeries ended,
      @Nullable Throwable error) {
    int status = ended == null ? 0 : ended.status;
    if (series.route.isNamed()) {
      span.setAttribute(HttpAttributes.ROUTE, series.route.route);
    }
    if (ended != null && status > 0) {
      span.setAttribute(HttpAttributes.STATUS, ended.boxedStatus);
    }
    // A 4xx is the caller's mistake and no error of a server.
    if (error != null || status >= 500) {
      span.setStatus(StatusCode.ERROR);
      span.setAttribute(
          HttpAttributes.ERROR_TYPE,
          error != null ? Failures.type(error) : Integer.toString(status));
    }
    if (error != null && Failures.isPrintable(error)) {
      span.recordException(error);
    }
  }

  /** The address of the client: what a trusted proxy says it is, else the peer. */
  private @Nullable String client(HttpServerRequest request) {
    String address = request.peerAddress();
    if (!trust.isProxy(address)) {
      return address;
    }
    String forwarded = HeaderList.join(request.headers("X-Forwarded-For"), 64);
    String[] hops = forwarded == null ? new String[0] : forwarded.split(",", -1);
    // From the right: each hop was written by the proxy after it.
    for (int i = hops.length - 1; i >= 0 && trust.isProxy(address); i--) {
      String hop = hops[i].strip();
      if (hop.length() > 64 || Networks.address(hop) == null) {
        break;
      }
      address = hop;
    }
    return address;
  }

  private static void capture(Span span, AttributeKey<List<String>> key, List<String> lines) {
    if (!lines.isEmpty()) {
      span.setAttribute(key, lines.stream().limit(8).map(line -> capped(line, 256)).toList());
    }
  }

  private static void set(Span span, AttributeKey<String> key, @Nullable String value, int max) {
    if (value != null) {
      span.setAttribute(key, capped(value, max));
    }
  }

  private static String capped(String value, int max) {
    return value.length() <= max ? value : value.substring(0, max);
  }
}
