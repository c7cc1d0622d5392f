// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.sightglass.Diagnostics;
import io.sightglass.Observability;
import io.sightglass.catalogue.LabelSpec;
import io.sightglass.config.Setting;
import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Observes requests that the app sends: rate, errors and duration by host, a span, and the trace
 * context for the other side. The JDK's client has an adapter; any other client needs three calls.
 *
 * <pre>{@code
 * var observer = HttpClientObserver.of(obs);
 *
 * HttpClientExchange exchange = observer.start("GET", uri);
 * exchange.inject(request::setHeader);
 * try {
 *   Response response = client.send(request);
 *   exchange.end(response.status(), null);
 * } catch (Throwable e) {
 *   exchange.end(0, e);
 *   throw e;
 * }
 * }</pre>
 *
 * <p>Trace context goes to every host, or, where {@code sightglass.http.propagate-to} lists hosts,
 * to those alone; baggage goes to listed hosts only.
 *
 * <p>Thread-safe. Observing never throws and never blocks.
 */
public final class HttpClientObserver {

  private final Diagnostics diagnostics;
  private final ClientMeters meters;
  private final Tracer tracer;
  private final TextMapPropagator propagator;
  private final Hosts hosts;
  private final boolean off;

  private HttpClientObserver(Observability obs) {
    off = obs.isOff();
    diagnostics = obs.diagnostics();
    meters = new ClientMeters(obs, HttpMethods.of(obs.settings().get(Setting.HTTP_KNOWN_METHODS)));
    tracer = obs.openTelemetry().getTracerProvider().get("io.sightglass.http");
    propagator = obs.openTelemetry().getPropagators().getTextMapPropagator();
    hosts = Hosts.parse(obs.settings().get(Setting.HTTP_PROPAGATE_TO));
  }

  /** An observer with the settings in force. */
  public static HttpClientObserver of(Observability obs) {
    return new HttpClientObserver(Objects.requireNonNull(obs, "obs"));
  }

  /** Begins a request, as a child of the span that is current on this thread. Never null. */
  public HttpClientExchange start(String method, URI uri) {
    try {
      return off ? HttpClientExchange.NONE : begin(method, uri);
    } catch (Throwable e) {
      diagnostics.internalError("http client", e);
      return HttpClientExchange.NONE;
    }
  }

  private HttpClientExchange begin(String method, URI uri) {
    String label = meters.methods.name(meters.methods.indexOf(method));
    String host = uri.getHost() == null ? LabelSpec.OTHER : uri.getHost().toLowerCase(Locale.ROOT);
    Context parent = Context.current();
    Span span =
        tracer
            .spanBuilder(label.equals(HttpMethods.OTHER) ? "HTTP" : label)
            .setSpanKind(SpanKind.CLIENT)
            .setParent(parent)
            .startSpan();
    if (span.isRecording()) {
      describe(span, label, method, host, uri);
    }
    return new HttpClientExchange(this, label, host, span, parent.with(span));
  }

  private static void describe(Span span, String label, String method, String host, URI uri) {
    span.setAttribute(HttpAttributes.METHOD, label);
    if (label.equals(HttpMethods.OTHER)) {
      span.setAttribute(
          HttpAttributes.METHOD_ORIGINAL, method.substring(0, Math.min(32, method.length())));
    }
    String scheme = uri.getScheme() == null ? "http" : uri.getScheme();
    int standard = scheme.equalsIgnoreCase("https") ? 443 : 80;
    span.setAttribute(HttpAttributes.SERVER_ADDRESS, host);
    span.setAttribute(HttpAttributes.SERVER_PORT, uri.getPort() < 0 ? standard : uri.getPort());
    span.setAttribute(HttpAttributes.FULL_URL, url(scheme, uri));
  }

  /** The URL without user, password and query, which may hold secrets. */
  private static String url(String scheme, URI uri) {
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    String path = uri.getRawPath() == null ? "" : uri.getRawPath();
    String url = scheme + "://" + uri.getHost() + port + path;
    return url.substring(0, Math.min(1024, url.length()));
  }

  void inject(HttpClientExchange exchange, BiConsumer<String, String> headers) {
    try {
      boolean listed = hosts.contains(exchange.host);
      if (!listed && !hosts.isEmpty()) {
        return;
      }
      Context context =
          listed ? exchange.context() : Baggage.empty().storeInContext(exchange.context());
      propagator.inject(context, headers, (to, name, value) -> set(to, name, value));
    } catch (Throwable e) {
      diagnostics.internalError("http client", e);
    }
  }

  private static void set(@Nullable BiConsumer<String, String> headers, String name, String value) {
    if (headers != null) {
      headers.accept(name, value);
    }
  }

  /** The one end of an exchange. */
  void finish(HttpClientExchange exchange, int sent, @Nullable Throwable error) {
    try {
      long nanos = System.nanoTime() - exchange.startNanos;
      boolean valid = sent >= 100 && sent <= 599;
      String status = valid ? Integer.toString(sent) : LabelSpec.OTHER;
      SpanContext exemplar = exchange.span.getSpanContext();
      meters.total(exchange.method, exchange.host, status).add(1, exemplar);
      meters.seconds(exchange.method, exchange.host, status).recordNanos(nanos, exemplar);
      if (exchange.span.isRecording()) {
        describe(exchange.span, valid ? sent : 0, error);
      }
    } catch (Throwable e) {
      diagnostics.internalError("http client", e);
    } finally {
      exchange.span.end();
    }
  }

  private static void describe(Span span, int status, @Nullable Throwable error) {
    if (status > 0) {
      span.setAttribute(HttpAttributes.STATUS, status);
    }
    // Unlike on a server, 4xx is an error here: the caller made it.
    if (error != null || status >= 400) {
      span.setStatus(StatusCode.ERROR);
      span.setAttribute(
          HttpAttributes.ERROR_TYPE,
          error != null ? Failures.type(error) : Integer.toString(status));
    }
    if (error != null && Failures.isPrintable(error)) {
      span.recordException(error);
    }
  }
}
