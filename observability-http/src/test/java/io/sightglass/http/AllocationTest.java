// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.sightglass.Observability;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one request through the observer allocates, once it is warm. */
class AllocationTest {

  private static final int WARM = 200_000;
  private static final int MEASURED = 100_000;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Test
  void metricsAloneCostNothingInARecycledExchange() {
    try (Observability obs = observability(OpenTelemetry.noop())) {
      HttpServerObserver observer =
          HttpServerObserver.builder(obs)
              .routes(List.of("/", "/invoices", "/invoices/{id}", "/payments/{id}"))
              .requestLine(false)
              .requestIdHeader("")
              .build();

      assertThat(bytes("metrics only", observer, new Plain(null))).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"leads", "ai-service", "otel"})
  void aNamingProfileCostsNothingEither(String profile) {
    try (Observability obs =
        Observability.builder("allocation")
            .environment(Map.of("SIGHTGLASS_NAMING_PROFILE", profile))
            .openTelemetry(OpenTelemetry.noop())
            .build()) {
      HttpServerObserver observer =
          HttpServerObserver.builder(obs)
              .routes(List.of("/invoices/{id}"))
              .requestLine(false)
              .requestIdHeader("")
              .build();

      assertThat(bytes("metrics only, " + profile, observer, new Plain(null))).isZero();
    }
  }

  @Test
  void everythingButTheLineUnsampledStaysWithinItsBudget() {
    try (Observability obs =
        Observability.builder("bytes")
            .environment(
                Map.of(
                    "OTEL_TRACES_EXPORTER", "console",
                    "OTEL_TRACES_SAMPLER", "parentbased_always_off",
                    "SIGHTGLASS_LOGS_MDC", "false"))
            .build()) {
      assertThat(unsampled(obs)).isLessThanOrEqualTo(400);
    }
  }

  @Test
  void unsampledUnderAHostsOpenTelemetryToo() {
    try (OpenTelemetrySdk sdk = sdk(Sampler.parentBased(Sampler.alwaysOff()));
        Observability obs = observability(sdk)) {
      assertThat(unsampled(obs)).isLessThanOrEqualTo(600);
    }
  }

  private static long unsampled(Observability obs) {
    HttpServerObserver observer =
        HttpServerObserver.builder(obs)
            .routes(List.of("/invoices/{id}"))
            .requestLine(false)
            .build();
    bytes("unsampled, no caller", observer, new Plain(null));
    return bytes(
        "unsampled, with a caller",
        observer,
        new Plain("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00"));
  }

  @Test
  void aSampledRequest() {
    try (OpenTelemetrySdk sdk = sdk(Sampler.alwaysOn());
        Observability obs = observability(sdk)) {
      HttpServerObserver observer =
          HttpServerObserver.builder(obs)
              .routes(List.of("/invoices/{id}"))
              .requestLine(false)
              .build();

      assertThat(
              bytes(
                  "sampled",
                  observer,
                  new Plain("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")))
          .isLessThanOrEqualTo(1_300);
    }
  }

  @Test
  void offIsNothing() {
    try (Observability obs = Observability.noop()) {
      assertThat(bytes("off", HttpServerObserver.of(obs, "/invoices/{id}"), new Plain(null)))
          .isZero();
    }
  }

  private static Observability observability(OpenTelemetry telemetry) {
    return Observability.builder("bytes")
        .environment(Map.of())
        .openTelemetry(telemetry)
        .set("sightglass.logs.mdc", "false")
        .build();
  }

  private static OpenTelemetrySdk sdk(Sampler sampler) {
    return OpenTelemetrySdk.builder()
        .setTracerProvider(SdkTracerProvider.builder().setSampler(sampler).build())
        .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
        .build();
  }

  private static long bytes(String what, HttpServerObserver observer, Plain request) {
    run(observer, request, WARM);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    long start = THREADS.getCurrentThreadCpuTime();
    run(observer, request, MEASURED);
    long nanos = THREADS.getCurrentThreadCpuTime() - start;
    long bytes = (THREADS.getCurrentThreadAllocatedBytes() - before) / MEASURED;
    System.out.printf("%s: %d B, %d ns of CPU a request%n", what, bytes, nanos / MEASURED);
    return bytes;
  }

  private static void run(HttpServerObserver observer, Plain request, int times) {
    @Nullable HttpServerExchange exchange = null;
    for (int i = 0; i < times; i++) {
      exchange = observer.start(request, exchange);
      exchange.end(request, null);
    }
  }

  /** A request that is used again, so that the bytes counted are the observer's. */
  private static final class Plain implements HttpServerRequest, HttpServerResponse {

    private final List<String> traceparent;
    private final List<String> host = List.of("shop.example");
    private final List<String> agent = List.of("curl/8.5.0");

    Plain(@Nullable String traceparent) {
      this.traceparent = traceparent == null ? List.of() : List.of(traceparent);
    }

    @Override
    public String method() {
      return "GET";
    }

    @Override
    public String path() {
      return "/invoices/42";
    }

    @Override
    public List<String> headers(String name) {
      return switch (name) {
        case "traceparent" -> traceparent;
        case "Host" -> host;
        case "User-Agent" -> agent;
        default -> List.of();
      };
    }

    @Override
    public String peerAddress() {
      return "192.0.2.10";
    }

    @Override
    public int status() {
      return 200;
    }

    @Override
    public long size() {
      return 512;
    }
  }
}
