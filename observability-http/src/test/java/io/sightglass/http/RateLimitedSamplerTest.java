// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitedSamplerTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5_000_000_000L);
  private final RateLimitedSampler sampler = new RateLimitedSampler(10, now::get);

  @Test
  void underAFloodItSamplesTheRateWithinATenth() {
    Context flood = parent(true, true);
    int sampled = 0;
    // 20 s of 2,000 requests a second; the clock passes its overflow on the way.
    for (int i = 0; i < 40_000; i++) {
      now.addAndGet(500_000);
      sampled += sampled(flood, "GET /invoices/{id}") ? 1 : 0;
    }

    assertThat(sampled).isBetween(198, 202);
    System.out.printf("row 23: %,d requests in 20 s, %d sampled at 10 a second%n", 40_000, sampled);
  }

  @Test
  void eachNameHasALimitOfItsOwn() {
    for (int i = 0; i < 1_000; i++) {
      sampled(Context.root(), "GET /busy");
    }

    assertThat(sampled(Context.root(), "GET /busy")).isFalse();
    assertThat(sampled(Context.root(), "GET /quiet")).isTrue();
  }

  @Test
  void namesBeyondTheLastShareOneLimit() {
    int sampled = 0;
    for (int i = 0; i < 100_000; i++) {
      sampled += sampled(Context.root(), "GET /" + i) ? 1 : 0;
    }

    assertThat(sampled).isBetween(1_000, 1_002);
  }

  @Test
  void whatIsInsideFollowsItsTraceAndASilentCallerIsLeftSilent() {
    for (int i = 0; i < 100; i++) {
      assertThat(sampled(parent(true, false), "db")).isTrue();
      assertThat(sampled(parent(false, false), "db")).isFalse();
      assertThat(sampled(parent(false, true), "GET /")).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY, 1e7})
  void refusesARateThatIsNone(double rate) {
    assertThatIllegalArgumentException().isThrownBy(() -> RateLimitedSampler.of(rate));
  }

  @Test
  void theSdkFindsItByName() {
    try (var sdk =
        AutoConfiguredOpenTelemetrySdk.builder()
            .addPropertiesSupplier(
                () ->
                    Map.of(
                        "otel.traces.sampler", "sightglass_rate_limited",
                        "otel.traces.sampler.arg", "2.5",
                        "otel.traces.exporter", "none",
                        "otel.metrics.exporter", "none",
                        "otel.logs.exporter", "none"))
            .disableShutdownHook()
            .build()
            .getOpenTelemetrySdk()) {
      assertThat(sdk.getSdkTracerProvider().toString())
          .contains("RateLimitedSampler{2.5/s per name}");
    }
  }

  private boolean sampled(Context parent, String name) {
    return sampler
            .shouldSample(parent, TRACE, name, SpanKind.SERVER, Attributes.empty(), List.of())
            .getDecision()
        == SamplingDecision.RECORD_AND_SAMPLE;
  }

  private static Context parent(boolean sampled, boolean remote) {
    TraceFlags flags = sampled ? TraceFlags.getSampled() : TraceFlags.getDefault();
    SpanContext span =
        remote
            ? SpanContext.createFromRemoteParent(
                TRACE, "00f067aa0ba902b7", flags, TraceState.getDefault())
            : SpanContext.create(TRACE, "00f067aa0ba902b7", flags, TraceState.getDefault());
    return Context.root().with(Span.wrap(span));
  }
}
