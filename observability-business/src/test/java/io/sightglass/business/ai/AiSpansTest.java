// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.ai;

import static io.sightglass.business.ai.AiProvider.OPENAI;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which spans there are, and under which version of the conventions. */
class AiSpansTest {

  private static final TokenUsage USAGE = TokenUsage.inclusive(100, 40, 20, 5);

  @Test
  void theOlderConventionsHaveTheirOwnNames() {
    try (AiLab lab = AiLab.with(Map.of("sightglass.ai.semconv", "1.36"))) {
      AiStream stream = AiCalls.of(lab.obs()).stream(OPENAI, "m");
      stream.chunk().usage(USAGE).finish("stop").close();

      assertThat(attributes(lab.span()))
          .containsEntry("gen_ai.system", "openai")
          .containsEntry("gen_ai.usage.input_tokens", "100")
          .containsEntry("gen_ai.usage.output_tokens", "20")
          .doesNotContainKeys(
              "gen_ai.provider.name",
              "gen_ai.request.stream",
              "gen_ai.response.time_to_first_chunk",
              "gen_ai.usage.cache_read.input_tokens",
              "gen_ai.usage.reasoning.output_tokens");
    }
  }

  @ParameterizedTest
  @CsvSource({"sightglass.ai.plain-attributes, true", "sightglass.naming.profile, ai-service"})
  void plainAttributesComeAsWell(String setting, String value) {
    try (AiLab lab = AiLab.with(Map.of(setting, value))) {
      AiCalls.of(lab.obs()).open(OPENAI, "m").close();

      assertThat(attributes(lab.span()))
          .containsEntry("ai.model", "m")
          .containsEntry("ai.provider", "openai")
          .containsEntry("gen_ai.request.model", "m");
    }
  }

  @ParameterizedTest
  @CsvSource({
    // setting, what the vendor's span says it does, spans of ours
    "auto, chat,         0",
    "auto, invoke_agent, 1",
    "auto, ,             1",
    "on,   chat,         1",
    "off,  ,             0",
  })
  void aVendorsSpanOfTheSameCallIsNotDoubled(String setting, String vendors, int ours) {
    try (AiLab lab = AiLab.with(Map.of("sightglass.ai.spans", setting))) {
      AiCalls ai = AiCalls.of(lab.obs());
      Tracer tracer = lab.obs().openTelemetry().getTracer("vendor");
      Span span = tracer.spanBuilder("vendor").startSpan();
      if (vendors != null) {
        span.setAttribute("gen_ai.operation.name", vendors);
      }
      try (Scope scope = span.makeCurrent()) {
        ai.call(OPENAI, "m", call -> call.usage(USAGE).set("own", "x").finish("stop"));
      }
      span.end();

      assertThat(lab.spans()).hasSize(1 + ours);
      assertThat(lab.sum("ai_requests_total")).isEqualTo(1);
      SpanData vendorSpan = lab.spans().get(ours);
      assertThat(vendorSpan.getName()).isEqualTo("vendor");
      assertThat(attributes(vendorSpan)).doesNotContainKeys("own", "gen_ai.usage.input_tokens");
    }
  }

  @Test
  void ourOwnSpanAroundACallDoesNotSuppressIt() {
    try (AiLab lab = AiLab.open()) {
      AiCalls ai = AiCalls.of(lab.obs());
      ai.call(
          OPENAI,
          "outer",
          outer -> {
            ai.call(OPENAI, "inner", inner -> null);
            return null;
          });

      assertThat(lab.spans())
          .extracting(SpanData::getName)
          .containsExactly("chat inner", "chat outer");
      assertThat(lab.spans().get(0).getParentSpanId()).isEqualTo(lab.spans().get(1).getSpanId());
    }
  }

  @Test
  void aClientThatMakesItsOwnSpansCanBeSaidToDoSo() {
    try (AiLab lab = AiLab.open();
        Scope scope = AiCalls.withVendorSpans(Context.current()).makeCurrent()) {
      AiCalls.of(lab.obs()).open(OPENAI, "m").usage(USAGE).close();

      assertThat(lab.spans()).isEmpty();
      assertThat(lab.sum("ai_tokens_used_total")).isEqualTo(120);
      assertThat(lab.lines()).hasSize(1);
    }
  }

  @Test
  void theDurationsExemplarIsTheCallsSpanWhereverItEnds() throws Exception {
    try (AiLab lab = AiLab.open()) {
      AiCall call = AiCalls.of(lab.obs()).open(OPENAI, "m");
      Thread other = new Thread(call::close);
      other.start();
      other.join();

      String page =
          new String(
              lab.obs().scrape("application/openmetrics-text").bytes(),
              java.nio.charset.StandardCharsets.UTF_8);
      assertThat(page.lines().filter(line -> line.startsWith("ai_request_duration_seconds_bucket")))
          .anyMatch(line -> line.contains(lab.span().getTraceId()));
    }
  }

  private static Map<String, String> attributes(SpanData span) {
    return span.getAttributes().asMap().entrySet().stream()
        .collect(
            Collectors.toMap(
                entry -> entry.getKey().getKey(), entry -> entry.getValue().toString()));
  }
}
