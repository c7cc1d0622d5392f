// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.data.audio.Audio;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.guardrail.InputGuardrail;
import dev.langchain4j.guardrail.InputGuardrailResult;
import dev.langchain4j.model.audio.AudioTranscriptionModel;
import dev.langchain4j.model.audio.TextToSpeechModel;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.openai.OpenAiAudioTranscriptionModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import dev.langchain4j.model.openai.OpenAiTextToSpeechModel;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import dev.langchain4j.rag.query.Query;
import dev.langchain4j.service.AiServices;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.sightglass.business.Business;
import io.sightglass.business.Voice;
import io.sightglass.business.ai.AiCalls;
import io.sightglass.business.ai.AiLab;
import io.sightglass.testkit.AiAnswer;
import io.sightglass.testkit.AiVendorStub;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Embeddings, retrieval, speech, tools and guardrails. */
class PartsTest {

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
  void embeddingsAreCountedWithTheirTokens() {
    vendor.answer(AiAnswer.text().tokens(8, 0));
    EmbeddingModel model = observed.observe(embedding());
    assertThat(model.embed("one").content().vector()).hasSize(3);
    assertThat(
            model.embedAll(List.of(TextSegment.from("two"), TextSegment.from("three"))).content())
        .hasSize(2);
    String labels = "{model=\"text-embedding-3-small\",provider=\"openai\"";
    assertThat(lab.value("ai_requests_total" + labels + ",status=\"success\"}")).isEqualTo(2);
    assertThat(lab.value("ai_tokens_used_total" + labels + ",token_type=\"input\"}")).isEqualTo(16);
    assertThat(lab.spans())
        .extracting(SpanData::getName)
        .containsOnly("embeddings text-embedding-3-small");
  }

  @Test
  void anEmbeddingThatFailsHasItsKind() {
    vendor.answer(AiAnswer.status(401));
    EmbeddingModel model = observed.observe(embedding());
    assertThatThrownBy(() -> model.embed("one")).isNotNull();
    assertThat(lab.attribute("error.type")).isEqualTo("auth");
  }

  @Test
  void aSearchIsASpanWithoutItsQuery() {
    ContentRetriever retriever =
        observed.observe((ContentRetriever) query -> List.of(Content.from("a"), Content.from("b")));
    assertThat(retriever.retrieve(Query.from("where does Asha live"))).hasSize(2);
    assertThat(lab.attribute("gen_ai.operation.name")).isEqualTo("retrieval");
    assertThat(lab.attribute("ai.retrieval.contents")).isEqualTo("2");
    assertThat(lab.span().toString()).doesNotContain("Asha");
    assertThat(lab.sum("ai_requests_total")).isZero();
  }

  @Test
  void aSearchThatFailsIsAnError() {
    IllegalStateException failure = new IllegalStateException("no index");
    ContentRetriever retriever =
        observed.observe(
            (ContentRetriever)
                query -> {
                  throw failure;
                });
    assertThatThrownBy(() -> retriever.retrieve(Query.from("x"))).isSameAs(failure);
    assertThat(lab.attribute("error.type")).isEqualTo(IllegalStateException.class.getName());
  }

  @Test
  void speechIsTimedAsSpeechAndAsACall() {
    vendor.answer(AiAnswer.text("create an invoice"));
    Voice voice = Business.of(lab.obs()).voice();
    AudioTranscriptionModel hearing =
        observed.observeTranscription(transcription(), "whisper-1", voice);
    assertThat(hearing.transcribeToText(audio())).isEqualTo("create an invoice");
    TextToSpeechModel speaking = observed.observeSpeech(speech(), "tts-1", voice);
    assertThat(speaking.synthesize("Your invoice is ready").audio()).isNotNull();
    String provider = "{provider=\"openai\",status=\"success\"}";
    assertThat(lab.value("stt_processing_duration_seconds_count" + provider)).isEqualTo(1);
    assertThat(lab.value("tts_processing_duration_seconds_count" + provider)).isEqualTo(1);
    assertThat(lab.series("ai_requests_total"))
        .anyMatch(line -> line.contains("whisper-1"))
        .anyMatch(line -> line.contains("tts-1"));
    assertThat(lab.sum("ai_usage_missing_total")).isZero();
  }

  @Test
  void speechThatFailsIsAFailureWithItsKind() {
    vendor.answer(AiAnswer.status(429));
    Voice voice = Business.of(lab.obs()).voice();
    AudioTranscriptionModel hearing =
        observed.observeTranscription(transcription(), "whisper-1", voice);
    assertThatThrownBy(() -> hearing.transcribeToText(audio())).isNotNull();
    assertThat(lab.series("stt_processing_duration_seconds_count"))
        .anyMatch(line -> line.contains("status=\"failure\"") && line.endsWith(" 1"));
    assertThat(lab.series("ai_model_errors_total"))
        .anyMatch(line -> line.contains("error_type=\"rate_limit\"") && line.endsWith(" 1.0"));
  }

  @Test
  void toolsAreCountedTimedAndTheirFailuresToo() {
    vendor.next(
        AiAnswer.tool("total", "{}"), AiAnswer.tool("broken", "{}"), AiAnswer.text("It is 42."));
    Assistant assistant =
        AiServices.builder(Assistant.class)
            .chatModel(observed.observe(Models.openAi(vendor).build()))
            .tools(new Till())
            .afterToolExecution(observed.tools())
            .build();
    assertThat(assistant.ask("How much?")).isEqualTo("It is 42.");
    assertThat(lab.value("ai_tool_calls_total{tool=\"total\",status=\"success\"}")).isEqualTo(1);
    assertThat(lab.value("ai_tool_calls_total{tool=\"broken\",status=\"error\"}")).isEqualTo(1);
    assertThat(lab.sum("ai_tool_duration_seconds_count")).isEqualTo(2);
    assertThat(lab.sum("ai_requests_total")).isEqualTo(3);
    assertThat(lab.spans().get(0).getAttributes().asMap().toString()).contains("tool_calls");
  }

  @Test
  void toolsAreCountedByTheListenerToo() {
    vendor.next(AiAnswer.tool("total", "{}"), AiAnswer.text("It is 42."));
    Assistant assistant =
        AiServices.builder(Assistant.class)
            .chatModel(Models.openAi(vendor).build())
            .tools(new Till())
            .registerListeners(observed.toolListener())
            .build();
    assistant.ask("How much?");
    assertThat(lab.value("ai_tool_calls_total{tool=\"total\",status=\"success\"}")).isEqualTo(1);
  }

  @Test
  void guardrailsAreTimedByWhatTheyFound() {
    Assistant assistant =
        AiServices.builder(Assistant.class)
            .chatModel(Models.openAi(vendor).build())
            .inputGuardrails(new NoSecrets())
            .registerListeners(observed.guardrails())
            .build();
    assistant.ask("fine");
    assertThatThrownBy(() -> assistant.ask("my secret")).isNotNull();
    String family = "ai_guardrail_duration_seconds_count";
    String labels = "{guardrail=\"NoSecrets\",kind=\"input\",status=";
    assertThat(lab.value(family + labels + "\"success\"}")).isEqualTo(1);
    assertThat(lab.value(family + labels + "\"failure\"}")).isEqualTo(1);
  }

  private EmbeddingModel embedding() {
    return OpenAiEmbeddingModel.builder()
        .baseUrl(vendor.url() + "/v1")
        .apiKey("test")
        .modelName("text-embedding-3-small")
        .maxRetries(0)
        .httpClientBuilder(Models.http())
        .build();
  }

  private AudioTranscriptionModel transcription() {
    return OpenAiAudioTranscriptionModel.builder()
        .baseUrl(vendor.url() + "/v1")
        .apiKey("test")
        .modelName("whisper-1")
        .maxRetries(0)
        .build();
  }

  private TextToSpeechModel speech() {
    return OpenAiTextToSpeechModel.builder()
        .baseUrl(vendor.url() + "/v1")
        .apiKey("test")
        .modelName("tts-1")
        .maxRetries(0)
        .build();
  }

  private static Audio audio() {
    return Audio.builder().binaryData(new byte[] {1, 2, 3}).mimeType("audio/wav").build();
  }

  interface Assistant {
    String ask(String question);
  }

  static final class Till {
    @Tool
    public int total() {
      return 42;
    }

    @Tool
    public int broken() {
      throw new IllegalStateException("no till");
    }
  }

  static final class NoSecrets implements InputGuardrail {
    @Override
    public InputGuardrailResult validate(UserMessage message) {
      return message.singleText().contains("secret") ? fatal("no secrets") : success();
    }
  }
}
