// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.benchmarks;

import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What a team would write by hand: Micrometer's look-ups, a price in decimals, a span. */
@State(Scope.Benchmark)
public class HandAi {

  private static final AttributeKey<List<String>> FINISH =
      AttributeKey.stringArrayKey("gen_ai.response.finish_reasons");
  private static final BigDecimal INPUT = new BigDecimal("0.25");
  private static final BigDecimal CACHED = new BigDecimal("0.025");
  private static final BigDecimal OUTPUT = new BigDecimal("2.00");

  private static final Duration[] CALL =
      seconds(0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 8, 13, 20, 30, 45, 60, 120, 300);
  private static final Duration[] CHUNK =
      seconds(0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 1.5, 2, 3, 5, 10, 30);
  private static final Duration[] TOKEN =
      seconds(.005, .01, .025, .05, .075, .1, .15, .2, .3, .5, 1, 2.5);

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final OpenTelemetrySdk sdk;
  private final Tracer tracer;

  HandAi(Sampler sampler) {
    sdk = OtelSdk.spans(sampler);
    tracer = sdk.getTracer("benchmarks");
  }

  void stream(Answer answer) {
    long start = System.nanoTime();
    Span span = begin(answer);
    long first = System.nanoTime();
    BigDecimal cost = cost(answer);
    count(answer, cost, start, first, System.nanoTime());
    describe(span, answer, cost, (first - start) / 1e9);
    span.end();
  }

  void measure(Answer answer) {
    long start = System.nanoTime();
    long first = System.nanoTime();
    count(answer, cost(answer), start, first, System.nanoTime());
  }

  /** The span alone, for what is not ours. */
  void span(Answer answer) {
    Span span = begin(answer);
    describe(span, answer, BigDecimal.ONE, 0.5);
    span.end();
  }

  private Span begin(Answer answer) {
    return tracer
        .spanBuilder("chat " + answer.model)
        .setSpanKind(SpanKind.CLIENT)
        .setAttribute("gen_ai.operation.name", "chat")
        .setAttribute("gen_ai.provider.name", answer.provider)
        .setAttribute("gen_ai.request.model", answer.model)
        .setAttribute("gen_ai.request.stream", true)
        .startSpan();
  }

  private static BigDecimal cost(Answer answer) {
    return INPUT
        .multiply(BigDecimal.valueOf(answer.input - answer.cached))
        .add(CACHED.multiply(BigDecimal.valueOf(answer.cached)))
        .add(OUTPUT.multiply(BigDecimal.valueOf(answer.output)))
        .movePointLeft(6);
  }

  private void count(Answer answer, BigDecimal cost, long start, long first, long end) {
    String model = answer.model;
    String provider = answer.provider;
    registry
        .counter("ai.requests", "model", model, "provider", provider, "status", "success")
        .increment();
    time("ai.request.duration", CALL, answer, end - start);
    time("ai.time.to.first.chunk", CHUNK, answer, first - start);
    long visible = answer.output - answer.reasoning;
    time("ai.time.per.output.token", TOKEN, answer, (end - first) / (visible - 1));
    tokens(answer, "input", answer.input - answer.cached);
    tokens(answer, "input_cache_read", answer.cached);
    tokens(answer, "output", visible);
    tokens(answer, "output_reasoning", answer.reasoning);
    registry
        .counter("ai.api.cost", "model", model, "provider", provider)
        .increment(cost.doubleValue());
  }

  private void time(String name, Duration[] buckets, Answer answer, long nanos) {
    Timer.builder(name)
        .tags("model", answer.model, "provider", answer.provider)
        .serviceLevelObjectives(buckets)
        .register(registry)
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  private void tokens(Answer answer, String type, long count) {
    registry
        .counter(
            "ai.tokens.used",
            "model",
            answer.model,
            "provider",
            answer.provider,
            "token_type",
            type)
        .increment((double) count);
  }

  private static void describe(Span span, Answer answer, BigDecimal cost, double firstChunk) {
    span.setAttribute("gen_ai.response.model", answer.answered);
    span.setAttribute(FINISH, List.of(answer.finish));
    span.setAttribute("gen_ai.response.time_to_first_chunk", firstChunk);
    span.setAttribute("gen_ai.usage.input_tokens", answer.input);
    span.setAttribute("gen_ai.usage.output_tokens", answer.output);
    span.setAttribute("gen_ai.usage.cache_read.input_tokens", answer.cached);
    span.setAttribute("gen_ai.usage.reasoning.output_tokens", answer.reasoning);
    span.setAttribute("gen_ai.usage.cost.amount", cost.doubleValue());
    span.setAttribute("gen_ai.usage.cost.currency", "USD");
    span.setAttribute("gen_ai.usage.cost.source", "local");
  }

  private static Duration[] seconds(double... bounds) {
    return Arrays.stream(bounds)
        .mapToObj(bound -> Duration.ofNanos(Math.round(bound * 1e9)))
        .toArray(Duration[]::new);
  }

  /** Stops it. */
  @TearDown
  public void stop() {
    sdk.close();
  }

  /** Every span. */
  public static class Sampled extends HandAi {
    /** Builds it. */
    public Sampled() {
      super(Sampler.alwaysOn());
    }
  }

  /** No span. */
  public static class Unsampled extends HandAi {
    /** Builds it. */
    public Unsampled() {
      super(Sampler.alwaysOff());
    }
  }
}
