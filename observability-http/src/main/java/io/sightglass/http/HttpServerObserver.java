// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.sightglass.ContextFields;
import io.sightglass.Diagnostics;
import io.sightglass.Lifecycle;
import io.sightglass.Observability;
import io.sightglass.Tally;
import io.sightglass.config.LogLineSettings;
import io.sightglass.config.Setting;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Observes the requests of a server: rate, errors, duration and sizes by route, a span, a request
 * id and one log line for each. Adapters exist for the JDK's server and for servlets; any other
 * server needs two small views.
 *
 * <pre>{@code
 * var observer = HttpServerObserver.of(obs, "/invoices", "/invoices/{id}");
 *
 * HttpServerExchange exchange = observer.start(request);   // a HttpServerRequest
 * try {
 *   handle();
 *   exchange.end(response, null);                          // a HttpServerResponse
 * } catch (Throwable e) {
 *   exchange.end(response, e);
 *   throw e;
 * }
 * }</pre>
 *
 * <p>Thread-safe. Observing never throws and never blocks: a failure in here is counted, and the
 * request goes on unobserved.
 */
public final class HttpServerObserver {

  // An activity inside a request writes no line of its own, whether the request does or not.
  private static final String CLIENT_ADDRESS = "client_address";
  private static final ContextFields NO_LINE = ContextFields.empty().withTally(Tally.none());

  private final Observability obs;
  private final Lifecycle lifecycle;
  private final Diagnostics diagnostics;
  private final RouteTable routes;
  private final ServerMeters meters;
  private final Trust trust;
  private final boolean tracing;
  private final boolean off;
  private final boolean line;
  private final boolean measuring;
  private final TraceHeaders headers;
  private final boolean propagates;
  private final boolean followsUnsampled;
  private final @Nullable RequestIds ids;
  private final ServerSpans spans;
  private final boolean clientInLines;
  private final String[] ignored;

  HttpServerObserver(HttpServerObserverBuilder builder) {
    obs = builder.obs;
    lifecycle = obs.lifecycle();
    diagnostics = obs.diagnostics();
    routes = new RouteTable(builder.routes);
    HttpMethods methods = HttpMethods.of(builder.knownMethods);
    meters = new ServerMeters(obs, methods, builder.routes);
    trust = builder.trust();
    line = builder.requestLine;
    clientInLines = obs.settings().get(LogLineSettings.CLIENT_ADDRESS);
    off = obs.isOff();
    measuring = obs.settings().get(Setting.METRICS_ENABLED);
    headers = new TraceHeaders(propagator(obs), diagnostics);
    propagates = headers.isActive();
    followsUnsampled = ServerSpans.followsUnsampled(obs);
    ids =
        builder.requestIdHeader.isEmpty()
            ? null
            : new RequestIds(builder.requestIdHeader, diagnostics);
    spans =
        new ServerSpans(
            obs.openTelemetry().getTracerProvider(),
            trust,
            obs.redactor(),
            builder.query,
            builder.captured());
    tracing = spans.records();
    ignored = builder.ignored.toArray(new String[0]);
  }

  /**
   * An observer with the settings in force.
   *
   * @param routes templates of whole paths, such as {@code /invoices/{id}} or {@code /files/*};
   *     other paths are counted as {@code _unmatched}
   * @throws IllegalArgumentException for a template that cannot be used
   */
  public static HttpServerObserver of(Observability obs, String... routes) {
    return builder(obs).routes(Arrays.asList(Objects.requireNonNull(routes, "routes"))).build();
  }

  /** An observer that differs from the settings in force. */
  public static HttpServerObserverBuilder builder(Observability obs) {
    return new HttpServerObserverBuilder(Objects.requireNonNull(obs, "obs"));
  }

  /** The header a request id is returned in; empty where ids are off. */
  public String requestIdHeader() {
    return ids == null ? "" : ids.header();
  }

  /** Begins a request on this thread and makes its context current. Never null. */
  public HttpServerExchange start(HttpServerRequest request) {
    return off ? HttpServerExchange.NONE : started(new HttpServerExchange(), request);
  }

  /**
   * The same without a new object, for servers that use their request objects again.
   *
   * @param recycled an exchange that has ended and that nobody else holds any more; one that has
   *     not ended is left alone
   * @return {@code recycled} if it could be used, else another one
   */
  public HttpServerExchange start(
      HttpServerRequest request, @Nullable HttpServerExchange recycled) {
    return recycled == null || off || !recycled.isFree()
        ? start(request)
        : started(recycled, request);
  }

  // No handler in here or in finish touches the exchange. Where a caller keeps it to itself, the
  // JIT
  // can see that then, and often does without the object.
  private HttpServerExchange started(HttpServerExchange exchange, HttpServerRequest request) {
    boolean observed = false;
    try {
      observed = !isIgnored(request) && begin(exchange, request);
    } catch (Throwable e) {
      diagnostics.internalError("http server", e);
    }
    if (!observed) {
      exchange.forget();
    }
    return exchange;
  }

  private boolean isIgnored(HttpServerRequest request) {
    if (request.isOperational()) {
      return true;
    }
    for (String prefix : ignored) {
      String path = request.path();
      if (path.startsWith(prefix)
          && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/')) {
        return true;
      }
    }
    return false;
  }

  private boolean begin(HttpServerExchange exchange, HttpServerRequest request) {
    int method = meters.indexOf(request);
    ServerMeters.MethodSeries series = meters.route(routes.match(request.path())).method(method);
    exchange.begin(this, request, series);
    if (tracing || propagates || ids != null || line || clientInLines) {
      open(exchange, request, series);
    }
    lifecycle.workBegan();
    meters.inProgress.increment();
    return true;
  }

  private void open(
      HttpServerExchange exchange, HttpServerRequest request, ServerMeters.MethodSeries series) {
    Context context = trace(exchange, request, series);
    String id = ids == null ? null : ids.of(request, exchange.spanContext());
    exchange.requestId = id;
    ContextFields fields =
        line && RequestLine.isOn() ? ContextFields.empty().withTally(Tally.start()) : NO_LINE;
    fields = fields.withRequestId(id);
    if (clientInLines) {
      fields = fields.with(CLIENT_ADDRESS, trust.client(request));
    }
    context = context.with(fields);
    exchange.context = context;
    if (exchange.span != null && id != null) {
      exchange.span.setAttribute(HttpAttributes.REQUEST_ID, id);
    }
    exchange.opened(obs.enter(context));
  }

  private Context trace(
      HttpServerExchange exchange, HttpServerRequest request, ServerMeters.MethodSeries series) {
    boolean trusted = trust.continues(request);
    String plain = headers.plain(request);
    if (plain != null && trusted && followsUnsampled && !Traceparent.isSampled(plain)) {
      Span unrecorded = Traceparent.unrecorded(plain);
      exchange.span = unrecorded;
      return Context.root().with(unrecorded);
    }
    Context caller = plain == null ? headers.propagated(request) : TraceHeaders.context(plain);
    if (!tracing && caller.equals(Context.root())) {
      return caller;
    }
    Span span = spans.start(series, request, caller, trusted);
    exchange.span = span;
    return (trusted ? caller : Context.root()).with(span);
  }

  Scope enter(Context context) {
    return obs.enter(context);
  }

  /** The one end of an exchange. */
  void finish(HttpServerExchange exchange, HttpServerResponse response, @Nullable Throwable error) {
    long nanos = System.nanoTime() - exchange.startNanos;
    ServerMeters.MethodSeries matched = Objects.requireNonNull(exchange.series);
    ServerMeters.StatusSeries ended = null;
    boolean written = false;
    Context last = line || error != null ? Tally.atEnd(exchange.context) : exchange.context;
    try {
      ended = series(matched, response.route()).status(status(response.status(), error));
      long received = Objects.requireNonNull(exchange.request).size();
      long sent = response.size();
      if (measuring) {
        ended.record(nanos, received, sent, exchange.spanContext());
      }
      if (line && RequestLine.isEnabled(ended.status, error)) {
        write(exchange, last, ended, nanos, received, sent, error);
        written = true;
      }
    } catch (Throwable e) {
      diagnostics.internalError("http server", e);
    }
    Span span = exchange.span;
    if (span != null) {
      end(span, matched, ended, error);
    }
    if (error != null) {
      report(last, ended == null ? matched.status(0) : ended, error, written);
    }
    exchange.leave();
    meters.inProgress.decrement();
    lifecycle.workEnded();
  }

  private ServerMeters.MethodSeries series(
      ServerMeters.MethodSeries matched, @Nullable String route) {
    return route == null || route.equals(matched.route.route)
        ? matched
        : meters.route(route).method(matched.methodIndex);
  }

  // The very same object says that nothing was put on top.
  @SuppressWarnings("ReferenceEquality")
  private void write(
      HttpServerExchange exchange,
      Context last,
      ServerMeters.StatusSeries ended,
      long nanos,
      long received,
      long sent,
      @Nullable Throwable error) {
    Scope here = last == exchange.context ? exchange.enter() : enter(last);
    try {
      Tally tally = Tally.from(exchange.context);
      RequestLine.write(ended, nanos, received, sent, error, tally.end());
    } finally {
      here.close();
    }
  }

  private void end(
      Span span,
      ServerMeters.MethodSeries matched,
      ServerMeters.@Nullable StatusSeries ended,
      @Nullable Throwable error) {
    try {
      // Asking whether it records takes its lock; that it is sampled is known without.
      if (span.getSpanContext().isSampled() || span.isRecording()) {
        spans.response(span, matched, ended == null ? matched.status(0) : ended, error);
      }
      span.end();
    } catch (Throwable e) {
      diagnostics.internalError("http server", e);
    }
  }

  /** A refusal is the caller's mistake; after a good status the client has most often gone. */
  private void report(
      Context context, ServerMeters.StatusSeries ended, Throwable error, boolean written) {
    boolean isRefusal = ended.status >= 400 && ended.status < 500;
    boolean hasGone = ended.status >= 100 && ended.status < 400 && error instanceof IOException;
    if (!isRefusal && !hasGone) {
      Scope here = obs.enter(context);
      try {
        obs.errors().unhandled("http", ended.of.spanName, error, written);
      } finally {
        here.close();
      }
    }
  }

  private static int status(int sent, @Nullable Throwable error) {
    if (sent >= 100 && sent <= 599) {
      return sent;
    }
    return sent <= 0 && error != null ? 500 : 0;
  }

  private static io.opentelemetry.context.propagation.TextMapPropagator propagator(
      Observability obs) {
    return obs.openTelemetry().getPropagators().getTextMapPropagator();
  }
}
