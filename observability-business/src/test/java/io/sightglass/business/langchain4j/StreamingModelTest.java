// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import io.opentelemetry.context.Context;
import io.sightglass.business.ai.AiCalls;
import io.sightglass.business.ai.AiLab;
import io.sightglass.testkit.AiAnswer;
import io.sightglass.testkit.AiVendorStub;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StreamingModelTest {

  private static final String OPENAI = "{model=\"gpt-5-mini\",provider=\"openai\"";

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
  void theFirstChunkIsTimedOnceAndTheRestForEachToken() throws Exception {
    vendor.next(AiAnswer.text("one ", "two ", "three").tokens(90, 3).pause(Duration.ofMillis(20)));
    Reading reading = new Reading();
    openAi().chat("count", reading);
    assertThat(reading.await().aiMessage().text()).isEqualTo("one two three");
    assertThat(reading.chunks).containsExactly("one ", "two ", "three");
    assertThat(requests("success")).isEqualTo(1);
    assertThat(lab.value("ai_time_to_first_chunk_seconds_count" + OPENAI + "}")).isEqualTo(1);
    assertThat(lab.value("ai_time_per_output_token_seconds_count" + OPENAI + "}")).isEqualTo(1);
    double first = lab.value("ai_time_to_first_chunk_seconds_sum" + OPENAI + "}");
    double whole = lab.value("ai_request_duration_seconds_sum" + OPENAI + "}");
    assertThat(first).isPositive().isLessThan(whole);
    assertThat(lab.sum("ai_tokens_used_total")).isEqualTo(93);
    assertThat(lab.attribute("gen_ai.request.stream")).isEqualTo("true");
  }

  @Test
  void theHandlerRunsInTheCallsContextAndNothingStaysBehind() throws Exception {
    Context before = Context.current();
    Reading reading = new Reading();
    openAi().chat("hi", reading);
    assertThat(Context.current()).isSameAs(before);
    reading.await();
    assertThat(reading.spans).hasSize(3).containsOnly(lab.span().getSpanId());
  }

  @Test
  void aStreamThatIsCancelledIsCancelled() throws Exception {
    vendor.next(AiAnswer.text("one", "two", "three").holdAfter(2));
    Reading reading = new Reading(1);
    openAi().chat("hi", reading);
    assertThat(reading.cancelled.get(20, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
    await().until(() -> lab.spans().size() == 1);
    assertThat(requests("cancelled")).isEqualTo(1);
    assertThat(lab.sum("ai_model_errors_total")).isZero();
    assertThat(lab.value("ai_time_to_first_chunk_seconds_count" + OPENAI + "}")).isEqualTo(1);
  }

  @Test
  void aConnectionThatBreaksAfterTheFirstChunkIsAnError() throws Exception {
    vendor.next(AiAnswer.text("one", "two").hangUpAfter(1));
    Reading reading = new Reading();
    openAi().chat("hi", reading);
    Throwable seen = catchThrowable(reading::await);
    assertThat(seen).isNotNull();
    assertThat(reading.chunks).containsExactly("one");
    assertThat(requests("error")).isEqualTo(1);
    assertThat(errors("network")).isEqualTo(1);
    assertThat(lab.value("ai_time_to_first_chunk_seconds_count" + OPENAI + "}")).isEqualTo(1);
    assertThat(lab.sum("ai_time_per_output_token_seconds_count")).isZero();
  }

  @Test
  void anErrorInTheStreamIsAnError() throws Exception {
    vendor.next(AiAnswer.text("one", "two").errorAfter(1));
    Reading reading = new Reading();
    observed.observe(Models.anthropicStream(vendor)).chat("hi", reading);
    assertThat(catchThrowable(reading::await)).isNotNull();
    assertThat(lab.sum("ai_model_errors_total")).isEqualTo(1);
    assertThat(lab.spans()).hasSize(1);
  }

  @Test
  void aRefusalBeforeTheStreamHasItsKind() throws Exception {
    vendor.next(AiAnswer.status(429));
    Reading reading = new Reading();
    openAi().chat("hi", reading);
    assertThat(catchThrowable(reading::await)).isNotNull();
    assertThat(errors("rate_limit")).isEqualTo(1);
    assertThat(lab.sum("ai_time_to_first_chunk_seconds_count")).isZero();
  }

  @Test
  void aStreamWithoutUsageIsCountedAsSuch() throws Exception {
    vendor.next(AiAnswer.text("a", "b").withoutUsage());
    Reading reading = new Reading();
    openAi().chat("hi", reading);
    reading.await();
    assertThat(lab.value("ai_usage_missing_total" + OPENAI + "}")).isEqualTo(1);
  }

  @Test
  void decoratorAndListenerTogetherRecordOnce() throws Exception {
    StreamingChatModel model =
        observed.observe(
            Models.openAiStream(vendor)
                .listeners(java.util.List.of(observed.chatListener()))
                .build());
    Reading reading = new Reading();
    model.chat("hi", reading);
    reading.await();
    assertThat(lab.sum("ai_requests_total")).isEqualTo(1);
    assertThat(lab.spans()).hasSize(1);
  }

  @Test
  void theListenerAloneRecordsAStreamWithoutItsFirstChunk() throws Exception {
    Context before = Context.current();
    Reading reading = new Reading();
    Models.anthropicStream(vendor, observed.chatListener()).chat("hi", reading);
    assertThat(Context.current()).isSameAs(before);
    reading.await();
    await().until(() -> lab.spans().size() == 1);
    assertThat(lab.sum("ai_tokens_used_total")).isEqualTo(14);
    assertThat(lab.sum("ai_time_to_first_chunk_seconds_count")).isZero();
  }

  @Test
  void aModelThatThrowsAtOnceIsRecordedAndThrowsTheSame() {
    InvalidRequestException refusal = new InvalidRequestException("no");
    StreamingChatModel model =
        observed.observe(
            new StreamingChatModel() {
              @Override
              public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
                throw refusal;
              }
            });
    assertThat(catchThrowable(() -> model.chat("hi", new Reading()))).isSameAs(refusal);
    assertThat(lab.attribute("error.type")).isEqualTo("invalid_request");
  }

  @Test
  void geminisStreamIsReadToo() throws Exception {
    Reading reading = new Reading();
    observed.observe(Models.geminiStream(vendor)).chat("hi", reading);
    assertThat(reading.await().aiMessage().text()).isEqualTo("Hello from the stub.");
    String labels = "{model=\"gemini-2.5-flash\",provider=\"gcp.gemini\"}";
    assertThat(lab.value("ai_time_to_first_chunk_seconds_count" + labels)).isEqualTo(1);
  }

  private StreamingChatModel openAi() {
    return observed.observe(Models.openAiStream(vendor).build());
  }

  private double requests(String status) {
    return lab.value("ai_requests_total" + OPENAI + ",status=\"" + status + "\"}");
  }

  private double errors(String kind) {
    return lab.value("ai_model_errors_total" + OPENAI + ",error_type=\"" + kind + "\"}");
  }
}
