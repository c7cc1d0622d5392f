// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.http.AsyncStreamResponse;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.core.opentelemetry.OpenTelemetryOptions;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.sightglass.business.ai.AiCalls;
import io.sightglass.business.ai.AiLab;
import io.sightglass.business.ai.Price;
import io.sightglass.business.ai.PriceBook;
import io.sightglass.testkit.AiAnswer;
import io.sightglass.testkit.AiVendorStub;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnthropicTest {

  private static final String MODEL = "claude-sonnet-4-5";
  private static final String LABELS = "{model=\"claude-sonnet-4-5\",provider=\"anthropic\"";
  private static final String USAGE =
      """
      {"input_tokens":21,"cache_creation_input_tokens":18810,"cache_read_input_tokens":400,
       "cache_creation":{"ephemeral_5m_input_tokens":18000,"ephemeral_1h_input_tokens":810},
       "output_tokens":393,"output_tokens_details":{"thinking_tokens":93},
       "server_tool_use":null,"service_tier":"standard"}""";

  private AiVendorStub vendor;
  private AiLab lab;
  private AnthropicClient plain;
  private AnthropicClient client;

  @BeforeEach
  void start() {
    vendor = AiVendorStub.start();
    lab = AiLab.open();
    plain = builder().build();
    client = Anthropic.of(calls(lab)).observe(plain);
  }

  @AfterEach
  void stop() {
    plain.close();
    lab.close();
    vendor.close();
  }

  @Test
  void aMessageIsRecordedWithPartsThatSumToTheVendorsTotal() {
    vendor.next(AiAnswer.text("Paid.").usage(USAGE));
    Message answer = client.messages().create(params());
    assertThat(answer.id()).isEqualTo("msg_stub");
    checkTheCall();
    assertThat(lab.attribute("gen_ai.response.finish_reasons")).isEqualTo("[end_turn]");
    assertThat(lab.attribute("gen_ai.request.max_tokens")).isEqualTo("100");
  }

  @Test
  void aStreamIsRecordedToo() {
    vendor.next(AiAnswer.text("Pa", "id.").usage(USAGE));
    assertThat(read(client.messages().createStreaming(params()))).isEqualTo("Paid.");
    checkTheCall();
    checkOneFirstChunk();
    assertThat(lab.value("ai_time_per_output_token_seconds_count" + LABELS + "}")).isEqualTo(1);
  }

  @Test
  void anAsynchronousCallAndStreamAreRecordedToo() throws Exception {
    vendor.next(AiAnswer.text("Paid.").usage(USAGE), AiAnswer.text("Pa", "id.").usage(USAGE));
    Context before = Context.current();
    client.async().messages().create(params()).get(20, TimeUnit.SECONDS);
    List<String> texts = new CopyOnWriteArrayList<>();
    AsyncStreamResponse<RawMessageStreamEvent> events =
        client.async().messages().createStreaming(params());
    assertThat(Context.current()).isSameAs(before);
    events
        .subscribe(event -> text(event).forEach(texts::add))
        .onCompleteFuture()
        .get(20, TimeUnit.SECONDS);
    await().until(() -> lab.spans().size() == 2);
    assertThat(String.join("", texts)).isEqualTo("Paid.");
    assertThat(lab.sum("ai_tokens_used_total")).isEqualTo(2 * 19_624);
    checkOneFirstChunk();
  }

  @ParameterizedTest
  @CsvSource({
    "429, rate_limit",
    "401, auth",
    "403, auth",
    "400, invalid_request",
    "404, invalid_request",
    "413, context_length",
    "500, server_error",
    "529, server_error"
  })
  void eachStatusHasItsKindAndTheExceptionIsTheClients(int status, String kind) {
    vendor.answer(AiAnswer.status(status));
    Throwable direct = catchThrowable(() -> plain.messages().create(params()));
    Throwable seen = catchThrowable(() -> client.messages().create(params()));
    assertThat(seen).isNotNull().hasSameClassAs(direct).hasMessage(direct.getMessage());
    assertThat(errors(kind)).isEqualTo(1);
    assertThat(lab.attribute("http.response.status_code")).isEqualTo(String.valueOf(status));
  }

  @Test
  void anErrorWithinAStreamHasItsKind() {
    vendor.next(AiAnswer.text("one", "two").errorAfter(1));
    Throwable seen = catchThrowable(() -> read(client.messages().createStreaming(params())));
    assertThat(seen).isNotNull();
    assertThat(requests("error")).isEqualTo(1);
    assertThat(errors("server_error")).isEqualTo(1);
    checkOneFirstChunk();
  }

  @Test
  void aStreamThatBreaksIsTheNetworkAndOneThatIsLeftIsCancelled() {
    vendor.next(AiAnswer.text("one", "two").hangUpAfter(1), AiAnswer.text("one").holdAfter(1));
    catchThrowable(() -> read(client.messages().createStreaming(params())));
    assertThat(errors("network")).isEqualTo(1);
    try (StreamResponse<RawMessageStreamEvent> events =
        client.messages().createStreaming(params())) {
      assertThat(events.stream().anyMatch(RawMessageStreamEvent::isContentBlockDelta)).isTrue();
    }
    assertThat(requests("cancelled")).isEqualTo(1);
  }

  @Test
  void silenceIsATimeout() {
    vendor.answer(AiAnswer.silence());
    AnthropicClient hurried = client.withOptions(o -> o.timeout(Duration.ofMillis(200)));
    catchThrowable(() -> hurried.messages().create(params()));
    assertThat(errors("timeout")).isEqualTo(1);
  }

  @Test
  void whatIsSentAgainIsCountedWithItsReason() {
    AnthropicClient patient = client.withOptions(options -> options.maxRetries(3));
    vendor.next(soon(429), soon(529), AiAnswer.text("at last"));
    patient.messages().create(params());
    assertThat(vendor.requestCount()).isEqualTo(3);
    assertThat(retries("rate_limit")).isEqualTo(1);
    assertThat(retries("server_error")).isEqualTo(1);
    assertThat(lab.sum("ai_requests_total")).isEqualTo(1);
    vendor.next(soon(429), AiAnswer.text("again"));
    patient.async().messages().create(params()).join();
    assertThat(retries("rate_limit")).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whereTheClientMakesItsOwnSpanThereIsNoSecond(boolean streaming) {
    AnthropicClient traced = Anthropic.of(calls(lab)).observe(traced(lab));
    vendor.next(AiAnswer.text("Paid.").usage(USAGE));
    if (streaming) {
      read(traced.messages().createStreaming(params()));
    } else {
      traced.messages().create(params());
    }
    assertThat(lab.spans()).hasSize(1);
    assertThat(lab.span().getInstrumentationScopeInfo().getName()).doesNotContain("sightglass");
    assertThat(requests("success")).isEqualTo(1);
    assertThat(lab.sum("ai_tokens_used_total")).isEqualTo(19_624);
    assertThat(lab.lines()).hasSize(1);
  }

  @Test
  void bothSpansAreThereIfAskedFor() {
    try (AiLab both = AiLab.with(Map.of("sightglass.ai.spans", "on"))) {
      Anthropic.of(calls(both)).observe(traced(both)).messages().create(params());
      assertThat(both.spans()).hasSize(2);
      SpanData inner = both.spans().get(0);
      SpanData outer = both.spans().get(1);
      assertThat(inner.getParentSpanId()).isEqualTo(outer.getSpanId());
    }
  }

  @Test
  void anAnswerWithoutUsageIsCountedAsSuchAndStaysTheApps() {
    vendor.next(AiAnswer.text("hm").withoutUsage());
    assertThat(client.messages().create(params()).id()).isEqualTo("msg_stub");
    assertThat(lab.value("ai_usage_missing_total" + LABELS + "}")).isEqualTo(1);
    assertThat(requests("success")).isEqualTo(1);
  }

  @Test
  void whatWasSaidIsNowhere() {
    vendor.next(AiAnswer.text("Hello Asha."), AiAnswer.status(400));
    client.messages().create(params());
    catchThrowable(() -> client.messages().create(params()));
    String everything =
        lab.scrape() + lab.spans() + lab.lines().stream().map(AiLab::fields).toList();
    assertThat(everything).doesNotContain("Asha");
  }

  private AnthropicOkHttpClient.Builder builder() {
    return AnthropicOkHttpClient.builder()
        .baseUrl(vendor.url())
        .apiKey("test")
        .timeout(Duration.ofSeconds(20))
        .maxRetries(0);
  }

  private AnthropicClient traced(AiLab in) {
    return builder()
        .openTelemetry(
            OpenTelemetryOptions.builder()
                .tracerProvider(in.obs().openTelemetry().getTracerProvider())
                .traces(true)
                .build())
        .build();
  }

  private static AiCalls calls(AiLab in) {
    Price price =
        Price.perMillion()
            .input("3")
            .cachedInput("0.3")
            .cacheWrite5m("3.75")
            .cacheWrite1h("6")
            .output("15")
            .build();
    return AiCalls.builder(in.obs())
        .prices(PriceBook.builder().price("anthropic/" + MODEL, price).build())
        .build();
  }

  private static String read(StreamResponse<RawMessageStreamEvent> response) {
    try (response) {
      return response.stream().flatMap(event -> text(event)).collect(Collectors.joining());
    }
  }

  private static java.util.stream.Stream<String> text(RawMessageStreamEvent event) {
    return event.contentBlockDelta().stream()
        .flatMap(delta -> delta.delta().text().stream())
        .map(text -> text.text());
  }

  private static AiAnswer soon(int status) {
    return AiAnswer.status(status).header("retry-after-ms", "1");
  }

  private static MessageCreateParams params() {
    return MessageCreateParams.builder()
        .model(MODEL)
        .maxTokens(100)
        .addUserMessage("I am Asha. Which invoices are due?")
        .build();
  }

  private void checkTheCall() {
    assertThat(requests("success")).isEqualTo(1);
    assertThat(lab.sum("ai_tokens_used_total")).as("all that is billed").isEqualTo(19_624);
    assertThat(
            List.of(
                part("input"),
                part("input_cache_read"),
                part("input_cache_write"),
                part("output"),
                part("output_reasoning")))
        .containsExactly(21.0, 400.0, 18_810.0, 300.0, 93.0);
    // 21*3 + 400*0.3 + 18000*3.75 + 810*6 + 393*15, per million
    assertThat(new BigDecimal(lab.attribute("gen_ai.usage.cost.amount")))
        .isEqualByComparingTo("0.078438");
    assertThat(lab.span().getName()).isEqualTo("chat " + MODEL);
  }

  private void checkOneFirstChunk() {
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
    return lab.value("ai_retries_total{provider=\"anthropic\",reason=\"" + reason + "\"}");
  }
}
