// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.benchmarks;

import io.opentelemetry.context.Context;
import io.opentelemetry.instrumentation.api.instrumenter.Instrumenter;
import io.opentelemetry.instrumentation.api.semconv.http.HttpServerAttributesExtractor;
import io.opentelemetry.instrumentation.api.semconv.http.HttpServerMetrics;
import io.opentelemetry.instrumentation.api.semconv.http.HttpServerRoute;
import io.opentelemetry.instrumentation.api.semconv.http.HttpServerRouteSource;
import io.opentelemetry.instrumentation.api.semconv.http.HttpSpanNameExtractor;
import io.opentelemetry.instrumentation.api.semconv.http.HttpSpanStatusExtractor;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import java.util.function.Function;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A request through OpenTelemetry's Instrumenter, as its Java agent calls it. */
@State(Scope.Benchmark)
public class OtelHttp {

  private final IdleReader reader = new IdleReader();
  private final OpenTelemetrySdk sdk;
  private final Instrumenter<StubRequest, StubResponse> instrumenter;
  private final StubRequest request;
  private final StubResponse response = new StubResponse();

  OtelHttp(Function<IdleReader, OpenTelemetrySdk> sdk, boolean sampled) {
    this.sdk = sdk.apply(reader);
    OtelGetter getter = new OtelGetter();
    this.request = new StubRequest(sampled);
    this.instrumenter =
        Instrumenter.<StubRequest, StubResponse>builder(
                this.sdk, "benchmarks", HttpSpanNameExtractor.create(getter))
            .setSpanStatusExtractor(HttpSpanStatusExtractor.create(getter))
            .addAttributesExtractor(HttpServerAttributesExtractor.create(getter))
            .addContextCustomizer(HttpServerRoute.create(getter))
            .addOperationMetrics(HttpServerMetrics.get())
            .buildServerInstrumenter(getter);
  }

  int call() {
    Context context = instrumenter.start(Context.current(), request.recycle());
    io.opentelemetry.context.Scope scope = context.makeCurrent();
    try {
      HttpServerRoute.update(context, HttpServerRouteSource.CONTROLLER, StubRequest.ROUTE);
      response.setStatus(200);
    } finally {
      scope.close();
    }
    instrumenter.end(context, request, response, null);
    return response.getStatus();
  }

  /** How many requests of the route were counted. */
  long counted() {
    return reader.count("http.server.request.duration", StubRequest.ROUTE);
  }

  /** Stops the exporter's thread. */
  @TearDown
  public void stop() {
    sdk.close();
  }

  /** Metrics, no tracer. */
  public static class Metrics extends OtelHttp {
    /** Builds it. */
    public Metrics() {
      super(OtelSdk::meters, false);
    }
  }

  /** Metrics and a tracer whose caller did not sample. */
  public static class Unsampled extends OtelHttp {
    /** Builds it. */
    public Unsampled() {
      super(OtelSdk::both, false);
    }
  }

  /** Metrics and a span. */
  public static class Sampled extends OtelHttp {
    /** Builds it. */
    public Sampled() {
      super(OtelSdk::both, true);
    }
  }
}
