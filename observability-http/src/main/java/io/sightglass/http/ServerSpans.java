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
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.sightglass.Observability;
import io.sightglass.Redactor;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Server spans by OpenTelemetry's stable HTTP conventions. Attributes are set where the span is
 * recorded, and beforehand where the caller's trace is: each one set afterwards takes the span's
 * lock. A sampler sees the name, the kind, the parent and the links, and maybe the attributes.
 */
final class ServerSpans {

  private static final String SCOPE = "io.sightglass.http";
  private static final int MAX_TEXT = 1024;

  /** A span, or one to be. */
  private interface Attributed {

    <T> void set(AttributeKey<T> key, T value);
  }

  private final Tracer tracer;
  private final boolean records;
  private final Trust trust;
  private final Redactor redactor;
  private final boolean query;
  private final Map<String, AttributeKey<List<String>>> captured;

  ServerSpans(
      TracerProvider provider,
      Trust trust,
      Redactor rules,
      boolean query,
      Map<String, AttributeKey<List<String>>> captured) {
    this.tracer = provider.get(SCOPE);
    this.records = !provider.equals(TracerProvider.noop());
    this.trust = trust;
    this.redactor = rules.at(Redactor.Place.SPAN);
    this.query = query;
    this.captured = captured;
  }

  /**
   * Whether a caller that did not sample decides that, so that no span need be built to learn it:
   * where the OpenTelemetry is the library's own and its sampler follows such a caller. A host's
   * has meters and processors of its own to satisfy, and is asked.
   */
  static boolean followsUnsampled(Observability obs) {
    return obs.ownsOpenTelemetry()
        && obs.openTelemetry() instanceof OpenTelemetrySdk sdk
        && followsUnsampled(sdk.getSdkTracerProvider().getSampler());
  }

  static boolean followsUnsampled(Sampler sampler) {
    if (sampler instanceof RateLimitedSampler) {
      return true;
    }
    // OpenTelemetry's class, whose text names what decides in this case; no getter does.
    String off = "remoteParentNotSampled:" + Sampler.alwaysOff().getDescription() + ",";
    return sampler.getClass() == Sampler.parentBased(Sampler.alwaysOn()).getClass()
        && sampler.getDescription().contains(off);
  }

  /** Whether there are spans at all. */
  boolean records() {
    return records;
  }

  /** Starts a span: in the caller's trace if the caller is trusted, else in a new, linked one. */
  Span start(
      ServerMeters.MethodSeries series,
      HttpServerRequest request,
      Context caller,
      boolean trusted) {
    SpanBuilder builder = tracer.spanBuilder(series.spanName).setSpanKind(SpanKind.SERVER);
    SpanContext remote = Span.fromContext(caller).getSpanContext();
    if (trusted) {
      builder.setParent(caller);
    } else {
      builder.setNoParent();
      if (remote.isValid()) {
        builder.addLink(remote);
      }
    }
    boolean expected = records && trusted && remote.isSampled();
    if (expected) {
      request(builder::setAttribute, series, request);
    }
    Span span = builder.startSpan();
    if (!expected && span.isRecording()) {
      request(span::setAttribute, series, request);
    }
    return span;
  }

  /** What is known of the request. */
  private void request(
      Attributed span, ServerMeters.MethodSeries series, HttpServerRequest request) {
    if (series.route.isNamed()) {
      span.set(HttpAttributes.ROUTE, series.route.route);
    }
    span.set(HttpAttributes.METHOD, series.method);
    if (series.method.equals(HttpMethods.OTHER)) {
      span.set(HttpAttributes.METHOD_ORIGINAL, capped(request.method(), 32));
    }
    span.set(HttpAttributes.PATH, capped(request.path(), MAX_TEXT));
    span.set(HttpAttributes.SCHEME, request.scheme());
    set(span, HttpAttributes.PROTOCOL_VERSION, request.protocolVersion(), 16);
    set(span, HttpAttributes.USER_AGENT, request.header("User-Agent"), 256);
    set(span, HttpAttributes.CLIENT_ADDRESS, trust.client(request), 64);
    HostPort host = HostPort.parse(request.header("Host"), request.scheme());
    if (host != null) {
      span.set(HttpAttributes.SERVER_ADDRESS, host.host());
      span.set(HttpAttributes.SERVER_PORT, (long) host.port());
    }
    String sent = query ? request.query() : null;
    if (sent != null && !sent.isEmpty()) {
      span.set(HttpAttributes.QUERY, capped(UrlQuery.redacted(sent, redactor), MAX_TEXT));
    }
    if (!captured.isEmpty()) {
      captured.forEach((name, key) -> capture(span, key, request.headers(name)));
    }
  }

  /** How it ended, and as what where that is not what its path had matched. */
  void response(
      Span span,
      ServerMeters.MethodSeries matched,
      ServerMeters.StatusSeries ended,
      @Nullable Throwable error) {
    int status = ended.status;
    if (ended.of != matched) {
      span.updateName(ended.of.spanName);
      if (ended.of.route.isNamed()) {
        span.setAttribute(HttpAttributes.ROUTE, ended.of.route.route);
      }
    }
    if (status > 0) {
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

  private static void capture(Attributed span, AttributeKey<List<String>> key, List<String> lines) {
    if (!lines.isEmpty()) {
      span.set(key, lines.stream().limit(8).map(line -> capped(line, 256)).toList());
    }
  }

  private static void set(
      Attributed span, AttributeKey<String> key, @Nullable String value, int max) {
    if (value != null) {
      span.set(key, capped(value, max));
    }
  }

  private static String capped(String value, int max) {
    return value.length() <= max ? value : value.substring(0, max);
  }
}
