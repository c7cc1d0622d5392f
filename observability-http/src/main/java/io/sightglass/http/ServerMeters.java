// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http;

import io.opentelemetry.api.trace.SpanContext;
import io.sightglass.Observability;
import io.sightglass.catalogue.Buckets;
import io.sightglass.catalogue.LabelSpec;
import io.sightglass.catalogue.MeterSpec;
import io.sightglass.config.Setting;
import io.sightglass.meter.Counter;
import io.sightglass.meter.Gauge;
import io.sightglass.meter.Histogram;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The meters of a server and their series, resolved once for each route, method and status. */
final class ServerMeters {

  /** The route of requests that no declared template matches. */
  static final String UNMATCHED = "_unmatched";

  private static final String FEED = "the HTTP server observer";

  // 100 to 599 and _other, which the observer makes of any other number.
  private static final int STATUSES = 501;

  // The gauge itself: an app has an observer for each context, and they share this one number.
  final Gauge.Handle inProgress;
  final HttpMethods methods;
  private final Counter requests;
  private final Histogram duration;
  private final Histogram requestSize;
  private final Histogram responseSize;
  private final RouteSeries[] declared;
  private final RouteSeries unmatched;
  private final RouteSeries other;
  private final ConcurrentMap<String, RouteSeries> supplied = new ConcurrentHashMap<>();
  private final int maxSupplied;
  private final boolean wired;

  ServerMeters(Observability obs, HttpMethods methods, List<String> routes) {
    this.methods = methods;
    LabelSpec method = LabelSpec.oneOf("method", methods.labelValues());
    LabelSpec route = LabelSpec.learned("route");
    LabelSpec status = LabelSpec.upTo("status_code", STATUSES);
    MeterSpec.Builder total = MeterSpec.counter("http_requests_total", "HTTP requests answered.");
    MeterSpec.Builder seconds =
        MeterSpec.histogram("http_request_duration_seconds", "Time to answer.")
            .buckets(Buckets.requests());
    MeterSpec totalSpec = fields(total, method, route, status);
    MeterSpec secondsSpec = fields(seconds, method, route, status);
    MeterSpec received = fields(size("http_request_size_bytes", "Request"), method, route);
    MeterSpec sent = fields(size("http_response_size_bytes", "Response"), method, route);
    inProgress = obs.meters().gauge(inProgressSpec()).handle();
    requests = obs.meters().counter(totalSpec);
    duration = obs.meters().histogram(secondsSpec);
    requestSize = obs.meters().histogram(received);
    responseSize = obs.meters().histogram(sent);
    wired = Wire.isPicked(obs, totalSpec, secondsSpec, received, sent);
    declared = routes.stream().map(RouteSeries::new).toArray(RouteSeries[]::new);
    unmatched = new RouteSeries(UNMATCHED);
    other = new RouteSeries(LabelSpec.OTHER);
    maxSupplied = obs.settings().get(Setting.MAX_LABEL_VALUES);
  }

  /** The series of a declared route, or of {@link RouteTable#UNMATCHED}. */
  RouteSeries route(int index) {
    return index < 0 ? unmatched : declared[index];
  }

  /** The series of a route that a framework names. */
  RouteSeries route(String template) {
    RouteSeries known = supplied.get(template);
    if (known != null) {
      return known;
    }
    if (supplied.size() >= maxSupplied) {
      return other;
    }
    return supplied.computeIfAbsent(template, RouteSeries::new);
  }

  /** A number for the request's method and, where a profile picks it, how it came. */
  int indexOf(HttpServerRequest request) {
    int method = methods.indexOf(request.method());
    return wired ? method + Wire.indexOf(request) * methods.count() : method;
  }

  private static MeterSpec inProgressSpec() {
    return MeterSpec.gauge("http_requests_in_progress", "HTTP requests being answered.")
        .fedBy(FEED)
        .build();
  }

  private static MeterSpec.Builder size(String name, String what) {
    return MeterSpec.histogram(name, what + " bodies, where the length is known.")
        .buckets(Buckets.bytes());
  }

  /** The fields of a request: those every profile shows, then those it may pick. */
  private static MeterSpec fields(MeterSpec.Builder spec, LabelSpec... labels) {
    for (LabelSpec label : labels) {
      spec.label(label);
    }
    return spec.label(Wire.SCHEME).label(Wire.VERSION).fedBy(FEED).build();
  }

  /** One route. */
  final class RouteSeries {

    final String route;
    private final MethodSeries[] byMethod =
        new MethodSeries[wired ? methods.count() * Wire.COUNT : methods.count()];

    RouteSeries(String route) {
      this.route = route;
    }

    /** A race makes an equal object twice, which does no harm: its fields are final. */
    MethodSeries method(int index) {
      MethodSeries series = byMethod[index];
      if (series == null) {
        series = new MethodSeries(this, index);
        byMethod[index] = series;
      }
      return series;
    }

    boolean isNamed() {
      return this != unmatched && this != other;
    }
  }

  /** One route and method. */
  final class MethodSeries {

    final RouteSeries route;
    final int methodIndex;
    final String method;
    private final String scheme;
    private final String version;
    final String spanName;
    private volatile StatusSeries[] byStatus = {};
    private volatile Histogram.@org.jspecify.annotations.Nullable Handle requestBytes;
    private volatile Histogram.@org.jspecify.annotations.Nullable Handle responseBytes;

    MethodSeries(RouteSeries route, int methodIndex) {
      this.route = route;
      this.methodIndex = methodIndex;
      int plain = methodIndex % methods.count();
      int wire = methodIndex / methods.count();
      this.method = methods.name(plain);
      this.scheme = Wire.scheme(wire);
      this.version = Wire.version(wire);
      // OpenTelemetry's conventions: an unknown method is "HTTP" in names, no route is no suffix.
      String verb = methods.isOther(plain) ? "HTTP" : method;
      this.spanName = route.isNamed() ? verb + " " + route.route : verb;
    }

    /** The series of a status; a scan, since a route answers with a few only. */
    StatusSeries status(int status) {
      for (StatusSeries series : byStatus) {
        if (series.status == status) {
          return series;
        }
      }
      return add(status);
    }

    private synchronized StatusSeries add(int status) {
      for (StatusSeries series : byStatus) {
        if (series.status == status) {
          return series;
        }
      }
      StatusSeries series = new StatusSeries(this, status);
      StatusSeries[] more = java.util.Arrays.copyOf(byStatus, byStatus.length + 1);
      more[more.length - 1] = series;
      byStatus = more;
      return series;
    }

    private void recordSizes(long request, long response, SpanContext exemplar) {
      if (request >= 0) {
        requestBytes().record((double) request, exemplar);
      }
      if (response >= 0) {
        responseBytes().record((double) response, exemplar);
      }
    }

    private Histogram.Handle requestBytes() {
      Histogram.Handle handle = requestBytes;
      if (handle == null) {
        handle = requestSize.handle(method, route.route, scheme, version);
        requestBytes = handle;
      }
      return handle;
    }

    private Histogram.Handle responseBytes() {
      Histogram.Handle handle = responseBytes;
      if (handle == null) {
        handle = responseSize.handle(method, route.route, scheme, version);
        responseBytes = handle;
      }
      return handle;
    }
  }

  /** One route, method and status. */
  final class StatusSeries {

    final MethodSeries of;
    final int status;
    // As spans take it, boxed once.
    final Long boxedStatus;
    final String statusCode;
    final String line;
    private final Counter.Handle total;
    private final Histogram.Handle seconds;

    StatusSeries(MethodSeries method, int status) {
      this.of = method;
      this.status = status;
      this.boxedStatus = (long) status;
      this.statusCode = status == 0 ? LabelSpec.OTHER : Integer.toString(status);
      this.line = method.method + " " + method.route.route + " " + statusCode;
      String[] fields = {
        method.method, method.route.route, statusCode, method.scheme, method.version
      };
      this.total = requests.handle(fields);
      this.seconds = duration.handle(fields);
    }

    /** Counts and times one request, and its sizes where they are known. */
    void record(long nanos, long requestBytes, long responseBytes, SpanContext exemplar) {
      total.add(1, exemplar);
      seconds.recordNanos(nanos, exemplar);
      of.recordSizes(requestBytes, responseBytes, exemplar);
    }
  }
}
