// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientImpl;
import com.openai.client.okhttp.OkHttpClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.ClientOptions;
import com.openai.core.http.AsyncStreamResponse;
import com.openai.core.http.StreamResponse;
import com.openai.errors.RateLimitException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStreamEvent;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.sightglass.business.ai.AiCalls;
import io.sightglass.business.ai.AiLab;
import io.sightglass.business.ai.AiProvider;
import io.sightglass.business.ai.Price;
import io.sightglass.business.ai.PriceBook;
import io.sightglass.testkit.AiAnswer;
import io.sightglass.testkit.AiVendorStub;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenAiTest {

  private static final String LABELS = "{model=\"gpt-5-mini\",provider=\"openai\"";
  private static final String CHAT_USAGE =
      """
      {"prompt_tokens":17903,"completion_tokens":128,"total_tokens":18031,
       "prompt_tokens_details":{"cached_tokens":17817,"audio_tokens":0},
       "completion_tokens_details":{"reasoning_tokens":32,"accepted_prediction_tokens":0}}""";
  private static final String RESPONSE_USAGE =
      """
      {"input_tokens":17903,"input_tokens_details":{"cached_tokens":17817},
       "output_tokens":128,"output_tokens_details":{"reasoning_tokens":32},
       "total_tokens":18031}""";

  private AiVendorStub vendor;
  private AiLab lab;
  private AiCalls ai;
  private OpenAIClient plain;
  private OpenAIClient client;

  @BeforeEach
  void start() {
    vendor = AiVendorStub.start();
    lab = AiLab.open();
    ai =
        AiCalls.builder(lab.obs())
            .prices(
                PriceBook.builder()
                    .price(
                        "openai/gpt-5-mini",
                        Price.perMillion().input("2").cachedInput("0.2").output("10").build())
                    .build())
            .build();
    plain =
        OpenAIOkHttpClient.builder()
            .baseUrl(vendor.url() + "/v1")
            .apiKey("test")
            .timeout(Duration.ofSeconds(20))
            .maxRetries(0)
            .build();
    client = OpenAi.of(ai).observe(plain);
  }

  @AfterEach
  void stop() {
    plain.close();
    lab.close();
    vendor.close();
  }

  @Test
  void aChatCompletionIsRecordedWithPartsThatSumToTheVendorsTotal() {
    vendor.next(AiAnswer.text("Paid.").usage(CHAT_USAGE).model("gpt-5-mini-2026-06-01"));
    ChatCompletion answer = client.chat().completions().create(chat());
    assertThat(answer.choices().get(0).message().content()).hasValue("Paid.");
    checkTheCall();
    assertThat(lab.attribute("gen_ai.response.model")).isEqualTo("gpt-5-mini-2026-06-01");
    assertThat(lab.attribute("gen_ai.request.max_tokens")).isEqualTo("50");
    assertThat(lab.attribute("gen_ai.response.finish_reasons")).isEqualTo("[stop]");
  }

  @Test
  void aResponseIsRecordedTheSame() {
    vendor.next(AiAnswer.text("Paid.").usage(RESPONSE_USAGE));
    Response answer = client.responses().create(response());
    assertThat(answer.id()).isEqualTo("resp_stub");
    checkTheCall();
    assertThat(lab.attribute("gen_ai.response.id")).isEqualTo("resp_stub");
  }

  @Test
  void aStreamOfChatCompletionsIsRecordedToo() {
    vendor.next(AiAnswer.text("Pa", "id.").usage(CHAT_USAGE));
    assertThat(read(client.chat().completions().createStreaming(chat()))).isEqualTo("Paid.");
    checkTheCall();
    checkOneFirstChunk();
  }

  @Test
  void aStreamOfAResponseIsRecordedToo() {
    vendor.next(AiAnswer.text("Pa", "id.").usage(RESPONSE_USAGE));
    try (StreamResponse<ResponseStreamEvent> events =
        client.responses().createStreaming(response())) {
      String text =
          events.stream()
              .flatMap(event -> event.outputTextDelta().stream())
              .map(delta -> delta.delta())
              .collect(Collectors.joining());
      assertThat(text).isEqualTo("Paid.");
    }
    checkTheCall();
    checkOneFirstChunk();
  }

  @Test
  void anAsynchronousStreamIsRecordedToo() throws Exception {
    vendor.next(AiAnswer.text("Pa", "id.").usage(CHAT_USAGE));
    Collecting handler = new Collecting();
    AsyncStreamResponse<ChatCompletionChunk> events =
        client.async().chat().completions().createStreaming(chat());
    events.subscribe(handler).onCompleteFuture().get(20, TimeUnit.SECONDS);
    await().until(() -> lab.spans().size() == 1);
    assertThat(String.join("", handler.texts)).isEqualTo("Paid.");
    assertThat(handler.spans).containsOnly(lab.span().getSpanId());
    checkTheCall();
    checkOneFirstChunk();
  }

  @Test
  void anAsynchronousCallEndsWithItsFuture() throws Exception {
    vendor.next(AiAnswer.text("Paid.").usage(CHAT_USAGE));
    Context before = Context.current();
    var future = client.async().chat().completions().create(chat());
    assertThat(Context.current()).isSameAs(before);
    future.get(20, TimeUnit.SECONDS);
    await().until(() -> lab.spans().size() == 1);
    checkTheCall();
  }

  @Test
  void embeddingsAreRecorded() {
    vendor.next(AiAnswer.text().tokens(8, 0));
    client
        .embeddings()
        .create(EmbeddingCreateParams.builder().model("text-embedding-3-small").input("x").build());
    assertThat(lab.attribute("gen_ai.operation.name")).isEqualTo("embeddings");
    assertThat(lab.sum("ai_tokens_used_total")).isEqualTo(8);
    assertThat(lab.sum("ai_unpriced_requests_total")).isEqualTo(1);
    assertThat(lab.sum("ai_api_cost_total")).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "429, rate_limit",
    "401, auth",
    "403, auth",
    "400, invalid_request",
    "404, invalid_request",
    "422, invalid_request",
    "500, server_error"
  })
  void eachStatusHasItsKindAndTheExceptionIsTheClients(int status, String kind) {
    vendor.answer(AiAnswer.status(status));
    Throwable direct = catchThrowable(() -> plain.chat().completions().create(chat()));
    Throwable seen = catchThrowable(() -> client.chat().completions().create(chat()));
    assertThat(seen).isNotNull().hasSameClassAs(direct).hasMessage(direct.getMessage());
    assertThat(errors(kind)).isEqualTo(1);
    assertThat(lab.attribute("http.response.status_code")).isEqualTo(String.valueOf(status));
  }

  @ParameterizedTest
  @CsvSource({"context_length_exceeded, context_length", "content_filter, content_filter"})
  void anErrorCodeSaysMoreThanTheStatus(String code, String kind) {
    vendor.answer(AiAnswer.status(400).code(code));
    catchThrowable(() -> client.chat().completions().create(chat()));
    assertThat(errors(kind)).isEqualTo(1);
  }

  @Test
  void aBrokenConnectionIsTheNetworkAndSilenceATimeout() {
    vendor.next(AiAnswer.hangUp());
    catchThrowable(() -> client.chat().completions().create(chat()));
    assertThat(errors("network")).isEqualTo(1);
    vendor.answer(AiAnswer.silence());
    OpenAIClient hurried = client.withOptions(o -> o.timeout(Duration.ofMillis(200)));
    catchThrowable(() -> hurried.chat().completions().create(chat()));
    assertThat(errors("timeout")).isEqualTo(1);
  }

  @Test
  void anAsynchronousFailureHasItsKindToo() {
    vendor.answer(AiAnswer.status(429));
    Throwable seen =
        catchThrowable(
            () -> client.async().chat().completions().create(chat()).get(20, TimeUnit.SECONDS));
    assertThat(seen).hasCauseInstanceOf(RateLimitException.class);
    await().until(() -> lab.spans().size() == 1);
    assertThat(errors("rate_limit")).isEqualTo(1);
  }

  @Test
  void aStreamThatTheAppLeavesIsCancelled() {
    vendor.next(AiAnswer.text("one", "two").holdAfter(1));
    try (StreamResponse<ChatCompletionChunk> events =
        client.chat().completions().createStreaming(chat())) {
      assertThat(events.stream().findFirst()).isPresent();
    }
    assertThat(requests("cancelled")).isEqualTo(1);
    assertThat(lab.sum("ai_model_errors_total")).isZero();
    checkOneFirstChunkAlone();
  }

  @Test
  void aStreamThatBreaksIsAnErrorWithItsFirstChunk() {
    vendor.next(AiAnswer.text("one", "two").hangUpAfter(1));
    Throwable seen =
        catchThrowable(() -> read(client.chat().completions().createStreaming(chat())));
    assertThat(seen).isNotNull();
    assertThat(requests("error")).isEqualTo(1);
    assertThat(errors("network")).isEqualTo(1);
    checkOneFirstChunkAlone();
  }

  @Test
  void aFailureOfTheAppsOwnWhileReadingIsNoErrorOfTheModel() {
    vendor.next(AiAnswer.text("one", "two"));
    IllegalStateException own = new IllegalStateException("the app's");
    Throwable seen =
        catchThrowable(
            () -> {
              try (StreamResponse<ChatCompletionChunk> events =
                  client.chat().completions().createStreaming(chat())) {
                events.stream()
                    .forEach(
                        chunk -> {
                          throw own;
                        });
              }
            });
    assertThat(seen).isSameAs(own);
    assertThat(requests("cancelled")).isEqualTo(1);
    assertThat(lab.sum("ai_model_errors_total")).isZero();
  }

  @Test
  void aStreamThatWasNotAskedForItsUsageIsCountedAsSuch() {
    ChatCompletionCreateParams silent =
        ChatCompletionCreateParams.builder().model("gpt-5-mini").addUserMessage("hi").build();
    read(client.chat().completions().createStreaming(silent));
    assertThat(lab.value("ai_usage_missing_total" + LABELS + "}")).isEqualTo(1);
    assertThat(requests("success")).isEqualTo(1);
  }

  @Test
  void whatTheClientHandsOutIsObservedToo() {
    client
        .withOptions(options -> options.putHeader("x-team", "billing"))
        .async()
        .sync()
        .chat()
        .withOptions(options -> options.putHeader("x-part", "dunning"))
        .completions()
        .create(chat());
    assertThat(lab.sum("ai_requests_total")).isEqualTo(1);
    assertThat(vendor.requests().get(0).header("x-team")).isEqualTo("billing");
    assertThat(vendor.requests().get(0).header("x-part")).isEqualTo("dunning");
    assertThat(OpenAi.of(ai).observe(client)).isSameAs(client);
    assertThat(client).isEqualTo(client).isNotEqualTo(plain);
  }

  @Test
  void whatIsSentAgainIsCountedWithItsReason() {
    OpenAi observed = OpenAi.of(ai);
    OpenAIClient patient =
        observed.observe(
            new OpenAIClientImpl(
                ClientOptions.builder()
                    .httpClient(observed.countRetries(OkHttpClient.builder().build()))
                    .baseUrl(vendor.url() + "/v1")
                    .apiKey("test")
                    .maxRetries(3)
                    .build()));
    vendor.next(soon(429), soon(500), AiAnswer.text("at last"));
    patient.chat().completions().create(chat());
    assertThat(vendor.requestCount()).isEqualTo(3);
    assertThat(retries("rate_limit")).isEqualTo(1);
    assertThat(retries("server_error")).isEqualTo(1);
    assertThat(lab.sum("ai_requests_total")).isEqualTo(1);
    vendor.next(soon(429), AiAnswer.text("again"));
    patient.async().chat().completions().create(chat()).join();
    assertThat(retries("rate_limit")).isEqualTo(2);
    patient.close();
  }

  @Test
  void twoEqualRequestsAtOnceAreTwoCalls() {
    vendor.answer(AiAnswer.text("same").pause(Duration.ofMillis(50)));
    ChatCompletionCreateParams same = chat();
    var one = client.async().chat().completions().create(same);
    var two = client.async().chat().completions().create(same);
    one.join();
    two.join();
    await().until(() -> lab.spans().size() == 2);
    assertThat(lab.spans()).extracting(SpanData::getSpanId).doesNotHaveDuplicates();
    assertThat(requests("success")).isEqualTo(2);
  }

  @Test
  void whatWasSaidIsNowhere() {
    vendor.next(AiAnswer.text("Hello Asha."), AiAnswer.status(400));
    client.chat().completions().create(chat());
    catchThrowable(() -> client.chat().completions().create(chat()));
    String everything =
        lab.scrape() + lab.spans() + lab.lines().stream().map(AiLab::fields).toList();
    assertThat(everything).doesNotContain("Asha");
  }

  @Test
  void aServiceThatSpeaksTheProtocolHasItsOwnName() {
    OpenAi.of(ai, AiProvider.GROQ).observe(plain).chat().completions().create(chat());
    assertThat(lab.series("ai_requests_total")).anyMatch(line -> line.contains("\"groq\""));
  }

  private static String read(StreamResponse<ChatCompletionChunk> response) {
    try (response) {
      return response.stream()
          .flatMap(chunk -> chunk.choices().stream())
          .flatMap(choice -> choice.delta().content().stream())
          .collect(Collectors.joining());
    }
  }

  private static AiAnswer soon(int status) {
    return AiAnswer.status(status).header("retry-after-ms", "1");
  }

  private static ChatCompletionCreateParams chat() {
    return ChatCompletionCreateParams.builder()
        .model("gpt-5-mini")
        .maxCompletionTokens(50)
        .streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build())
        .addUserMessage("I am Asha. Which invoices are due?")
        .build();
  }

  private static ResponseCreateParams response() {
    return ResponseCreateParams.builder().model("gpt-5-mini").input("I am Asha").build();
  }

  private void checkTheCall() {
    assertThat(requests("success")).isEqualTo(1);
    assertThat(lab.sum("ai_tokens_used_total")).as("the vendor's total").isEqualTo(18_031);
    assertThat(List.of(part("input"), part("input_cache_read"), part("output")))
        .containsExactly(86.0, 17_817.0, 96.0);
    assertThat(part("output_reasoning")).isEqualTo(32);
    // 86*2 + 17817*0.2 + 128*10, per million
    assertThat(new BigDecimal(lab.attribute("gen_ai.usage.cost.amount")))
        .isEqualByComparingTo("0.0050154");
    assertThat(lab.span().getName()).isEqualTo("chat gpt-5-mini");
    assertThat(lab.sum("ai_usage_missing_total")).isZero();
  }

  private void checkOneFirstChunk() {
    checkOneFirstChunkAlone();
    assertThat(lab.value("ai_time_per_output_token_seconds_count" + LABELS + "}")).isEqualTo(1);
  }

  private void checkOneFirstChunkAlone() {
    assertThat(lab.value("ai_time_to_first_chunk_seconds_count" + LABELS + "}")).isEqualTo(1);
  }

  private double part(String type) {
    return lab.value("ai_tokens_used_total" + LABELS + ",token_type=\"" + type + "\"}");
  }

  private double requests(String status) {
    return lab.value("ai_requests_total" + LABELS + ",status=\"" + status + "\"}");
  }

  private double errors(String kind) {
    return lab.value("ai_model_errors_total" + LABELS + ",error_type=\"" + kind + "\"}");
  }

  private double retries(String reason) {
    return lab.value("ai_retries_total{provider=\"openai\",reason=\"" + reason + "\"}");
  }

  /** An app's handler of an asynchronous stream. */
  private static final class Collecting
      implements AsyncStreamResponse.Handler<ChatCompletionChunk> {

    private final List<String> texts = new CopyOnWriteArrayList<>();
    private final List<String> spans = new CopyOnWriteArrayList<>();

    @Override
    public void onNext(ChatCompletionChunk chunk) {
      spans.add(Span.current().getSpanContext().getSpanId());
      chunk.choices().forEach(choice -> choice.delta().content().ifPresent(texts::add));
    }

    @Override
    public void onComplete(Optional<Throwable> error) {
      spans.add(Span.current().getSpanContext().getSpanId());
    }
  }
}
