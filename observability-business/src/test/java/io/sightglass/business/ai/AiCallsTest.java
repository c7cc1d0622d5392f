// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.ai;

import static io.sightglass.business.ai.AiProvider.ANTHROPIC;
import static io.sightglass.business.ai.AiProvider.OPENAI;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.sightglass.Observability;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AiCallsTest {

  private static final TokenUsage USAGE = TokenUsage.inclusive(17_903, 17_817, 128, 32);
  private static final PriceBook PRICES =
      PriceBook.builder()
          .price(
              "swift-mini",
              Price.perMillion().input("0.25").cachedInput("0.025").output("2.00").build())
          .price("free", Price.perMillion().input("0").output("0").build())
          .build();
  // 86 fresh, 17,817 read, 128 out: 0.0000215 + 0.000445425 + 0.000256
  private static final BigDecimal COST = new BigDecimal("0.000722925");
  private static final String SWIFT = "{model=\"swift-mini\",provider=\"openai\"";

  private final AiLab lab = AiLab.open();
  private final AiCalls ai = AiCalls.builder(lab.obs()).prices(PRICES).build();

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void aCallIsMeasuredAndItsAnswerIsTheCallers() {
    Object answer = new Object();

    Object given =
        ai.call(
            OPENAI,
            "swift-mini",
            call -> {
              call.usage(USAGE).responseModel("swift-mini-2026-01-01").finish("stop");
              return answer;
            });

    assertThat(given).isSameAs(answer);
    assertThat(lab.value("ai_requests_total" + SWIFT + ",status=\"success\"}")).isEqualTo(1);
    assertThat(lab.value("ai_request_duration_seconds_count" + SWIFT + "}")).isEqualTo(1);
    assertThat(tokens("input")).isEqualTo(86);
    assertThat(tokens("input_cache_read")).isEqualTo(17_817);
    assertThat(tokens("input_cache_write")).isEqualTo(-1);
    assertThat(tokens("output")).isEqualTo(96);
    assertThat(tokens("output_reasoning")).isEqualTo(32);
    assertThat(lab.sum("ai_tokens_used_total")).isEqualTo(USAGE.total());
    assertThat(lab.value("ai_api_cost_total" + SWIFT + "}")).isEqualTo(COST.doubleValue());
    assertThat(lab.series("ai_model_errors_total")).isEmpty();
    assertThat(lab.series("ai_unpriced_requests_total")).isEmpty();
    assertThat(lab.series("ai_usage_missing_total")).isEmpty();
    assertThat(lab.scrape()).contains("US dollars (USD)");
  }

  @Test
  void itsSpanHasTheConventionsAttributes() {
    ai.call(
        OPENAI,
        "swift-mini",
        call ->
            call.usage(USAGE)
                .responseModel("swift-mini-2026-01-01")
                .responseId("resp_1")
                .conversation("conv_1")
                .useCase("support.reply")
                .set("gen_ai.request.max_tokens", 500)
                .finish("stop"));

    SpanData span = lab.span();
    assertThat(span.getName()).isEqualTo("chat swift-mini");
    assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
    assertThat(span.getStatus()).isEqualTo(StatusData.unset());
    assertThat(attributes(span))
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("gen_ai.operation.name", "chat"),
                Map.entry("gen_ai.provider.name", "openai"),
                Map.entry("gen_ai.request.model", "swift-mini"),
                Map.entry("gen_ai.request.max_tokens", 500L),
                Map.entry("gen_ai.response.model", "swift-mini-2026-01-01"),
                Map.entry("gen_ai.response.id", "resp_1"),
                Map.entry("gen_ai.response.finish_reasons", List.of("stop")),
                Map.entry("gen_ai.conversation.id", "conv_1"),
                Map.entry("ai.use_case", "support.reply"),
                Map.entry("gen_ai.usage.input_tokens", 17_903L),
                Map.entry("gen_ai.usage.output_tokens", 128L),
                Map.entry("gen_ai.usage.cache_read.input_tokens", 17_817L),
                Map.entry("gen_ai.usage.reasoning.output_tokens", 32L),
                Map.entry("gen_ai.usage.cost.amount", COST.doubleValue()),
                Map.entry("gen_ai.usage.cost.currency", "USD"),
                Map.entry("gen_ai.usage.cost.source", "local")));
  }

  @Test
  void aFailureIsTheAppsOwnAndItsMessageIsNowhere() {
    IOException failure = new IOException("the prompt was: my salary is 4711");

    Throwable thrown =
        catchThrowable(
            () ->
                ai.call(
                    OPENAI,
                    "swift-mini",
                    call -> {
                      throw failure;
                    }));

    assertThat(thrown).isSameAs(failure).hasNoSuppressedExceptions();
    assertThat(lab.value("ai_requests_total" + SWIFT + ",status=\"error\"}")).isEqualTo(1);
    assertThat(errors("network")).isEqualTo(1);
    assertThat(lab.series("ai_usage_missing_total")).isEmpty();
    assertThat(lab.attribute("error.type")).isEqualTo("network");
    assertThat(lab.span().getStatus()).isEqualTo(StatusData.error());
    assertThat(lab.span().getEvents()).isEmpty();
    assertThat(lab.lines()).hasSize(1);
    assertThat(lab.lines().get(0).getLevel()).isEqualTo(Level.WARN);
    assertThat(lab.lines().get(0).getThrowableProxy()).isNull();
    assertThat(AiLab.fields(lab.lines().get(0)))
        .containsEntry("ai.error_type", "network")
        .containsEntry("ai.error_class", "java.io.IOException");
    assertThat(lab.scrape() + lab.spans() + lab.lines()).doesNotContain("4711");
  }

  @Test
  void aKindThatTheAppKnowsIsAskedForAndTheFirstOneNamedStays() {
    AiCalls own =
        AiCalls.builder(lab.obs())
            .errors(
                failure -> {
                  throw new IllegalStateException("hostile");
                })
            .errors(failure -> failure instanceof ArithmeticException ? AiError.AUTH : null)
            .build();
    own.open(OPENAI, "swift-mini")
        .fail(new RuntimeException(new ArithmeticException("x")))
        .fail(AiError.TIMEOUT, null)
        .close();
    own.open(OPENAI, "swift-mini").fail(AiError.CONTENT_FILTER, new IOException()).close();
    own.open(OPENAI, "swift-mini").fail(AiError.ofStatus(429), null).close();
    own.open(OPENAI, "swift-mini").fail(new IllegalStateException("?")).close();

    assertThat(errors("auth")).isEqualTo(1);
    assertThat(errors("content_filter")).isEqualTo(1);
    assertThat(errors("rate_limit")).isEqualTo(1);
    assertThat(errors("unknown")).isEqualTo(1);
    assertThat(lab.sum("ai_model_errors_total")).isEqualTo(4);
  }

  @Test
  void whoGivesUpHasCancelled() throws Exception {
    catchThrowable(
        () ->
            ai.call(
                OPENAI,
                "swift-mini",
                call -> {
                  throw new InterruptedException();
                }));
    ai.open(OPENAI, "swift-mini").fail(new RuntimeException(new CancellationException())).close();
    ai.open(OPENAI, "swift-mini").cancel().fail(new IOException()).close();

    assertThat(lab.value("ai_requests_total" + SWIFT + ",status=\"cancelled\"}")).isEqualTo(3);
    assertThat(lab.series("ai_model_errors_total")).isEmpty();
    assertThat(lab.lines()).allMatch(line -> line.getLevel() == Level.INFO);
    // The thread's own flag is the app's.
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void theCallIsCurrentWhileItsBodyRunsAndNothingIsAfterwards() {
    Context before = Context.current();
    ai.call(
        OPENAI,
        "swift-mini",
        call -> {
          assertThat(Span.current()).isSameAs(call.span());
          assertThat(AiCall.current()).isSameAs(call);
          return null;
        });

    assertThat(Context.current()).isSameAs(before);
    assertThat(AiCall.current()).isNull();
  }

  @Test
  void anOpenCallIsCurrentNowhereAndMayEndOnAnotherThread() throws Exception {
    AiCall call = ai.open(OPENAI, "swift-mini");
    assertThat(AiCall.current()).isNull();
    assertThat(Span.current().getSpanContext().isValid()).isFalse();

    Thread other = new Thread(() -> call.usage(USAGE).finish("stop").close());
    other.start();
    other.join();
    call.close();
    call.usage(USAGE).close();

    assertThat(lab.sum("ai_requests_total")).isEqualTo(1);
    assertThat(lab.sum("ai_tokens_used_total")).isEqualTo(USAGE.total());
    assertThat(lab.spans()).hasSize(1);
    assertThat(lab.scrape()).contains("ai_requests_total");
  }

  @Test
  void itsParentIsTheSpanAroundIt() {
    lab.obs()
        .call(
            "reply",
            activity -> {
              ai.open(OPENAI, "swift-mini").close();
              return null;
            });

    SpanData inner = lab.spans().get(0);
    SpanData outer = lab.spans().get(1);
    assertThat(inner.getName()).isEqualTo("chat swift-mini");
    assertThat(inner.getParentSpanId()).isEqualTo(outer.getSpanId());
  }

  @Test
  void anAsynchronousCallEndsWithItsStage() {
    CompletableFuture<String> answer = new CompletableFuture<>();

    var given =
        ai.callAsync(
            AiOperation.CHAT,
            OPENAI,
            "swift-mini",
            call -> {
              call.usage(USAGE);
              return answer;
            });

    assertThat(given).isSameAs(answer);
    assertThat(lab.sum("ai_requests_total")).isZero();
    assertThat(AiCall.current()).isNull();
    answer.complete("done");
    assertThat(lab.value("ai_requests_total" + SWIFT + ",status=\"success\"}")).isEqualTo(1);
  }

  @Test
  void anAsynchronousCallThatFailsHasFailed() {
    ai.callAsync(
        AiOperation.CHAT,
        OPENAI,
        "swift-mini",
        call -> CompletableFuture.failedFuture(new IOException("x")));
    ai.callAsync(AiOperation.CHAT, OPENAI, "swift-mini", call -> null);
    Throwable thrown =
        catchThrowable(
            () ->
                ai.callAsync(
                    AiOperation.CHAT,
                    OPENAI,
                    "swift-mini",
                    call -> {
                      throw new IllegalStateException("at once");
                    }));

    assertThat(thrown).hasMessage("at once");
    assertThat(lab.value("ai_requests_total" + SWIFT + ",status=\"error\"}")).isEqualTo(2);
    assertThat(errors("network")).isEqualTo(1);
    assertThat(errors("unknown")).isEqualTo(1);
  }

  @Test
  void equalCallsAtOnceAreTwoCalls() throws Exception {
    int count = 50;
    var pool = Executors.newFixedThreadPool(8);
    try {
      CountDownLatch allOpen = new CountDownLatch(8);
      var tasks =
          IntStream.range(0, count)
              .mapToObj(
                  i ->
                      pool.submit(
                          () ->
                              ai.call(
                                  OPENAI,
                                  "swift-mini",
                                  call -> {
                                    allOpen.countDown();
                                    allOpen.await();
                                    return call.usage(USAGE);
                                  })))
              .toList();
      for (var task : tasks) {
        task.get();
      }
    } finally {
      pool.shutdownNow();
    }

    assertThat(lab.sum("ai_requests_total")).isEqualTo(count);
    assertThat(lab.sum("ai_tokens_used_total")).isEqualTo((double) count * USAGE.total());
    assertThat(lab.spans()).hasSize(count);
    assertThat(lab.spans().stream().map(SpanData::getSpanId).distinct()).hasSize(count);
  }

  @Test
  void agentsAndRetrievalsAreSpansAndNoCallsOfModels() {
    ai.call(AiOperation.INVOKE_AGENT, OPENAI, "helper", call -> call.usage(USAGE));
    ai.call(AiOperation.RETRIEVAL, AiProvider.UNKNOWN, "docs", call -> null);

    assertThat(lab.spans())
        .extracting(SpanData::getName)
        .containsExactly("invoke_agent helper", "retrieval docs");
    assertThat(lab.series("ai_requests_total")).isEmpty();
    assertThat(lab.series("ai_tokens_used_total")).isEmpty();
  }

  @Test
  void theModelThatAnsweredStandsInForOneThatWasNotNamed() {
    ai.open(ANTHROPIC, null).usage(USAGE).responseModel("sonata").close();
    ai.open(ANTHROPIC, "").usage(USAGE).close();

    assertThat(lab.series("ai_requests_total"))
        .anyMatch(line -> line.contains("model=\"sonata\""))
        .anyMatch(line -> line.contains("model=\"unknown\""));
    assertThat(lab.spans()).extracting(SpanData::getName).containsOnly("chat");
  }

  @Test
  void speechIsBilledByTimeAndCharacters() {
    AiCalls voice =
        AiCalls.builder(lab.obs())
            .prices(
                PriceBook.builder()
                    .price("ear", Price.perMillion().perAudioSecond("0.0001").build())
                    .price("mouth", Price.perMillion().perCharacter("0.000015").build())
                    .build())
            .build();
    voice.call(
        AiOperation.SPEECH_TO_TEXT, OPENAI, "ear", call -> call.audio(Duration.ofSeconds(30)));
    voice.call(AiOperation.TEXT_TO_SPEECH, OPENAI, "mouth", call -> call.characters(200));

    assertThat(lab.value("ai_api_cost_total{model=\"ear\",provider=\"openai\"}")).isEqualTo(0.003);
    assertThat(lab.value("ai_api_cost_total{model=\"mouth\",provider=\"openai\"}"))
        .isEqualTo(0.003);
    assertThat(lab.series("ai_usage_missing_total")).isEmpty();
  }

  @Test
  void whereAllIsOffTheBodyRunsAndNothingElse() {
    AiCalls off = AiCalls.of(Observability.noop());

    assertThat(off.<String, RuntimeException>call(OPENAI, "m", call -> "answer"))
        .isEqualTo("answer");
    assertThat(off.<String, RuntimeException>tool("t", () -> "result")).isEqualTo("result");
    try (AiStream stream = off.stream(OPENAI, "m");
        Scope scope = stream.context().makeCurrent()) {
      stream.chunk().usage(USAGE).finish("stop");
      assertThat(AiCall.current()).isNull();
    }
    assertThat(off.callAsync(AiOperation.CHAT, OPENAI, "m", call -> null)).isNull();
    assertThat(lab.spans()).isEmpty();
  }

  private double tokens(String type) {
    return lab.value("ai_tokens_used_total" + SWIFT + ",token_type=\"" + type + "\"}");
  }

  private double errors(String type) {
    return lab.value(
        "ai_model_errors_total{model=\"swift-mini\",provider=\"openai\",error_type=\""
            + type
            + "\"}");
  }

  private static Map<String, Object> attributes(SpanData span) {
    return span.getAttributes().asMap().entrySet().stream()
        .collect(
            java.util.stream.Collectors.toMap(
                entry -> entry.getKey().getKey(), Map.Entry::getValue));
  }
}
