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

  ServerMeters(Observability obs, HttpMethods methods, List<String> routes) {
    this.methods = methods;
    LabelSpec method = LabelSpec.oneOf("method", methods.labelValues());
    LabelSpec route = LabelSpec.learned("route");
    LabelSpec status = LabelSpec.upTo("status_code", STATUSES);
    inProgress = obs.meters().gauge(inProgressSpec()).handle();
    requests =
        obs.meters()
            .counter(
                feed(MeterSpec.counter("http_requests_total", "HTTP requests answered."))
                    .label(method)
                    .label(route)
                    .label(status)
                    .build());
    duration =
        obs.meters()
            .histogram(
                feed(MeterSpec.histogram("http_request_duration_seconds", "Time to answer."))
                    .label(method)
                    .label(route)
                    .label(status)
                    .buckets(Buckets.requests())
                    .build());
    requestSize = obs.meters().histogram(size("http_request_size_bytes", "Request", method, route));
    responseSize =
        obs.meters().histogram(size("http_response_size_bytes", "Response", method, route));
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

  private static MeterSpec inProgressSpec() {
    return feed(MeterSpec.gauge("http_requests_in_progress", "HTTP requests being answered."))
        .build();
  }

  private static MeterSpec size(String name, String what, LabelSpec method, LabelSpec route) {
    return feed(MeterSpec.histogram(name, what + " bodies, where the length is known."))
        .label(method)
        .label(route)
        .buckets(Buckets.bytes())
        .build();
  }

  private static MeterSpec.Builder feed(MeterSpec.Builder spec) {
    return spec.fedBy("the HTTP server observer");
  }

  /** One route. */
  final class RouteSeries {

    final String route;
    private final MethodSeries[] byMethod = new MethodSeries[methods.count()];

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
    final String spanName;
    private volatile StatusSeries[] byStatus = {};
    private volatile Histogram.@org.jspecify.annotations.Nullable Handle requestBytes;
    private volatile Histogram.@org.jspecify.annotations.Nullable Handle responseBytes;

    MethodSeries(RouteSeries route, int methodIndex) {
      this.route = route;
      this.methodIndex = methodIndex;
      this.method = methods.name(methodIndex);
      // OpenTelemetry's conventions: an unknown method is "HTTP" in names, no route is no suffix.
      String verb = methods.isOther(methodIndex) ? "HTTP" : method;
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

    /** Records the sizes that are known. */
    void recordSizes(long request, long response, SpanContext exemplar) {
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
        handle = requestSize.handle(method, route.route);
        requestBytes = handle;
      }
      return handle;
    }

    private Histogram.Handle responseBytes() {
      Histogram.Handle handle = responseBytes;
      if (handle == null) {
        handle = responseSize.handle(method, route.route);
        responseBytes = handle;
      }
      return handle;
    }
  }

  /** One route, method and status. */
  final class StatusSeries {

    final int status;
    // As spans take it, boxed once.
    final Long boxedStatus;
    final String statusCode;
    final String line;
    private final Counter.Handle total;
    private final Histogram.Handle seconds;

    StatusSeries(MethodSeries method, int status) {
      this.status = status;
      this.boxedStatus = (long) status;
      this.statusCode = status == 0 ? LabelSpec.OTHER : Integer.toString(status);
      this.line = method.method + " " + method.route.route + " " + statusCode;
      this.total = requests.handle(method.method, method.route.route, statusCode);
      this.seconds = duration.handle(method.method, method.route.route, statusCode);
    }

    /** Counts and times one request. */
    void record(long nanos, SpanContext exemplar) {
      total.add(1, exemplar);
      seconds.recordNanos(nanos, exemplar);
    }
  }
}
