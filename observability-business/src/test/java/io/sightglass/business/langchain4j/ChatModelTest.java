// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.ChatRequestOptions;
import dev.langchain4j.model.chat.listener.ChatModelErrorContext;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.sightglass.business.ai.AiCall;
import io.sightglass.business.ai.AiCalls;
import io.sightglass.business.ai.AiLab;
import io.sightglass.testkit.AiAnswer;
import io.sightglass.testkit.AiVendorStub;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChatModelTest {

  private static final String LABELS = "{model=\"gpt-5-mini\",provider=\"openai\"";
  private static final String PROMPT = "My card is 4111 1111 1111 1111 and my name is Asha";

  private AiVendorStub vendor;
  private AiLab lab;
  private LangChain4j observed;

  @BeforeEach
  void start() {
    vendor = AiVendorStub.start();
    lab = AiLab.open();
    observed = LangChain4j.of(AiCalls.of(lab.obs()));
  }

  @AfterEach
  void stop() {
    lab.close();
    vendor.close();
  }

  @Test
  void aCallIsCountedTimedAndTraced() {
    vendor.next(AiAnswer.text("Paid.").tokens(90, 4).model("gpt-5-mini-2026-06-01"));
    ChatModel model = observed.observe(Models.openAi(vendor).maxTokens(50).build());
    assertThat(model.chat(PROMPT)).isEqualTo("Paid.");
    assertThat(lab.value("ai_requests_total" + LABELS + ",status=\"success\"}")).isEqualTo(1);
    assertThat(lab.value("ai_request_duration_seconds_count" + LABELS + "}")).isEqualTo(1);
    assertThat(tokens("input")).isEqualTo(90);
    assertThat(tokens("output")).isEqualTo(4);
    SpanData span = lab.span();
    assertThat(span.getName()).isEqualTo("chat gpt-5-mini");
    assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
    assertThat(lab.attribute("gen_ai.provider.name")).isEqualTo("openai");
    assertThat(lab.attribute("gen_ai.response.model")).isEqualTo("gpt-5-mini-2026-06-01");
    assertThat(lab.attribute("gen_ai.response.id")).isEqualTo("chatcmpl-stub");
    assertThat(lab.attribute("gen_ai.response.finish_reasons")).isEqualTo("[stop]");
    assertThat(lab.attribute("gen_ai.request.max_tokens")).isEqualTo("50");
    assertThat(AiLab.fields(lab.lines().get(0)))
        .containsEntry("ai.model", "gpt-5-mini")
        .containsEntry("ai.input_tokens", 90L);
  }

  @Test
  void whatWasSaidIsNowhere() {
    vendor.next(AiAnswer.text("Hello Asha, your secret is safe."));
    observed.observe(Models.openAi(vendor).listeners(observed.chatListener()).build()).chat(PROMPT);
    vendor.next(AiAnswer.status(400));
    catchThrowable(() -> observed.observe(Models.openAi(vendor).build()).chat(PROMPT));
    String everything =
        lab.scrape()
            + lab.spans()
            + lab.lines().stream()
                .map(line -> line.getFormattedMessage() + AiLab.fields(line))
                .toList();
    assertThat(everything).doesNotContain("4111", "Asha", "secret");
  }

  @Test
  void whatWasSaidIsOnTheSpanIfAskedForAndRedacted() {
    try (AiLab open = AiLab.with(Map.of("sightglass.ai.content", "redacted"))) {
      vendor.next(AiAnswer.text("Hello Asha."));
      LangChain4j.of(AiCalls.of(open.obs()))
          .observe(Models.openAi(vendor).build())
          .chat("Read https://asha:hunter2@example.org/x");
      assertThat(open.attribute("gen_ai.input.messages"))
          .contains("example.org")
          .doesNotContain("hunter2");
      assertThat(open.attribute("gen_ai.output.messages")).contains("Hello Asha");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "429, rate_limit",
    "401, auth",
    "403, auth",
    "400, invalid_request",
    "404, invalid_request",
    "408, timeout",
    "500, server_error",
    "503, server_error"
  })
  void eachStatusHasItsKind(int status, String kind) {
    vendor.answer(AiAnswer.status(status));
    AtomicReference<Throwable> inside = new AtomicReference<>();
    ChatModel model = observed.observe(Models.openAi(vendor).listeners(seeing(inside)).build());
    Throwable seen = catchThrowable(() -> model.chat("hi"));
    assertThat(seen).isSameAs(inside.get());
    assertThat(errors(kind)).isEqualTo(1);
    assertThat(lab.value("ai_requests_total" + LABELS + ",status=\"error\"}")).isEqualTo(1);
    assertThat(lab.attribute("error.type")).isEqualTo(kind);
    assertThat(lab.attribute("http.response.status_code")).isEqualTo(String.valueOf(status));
    assertThat(lab.span().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(lab.sum("ai_usage_missing_total")).isZero();
  }

  @Test
  void aPromptThatIsTooLongIsItsOwnKind() {
    vendor.answer(AiAnswer.status(400).code("context_length_exceeded"));
    catchThrowable(() -> observed.observe(Models.openAi(vendor).build()).chat("hi"));
    assertThat(errors("context_length")).isEqualTo(1);
  }

  @Test
  void aBrokenConnectionIsTheNetwork() {
    vendor.answer(AiAnswer.hangUp());
    catchThrowable(() -> observed.observe(Models.openAi(vendor).build()).chat("hi"));
    assertThat(errors("network")).isEqualTo(1);
  }

  @Test
  void silenceIsATimeout() {
    vendor.answer(AiAnswer.silence());
    ChatModel model =
        observed.observe(Models.openAi(vendor).timeout(java.time.Duration.ofMillis(150)).build());
    catchThrowable(() -> model.chat("hi"));
    assertThat(errors("timeout")).isEqualTo(1);
  }

  @Test
  void decoratorAndListenerTogetherRecordOnce() {
    ChatModel model =
        observed.observe(
            observed.observe(Models.openAi(vendor).listeners(observed.chatListener()).build()));
    model.chat("hi");
    assertThat(lab.sum("ai_requests_total")).isEqualTo(1);
    assertThat(lab.spans()).hasSize(1);
  }

  @Test
  void theListenerAloneRecordsTheSame() {
    Models.openAi(vendor).listeners(observed.chatListener()).build().chat("hi");
    assertThat(lab.value("ai_requests_total" + LABELS + ",status=\"success\"}")).isEqualTo(1);
    assertThat(tokens("input")).isEqualTo(11);
    vendor.next(AiAnswer.status(429));
    catchThrowable(
        () -> Models.openAi(vendor).listeners(observed.chatListener()).build().chat("hi"));
    assertThat(errors("rate_limit")).isEqualTo(1);
    assertThat(lab.spans()).hasSize(2);
  }

  @Test
  void anAnswerWithoutUsageIsCountedAsSuch() {
    vendor.answer(AiAnswer.text("hm").withoutUsage());
    observed.observe(Models.openAi(vendor).build()).chat("hi");
    assertThat(lab.value("ai_usage_missing_total" + LABELS + "}")).isEqualTo(1);
    assertThat(lab.sum("ai_tokens_used_total")).isZero();
  }

  @Test
  void twoEqualRequestsAtOnceAreTwoCalls() throws Exception {
    vendor.answer(AiAnswer.text("same").pause(java.time.Duration.ofMillis(50)));
    ChatRequest request = ChatRequest.builder().messages(UserMessage.from("same")).build();
    ChatModel listened = Models.openAi(vendor).listeners(observed.chatListener()).build();
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      CountDownLatch both = new CountDownLatch(2);
      Future<ChatResponse> one = threads.submit(() -> together(both, listened, request));
      Future<ChatResponse> two = threads.submit(() -> together(both, listened, request));
      one.get(20, TimeUnit.SECONDS);
      two.get(20, TimeUnit.SECONDS);
    } finally {
      threads.shutdownNow();
    }
    assertThat(lab.spans()).extracting(SpanData::getSpanId).doesNotHaveDuplicates().hasSize(2);
    assertThat(lab.sum("ai_requests_total")).isEqualTo(2);
  }

  private static ChatResponse together(CountDownLatch both, ChatModel model, ChatRequest request)
      throws InterruptedException {
    both.countDown();
    both.await(20, TimeUnit.SECONDS);
    return model.chat(request);
  }

  @Test
  void theCallIsCurrentWhileTheModelRunsAndNothingStaysBehind() {
    AtomicReference<Context> during = new AtomicReference<>();
    ChatModel inner =
        new ChatModel() {
          @Override
          public ChatResponse doChat(ChatRequest request) {
            during.set(Context.current());
            return new FakeResponse().build();
          }
        };
    Context before = Context.current();
    observed.observe(inner).chat("hi");
    assertThat(Context.current()).isSameAs(before);
    assertThat(Span.fromContext(during.get()).getSpanContext().getSpanId())
        .isEqualTo(lab.span().getSpanId());
  }

  @Test
  void theListenerMakesNothingCurrent() {
    AtomicReference<Context> during = new AtomicReference<>();
    ChatModelListener own = observed.chatListener();
    ChatModel inner =
        new ChatModel() {
          @Override
          public ChatResponse doChat(ChatRequest request) {
            during.set(Context.current());
            return new FakeResponse().build();
          }

          @Override
          public java.util.List<ChatModelListener> listeners() {
            return java.util.List.of(own);
          }
        };
    Context before = Context.current();
    inner.chat("hi");
    assertThat(during.get()).isSameAs(before);
    assertThat(Context.current()).isSameAs(before);
    assertThat(lab.spans()).hasSize(1);
  }

  @Test
  void aCallNestsInWhatIsAroundIt() {
    ChatModel model = observed.observe(Models.openAi(vendor).build());
    lab.obs().call("report", activity -> model.chat("hi"));
    SpanData outer = named("report");
    assertThat(named("chat gpt-5-mini").getParentSpanId()).isEqualTo(outer.getSpanId());
  }

  @Test
  void whatTheAppSaysAboutACallIsOnItsSpan() {
    ChatRequestOptions options =
        ChatRequestOptions.builder()
            .addListenerAttribute(LangChain4j.USE_CASE, "dunning")
            .addListenerAttribute(LangChain4j.CONVERSATION, "conv_7")
            .build();
    ChatRequest request = ChatRequest.builder().messages(UserMessage.from("hi")).build();
    observed.observe(Models.openAi(vendor).build()).chat(request, options);
    assertThat(lab.attribute("gen_ai.conversation.id")).isEqualTo("conv_7");
    assertThat(AiLab.fields(lab.lines().get(0))).containsEntry("ai.use_case", "dunning");
    assertThat(lab.scrape()).doesNotContain("dunning", "conv_7");
  }

  @Test
  void aModelThatNamesNeitherItselfNorItsProviderIsUnknown() {
    ChatModel nameless =
        new ChatModel() {
          @Override
          public ChatResponse doChat(ChatRequest request) {
            return new FakeResponse().build();
          }
        };
    observed.observe(nameless).chat("hi");
    String labels = "{model=\"unknown\",provider=\"unknown\",status=\"success\"}";
    assertThat(lab.value("ai_requests_total" + labels)).isEqualTo(1);
  }

  @Test
  void anAsynchronousCallEndsWithItsFuture() {
    CompletableFuture<ChatResponse> answer = new CompletableFuture<>();
    ChatModel model = observed.observe(asynchronous(answer));
    CompletableFuture<ChatResponse> future = model.chatAsync(request());
    assertThat(lab.spans()).isEmpty();
    answer.completeAsync(() -> new FakeResponse().tokens(7, 2).build()).join();
    assertThat(future.join().tokenUsage().inputTokenCount()).isEqualTo(7);
    org.awaitility.Awaitility.await().until(() -> lab.spans().size() == 1);
    assertThat(lab.sum("ai_tokens_used_total")).isEqualTo(9);
  }

  @Test
  void anAsynchronousCallThatFailsHasItsKind() {
    CompletableFuture<ChatResponse> answer = new CompletableFuture<>();
    CompletableFuture<ChatResponse> future =
        observed.observe(asynchronous(answer)).chatAsync(request());
    answer.completeExceptionally(new RateLimitException("slow down"));
    assertThat(catchThrowable(future::join)).hasCauseInstanceOf(RateLimitException.class);
    org.awaitility.Awaitility.await().until(() -> lab.spans().size() == 1);
    assertThat(lab.attribute("error.type")).isEqualTo("rate_limit");
  }

  @Test
  void aModelWithoutAnAsynchronousWayFailsAsItDoesByItself() {
    ChatModel model = observed.observe(Models.openAi(vendor).build());
    assertThat(catchThrowable(() -> model.chatAsync(request()).join()))
        .hasRootCauseInstanceOf(dev.langchain4j.exception.AsyncNotSupportedException.class);
    assertThat(lab.sum("ai_requests_total")).isEqualTo(1);
  }

  @Test
  void whatIsSentAgainIsCounted() {
    vendor.next(AiAnswer.status(429), AiAnswer.status(500), AiAnswer.text("at last"));
    ChatModel model =
        observed.observe(
            Models.openAi(vendor)
                .maxRetries(3)
                .httpClientBuilder(observed.countRetries(Models.http()))
                .build());
    assertThat(model.chat("hi")).isEqualTo("at last");
    assertThat(vendor.requestCount()).isEqualTo(3);
    assertThat(lab.value("ai_retries_total{provider=\"openai\",reason=\"rate_limit\"}"))
        .isEqualTo(1);
    assertThat(lab.value("ai_retries_total{provider=\"openai\",reason=\"server_error\"}"))
        .isEqualTo(1);
    assertThat(lab.sum("ai_requests_total")).isEqualTo(1);
  }

  @Test
  void itStepsAsideWhereAllIsOff() {
    ChatModel model =
        LangChain4j.of(AiCalls.of(io.sightglass.Observability.noop()))
            .observe(Models.openAi(vendor).build());
    try (Scope scope = Context.root().makeCurrent()) {
      assertThat(model.chat("hi")).startsWith("Hello");
      assertThat(scope).isNotNull();
    }
    assertThat(lab.spans()).isEmpty();
  }

  @Test
  void theWrapperAnswersForTheModel() {
    ChatModel model = Models.openAi(vendor).build();
    ChatModel wrapped = observed.observe(model);
    assertThat(wrapped.provider()).isEqualTo(ModelProvider.OPEN_AI);
    assertThat(wrapped.defaultRequestParameters()).isSameAs(model.defaultRequestParameters());
    assertThat(wrapped.supportedCapabilities()).isEqualTo(model.supportedCapabilities());
    assertThat(observed.observe(wrapped)).isSameAs(wrapped);
    assertThat(AiCall.current()).isNull();
  }

  private static ChatRequest request() {
    return ChatRequest.builder().messages(UserMessage.from("hi")).build();
  }

  private static ChatModel asynchronous(CompletableFuture<ChatResponse> answer) {
    return new ChatModel() {
      @Override
      public CompletableFuture<ChatResponse> doChatAsync(ChatRequest request) {
        return answer;
      }
    };
  }

  private static ChatModelListener seeing(AtomicReference<Throwable> failure) {
    return new ChatModelListener() {
      @Override
      public void onError(ChatModelErrorContext error) {
        failure.set(error.error());
      }
    };
  }

  private SpanData named(String name) {
    return lab.spans().stream()
        .filter(span -> span.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private double tokens(String type) {
    return lab.value("ai_tokens_used_total" + LABELS + ",token_type=\"" + type + "\"}");
  }

  private double errors(String kind) {
    return lab.value("ai_model_errors_total" + LABELS + ",error_type=\"" + kind + "\"}");
  }
}
