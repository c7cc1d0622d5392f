// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.langchain4j;

import dev.langchain4j.http.client.jdk.JdkHttpClient;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.googleai.GoogleAiGeminiChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import io.sightglass.testkit.AiVendorStub;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;

/** LangChain4j's own models, talking to the stand-in. */
final class Models {

  static final String OPENAI = "gpt-5-mini";
  static final String ANTHROPIC = "claude-sonnet-4-5";
  static final String GEMINI = "gemini-2.5-flash";

  private Models() {}

  static OpenAiChatModel.OpenAiChatModelBuilder openAi(AiVendorStub vendor) {
    return OpenAiChatModel.builder()
        .baseUrl(vendor.url() + "/v1")
        .apiKey("test")
        .modelName(OPENAI)
        .timeout(Duration.ofSeconds(20))
        .maxRetries(0)
        .httpClientBuilder(http());
  }

  static OpenAiStreamingChatModel.OpenAiStreamingChatModelBuilder openAiStream(
      AiVendorStub vendor) {
    return OpenAiStreamingChatModel.builder()
        .baseUrl(vendor.url() + "/v1")
        .apiKey("test")
        .modelName(OPENAI)
        .timeout(Duration.ofSeconds(20))
        .httpClientBuilder(http());
  }

  static AnthropicChatModel anthropic(AiVendorStub vendor) {
    return AnthropicChatModel.builder()
        .baseUrl(vendor.url() + "/v1")
        .apiKey("test")
        .modelName(ANTHROPIC)
        .maxTokens(1_000)
        .maxRetries(0)
        .httpClientBuilder(http())
        .build();
  }

  static AnthropicStreamingChatModel anthropicStream(
      AiVendorStub vendor, ChatModelListener... listeners) {
    return AnthropicStreamingChatModel.builder()
        .baseUrl(vendor.url() + "/v1")
        .apiKey("test")
        .modelName(ANTHROPIC)
        .maxTokens(1_000)
        .listeners(List.of(listeners))
        .httpClientBuilder(http())
        .build();
  }

  static GoogleAiGeminiChatModel gemini(AiVendorStub vendor) {
    return GoogleAiGeminiChatModel.builder()
        .baseUrl(vendor.url() + "/v1beta")
        .apiKey("test")
        .modelName(GEMINI)
        .maxRetries(0)
        .build();
  }

  static GoogleAiGeminiStreamingChatModel geminiStream(AiVendorStub vendor) {
    return GoogleAiGeminiStreamingChatModel.builder()
        .baseUrl(vendor.url() + "/v1beta")
        .apiKey("test")
        .modelName(GEMINI)
        .build();
  }

  /** The stand-in speaks HTTP/1.1 alone; a client that does not ask for more saves a header. */
  static dev.langchain4j.http.client.HttpClientBuilder http() {
    return JdkHttpClient.builder()
        .httpClientBuilder(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1));
  }
}
