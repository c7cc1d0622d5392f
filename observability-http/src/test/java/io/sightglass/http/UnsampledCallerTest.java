// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import io.sightglass.Observability;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A caller that did not sample is followed, by the short way or by the long one. */
class UnsampledCallerTest {

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String PARENT = "00f067aa0ba902b7";
  private static final String UNSAMPLED = "00-" + TRACE + "-" + PARENT + "-00";

  @ParameterizedTest
  @ValueSource(strings = {"parentbased_always_on", "parentbased_always_off", "always_off"})
  void itsTraceGoesOnUnderASpanOfOurOwn(String sampler) {
    try (Observability obs = own(Map.of("OTEL_TRACES_SAMPLER", sampler))) {
      HttpServerExchange first =
          started(obs, new Request("GET", "/a").with("traceparent", UNSAMPLED));
      HttpServerExchange second =
          started(obs, new Request("GET", "/a").with("traceparent", UNSAMPLED));
      SpanContext span = first.spanContext();
      assertThat(span.getTraceId()).isEqualTo(TRACE);
      assertThat(span.isValid()).isTrue();
      assertThat(span.isSampled()).isFalse();
      assertThat(span.isRemote()).isFalse();
      assertThat(span.getSpanId())
          .isNotEqualTo(PARENT)
          .isNotEqualTo(second.spanContext().getSpanId());
      assertThat(Span.fromContext(first.context()).getSpanContext()).isEqualTo(span);
      assertThat(first.requestId()).isEqualTo(TRACE);
    }
  }

  @Test
  void thatItsTraceIdIsRandomIsPassedOn() {
    try (Observability obs = own(Map.of())) {
      for (String flags : List.of("00", "02", "fc", "fe")) {
        String traceparent = "00-" + TRACE + "-" + PARENT + "-" + flags;
        SpanContext span =
            started(obs, new Request("GET", "/a").with("traceparent", traceparent)).spanContext();
        boolean random = flags.equals("02") || flags.equals("fe");
        assertThat(span.getTraceFlags().isTraceIdRandom()).as(flags).isEqualTo(random);
        assertThat(span.isSampled()).isFalse();
      }
    }
  }

  @Test
  void aSamplerThatDoesNotFollowItIsAsked() {
    try (Observability obs = own(Map.of("OTEL_TRACES_SAMPLER", "always_on"))) {
      HttpServerExchange exchange =
          started(obs, new Request("GET", "/a").with("traceparent", UNSAMPLED));
      assertThat(exchange.spanContext().isSampled()).isTrue();
      assertThat(exchange.spanContext().getTraceId()).isEqualTo(TRACE);
    }
  }

  @Test
  void aHostsSamplerIsAskedEachTime() {
    AtomicInteger asked = new AtomicInteger();
    Sampler host = Sampler.parentBased(Sampler.alwaysOn());
    Sampler counting = new Delegating(host, asked);
    try (Lab lab = Lab.sampling(counting, Map.of())) {
      for (int i = 0; i < 3; i++) {
        Request request = new Request("GET", "/a").with("traceparent", UNSAMPLED);
        HttpServerExchange exchange = HttpServerObserver.of(lab.obs(), "/a").start(request);
        exchange.end(request.response(), null);
        assertThat(exchange.spanContext().getTraceId()).isEqualTo(TRACE);
      }
      assertThat(asked).hasValue(3);
      assertThat(lab.spans()).isEmpty();
    }
  }

  @Test
  void stateAndBaggageAreNotLost() {
    try (Observability obs = own(Map.of())) {
      HttpServerExchange exchange =
          started(
              obs,
              new Request("GET", "/a")
                  .with("traceparent", UNSAMPLED)
                  .with("tracestate", "vendor=1")
                  .with("baggage", "plan=gold"));
      assertThat(exchange.spanContext().getTraceState().get("vendor")).isEqualTo("1");
      assertThat(Baggage.fromContext(exchange.context()).getEntryValue("plan")).isEqualTo("gold");
    }
  }

  @Test
  void untrustedItDecidesNothing() {
    try (Observability obs = own(Map.of("SIGHTGLASS_HTTP_TRUST", "none"))) {
      HttpServerExchange exchange =
          started(obs, new Request("GET", "/a").with("traceparent", UNSAMPLED));
      assertThat(exchange.spanContext().isSampled()).isTrue();
      assertThat(exchange.spanContext().getTraceId()).isNotEqualTo(TRACE);
    }
  }

  static Stream<Sampler> following() {
    return Stream.of(
        Sampler.parentBased(Sampler.alwaysOn()),
        Sampler.parentBased(Sampler.traceIdRatioBased(0.1)),
        Sampler.parentBasedBuilder(Sampler.alwaysOn())
            .setRemoteParentSampled(Sampler.traceIdRatioBased(0.5))
            .setLocalParentNotSampled(Sampler.alwaysOn())
            .build(),
        RateLimitedSampler.of(10));
  }

  @ParameterizedTest
  @MethodSource("following")
  void whatFollowsIsKnownAndDropsIndeed(Sampler sampler) {
    assertThat(ServerSpans.followsUnsampled(sampler)).isTrue();
    Context caller = TraceHeaders.context(UNSAMPLED);
    assertThat(
            sampler
                .shouldSample(caller, TRACE, "a", SpanKind.SERVER, Attributes.empty(), List.of())
                .getDecision())
        .isEqualTo(SamplingResult.drop().getDecision());
  }

  static Stream<Sampler> deciding() {
    return Stream.of(
        Sampler.alwaysOn(),
        Sampler.traceIdRatioBased(0.5),
        Sampler.parentBasedBuilder(Sampler.alwaysOn())
            .setRemoteParentNotSampled(Sampler.traceIdRatioBased(0.1))
            .build(),
        new Delegating(Sampler.parentBased(Sampler.alwaysOn()), new AtomicInteger()));
  }

  @ParameterizedTest
  @MethodSource("deciding")
  void whatMayDecideOtherwiseIsAsked(Sampler sampler) {
    assertThat(ServerSpans.followsUnsampled(sampler)).isFalse();
  }

  @Test
  void onlyW3cPropagatorsAreReadInTheirPlace() {
    TextMapPropagator trace = W3CTraceContextPropagator.getInstance();
    TextMapPropagator baggage = W3CBaggagePropagator.getInstance();
    TextMapPropagator cautious = new Cautious(trace);

    assertThat(TraceHeaders.isW3c(trace)).isTrue();
    assertThat(TraceHeaders.isW3c(TextMapPropagator.composite(trace, baggage))).isTrue();
    assertThat(TraceHeaders.isW3c(TextMapPropagator.composite(baggage, trace))).isTrue();
    assertThat(TraceHeaders.isW3c(baggage)).isFalse();
    assertThat(TraceHeaders.isW3c(TextMapPropagator.noop())).isFalse();
    assertThat(TraceHeaders.isW3c(cautious)).isFalse();
    assertThat(TraceHeaders.isW3c(TextMapPropagator.composite(cautious, baggage))).isFalse();
    assertThat(TraceHeaders.isW3c(TextMapPropagator.composite(trace, baggage, cautious))).isFalse();
  }

  private static HttpServerExchange started(Observability obs, Request request) {
    HttpServerExchange exchange = HttpServerObserver.of(obs, "/a").start(request);
    exchange.end(request.response(), null);
    return exchange;
  }

  private static Observability own(Map<String, String> settings) {
    Map<String, String> environment = new HashMap<>(settings);
    environment.put("OTEL_TRACES_EXPORTER", "console");
    return Observability.builder("own").environment(environment).build();
  }

  /** A sampler that counts and leaves the decision to another. */
  private record Delegating(Sampler sampler, AtomicInteger asked) implements Sampler {

    @Override
    public SamplingResult shouldSample(
        Context parent,
        String traceId,
        String name,
        SpanKind kind,
        Attributes attributes,
        List<LinkData> links) {
      asked.incrementAndGet();
      return sampler.shouldSample(parent, traceId, name, kind, attributes, links);
    }

    @Override
    public String getDescription() {
      return sampler.getDescription();
    }
  }

  /** A propagator with a mind of its own about whom to believe. */
  private record Cautious(TextMapPropagator propagator) implements TextMapPropagator {

    @Override
    public Collection<String> fields() {
      return propagator.fields();
    }

    @Override
    public <C> void inject(Context context, @Nullable C carrier, TextMapSetter<C> setter) {
      propagator.inject(context, carrier, setter);
    }

    @Override
    public <C> Context extract(Context context, @Nullable C carrier, TextMapGetter<C> getter) {
      return context;
    }
  }
}
