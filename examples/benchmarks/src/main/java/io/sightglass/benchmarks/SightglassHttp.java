// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.benchmarks;

import io.sightglass.Observability;
import io.sightglass.http.HttpServerExchange;
import io.sightglass.http.HttpServerObserver;
import io.sightglass.http.HttpServerObserverBuilder;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A request through the library's portable observer. */
@State(Scope.Benchmark)
public class SightglassHttp {

  private static final List<String> ROUTES = List.of("/invoices", StubRequest.ROUTE, "/payments");

  private static final Map<String, String> MDC = Map.of("SIGHTGLASS_LOGS_MDC", "true");

  private final Observability obs;
  private final HttpServerObserver observer;
  private final StubRequest request;
  private final StubResponse response;

  SightglassHttp(
      Observability obs,
      Consumer<HttpServerObserverBuilder> choices,
      StubRequest request,
      StubResponse response) {
    this.obs = obs;
    this.request = request;
    this.response = response;
    HttpServerObserverBuilder builder = HttpServerObserver.builder(obs).routes(ROUTES);
    choices.accept(builder);
    observer = builder.build();
  }

  int call() {
    return answered(observer.start(request.recycle()));
  }

  HttpServerExchange startAgain(@Nullable HttpServerExchange ended) {
    return observer.start(request.recycle(), ended);
  }

  int answered(HttpServerExchange exchange) {
    String id = exchange.requestId();
    if (id != null) {
      response.setHeader(observer.requestIdHeader(), id);
    }
    response.setStatus(200);
    exchange.end(response, null);
    return response.getStatus();
  }

  /** How many requests of the route were counted. */
  long counted() {
    return new String(obs.scrape("").bytes(), java.nio.charset.StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.startsWith("http_requests_total{") && line.contains(StubRequest.ROUTE))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** Stops it. */
  @TearDown
  public void stop() {
    obs.close();
  }

  private static void neitherLineNorId(HttpServerObserverBuilder builder) {
    builder.requestLine(false).requestIdHeader("");
  }

  /** Rate, duration by route, and in progress. */
  public static class Metrics extends SightglassHttp {
    /** Builds it. */
    public Metrics() {
      super(
          Sightglass.untraced(),
          SightglassHttp::neitherLineNorId,
          new StubRequest(false),
          new StubResponse(-1));
    }
  }

  /** {@link Metrics} for a server that keeps the exchange with the request it uses again. */
  public static class RecycledMetrics extends Metrics {

    private @Nullable HttpServerExchange kept;

    /** Builds it. */
    public RecycledMetrics() {}

    @Override
    int call() {
      HttpServerExchange exchange = startAgain(kept);
      kept = exchange;
      return answered(exchange);
    }
  }

  /** Everything but the line, for a caller that did not sample. */
  public static class Unsampled extends SightglassHttp {
    /** Builds it. */
    public Unsampled() {
      super(
          Sightglass.traced(),
          builder -> builder.requestLine(false),
          new StubRequest(false),
          new StubResponse(512));
    }
  }

  /** Everything but the line, and a span. */
  public static class Sampled extends SightglassHttp {
    /** Builds it. */
    public Sampled() {
      super(
          Sightglass.traced(),
          builder -> builder.requestLine(false),
          new StubRequest(true),
          new StubResponse(512));
    }
  }

  /** {@link Unsampled} with the request's line. */
  public static class Line extends SightglassHttp {
    /** Builds it. */
    public Line() {
      super(Sightglass.traced(), builder -> {}, new StubRequest(false), new StubResponse(512));
    }
  }

  /** {@link Unsampled} with copies of ids and fields in the MDC, as other encoders need them. */
  public static class UnsampledMdc extends SightglassHttp {
    /** Builds it. */
    public UnsampledMdc() {
      super(
          Sightglass.traced(MDC),
          builder -> builder.requestLine(false),
          new StubRequest(false),
          new StubResponse(512));
    }
  }

  /** {@link Sampled} with copies of ids and fields in the MDC, as other encoders need them. */
  public static class SampledMdc extends SightglassHttp {
    /** Builds it. */
    public SampledMdc() {
      super(
          Sightglass.traced(MDC),
          builder -> builder.requestLine(false),
          new StubRequest(true),
          new StubResponse(512));
    }
  }

  /** Metrics and traces switched off by the environment. */
  public static class Off extends SightglassHttp {
    /** Builds it. */
    public Off() {
      super(
          Sightglass.off(),
          SightglassHttp::neitherLineNorId,
          new StubRequest(true),
          new StubResponse(512));
    }
  }

  /** Everything off in code, nothing else chosen. */
  public static class Noop extends SightglassHttp {
    /** Builds it. */
    public Noop() {
      super(Observability.noop(), builder -> {}, new StubRequest(true), new StubResponse(512));
    }
  }
}
