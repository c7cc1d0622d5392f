// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.benchmarks;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.observation.ObservationHandler.FirstMatchingCompositeObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingReceiverTracingObservationHandler;
import io.micrometer.tracing.handler.TracingAwareMeterObservationHandler;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelPropagator;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.springframework.web.filter.ServerHttpObservationFilter;

/** A request through Spring's observation filter, wired as Spring Boot wires it. */
@State(Scope.Benchmark)
public class SpringHttp {

  private static final String METER = "http.server.requests";
  private static final FilterChain CHAIN =
      (request, response) -> {
        ServerHttpObservationFilter.findObservationContext((HttpServletRequest) request)
            .ifPresent(context -> context.setPathPattern(StubRequest.ROUTE));
        ((HttpServletResponse) response).setStatus(200);
      };

  private final OpenTelemetrySdk sdk = OtelSdk.spans(OtelSdk.CALLER);
  private final ServerHttpObservationFilter filter;
  private final MeterRegistry meters = MicrometerMeters.registry(METER);
  private final StubRequest request;
  private final StubResponse response = new StubResponse();

  SpringHttp(boolean traced, boolean sampled) {
    ObservationRegistry observations = ObservationRegistry.create();
    if (traced) {
      trace(observations, sdk, meters);
    } else {
      observations
          .observationConfig()
          .observationHandler(new DefaultMeterObservationHandler(meters));
    }
    this.filter = new ServerHttpObservationFilter(observations);
    this.request = new StubRequest(sampled);
  }

  /** Observations become spans and meters, as Spring Boot wires them. */
  static void trace(ObservationRegistry observations, OpenTelemetrySdk sdk, MeterRegistry meters) {
    Tracer tracer = sdk.getTracer("benchmarks");
    OtelTracer bridge = new OtelTracer(tracer, new OtelCurrentTraceContext(), event -> {});
    observations
        .observationConfig()
        .observationHandler(
            new FirstMatchingCompositeObservationHandler(
                new PropagatingReceiverTracingObservationHandler<>(
                    bridge, new OtelPropagator(sdk.getPropagators(), tracer)),
                new DefaultTracingObservationHandler(bridge)))
        .observationHandler(
            new TracingAwareMeterObservationHandler<>(
                new DefaultMeterObservationHandler(meters), bridge));
  }

  int call() throws ServletException, IOException {
    filter.doFilter(request.recycle(), response, CHAIN);
    return response.getStatus();
  }

  /** How many requests of the route were counted. */
  long counted() {
    return meters.get(METER).tag("uri", StubRequest.ROUTE).tag("status", "200").timer().count();
  }

  /** Stops the exporter's thread. */
  @TearDown
  public void stop() {
    sdk.close();
  }

  /** Metrics, no tracer. */
  public static class Metrics extends SpringHttp {
    /** Builds it. */
    public Metrics() {
      super(false, false);
    }
  }

  /** Metrics and a tracer whose caller did not sample. */
  public static class Unsampled extends SpringHttp {
    /** Builds it. */
    public Unsampled() {
      super(true, false);
    }
  }

  /** Metrics and a span. */
  public static class Sampled extends SpringHttp {
    /** Builds it. */
    public Sampled() {
      super(true, true);
    }
  }
}
