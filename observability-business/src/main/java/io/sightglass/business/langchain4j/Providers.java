// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.langchain4j;

import dev.langchain4j.model.ModelProvider;
import io.sightglass.business.ai.AiProvider;
import org.jspecify.annotations.Nullable;

/** LangChain4j's providers by OpenTelemetry's names. */
final class Providers {

  private static final AiProvider GOOGLE_GENAI = AiProvider.of("gcp.gen_ai");
  private static final AiProvider VOYAGE = AiProvider.of("voyage_ai");
  private static final AiProvider JINA = AiProvider.of("jina_ai");

  private Providers() {}

  /** By the constant's name, since each version of LangChain4j has other constants. */
  static AiProvider of(@Nullable ModelProvider provider) {
    if (provider == null) {
      return AiProvider.UNKNOWN;
    }
    return switch (provider.name()) {
      case "OPEN_AI" -> AiProvider.OPENAI;
      case "ANTHROPIC" -> AiProvider.ANTHROPIC;
      case "AMAZON_BEDROCK" -> AiProvider.BEDROCK;
      case "AZURE_OPEN_AI" -> AiProvider.AZURE_OPENAI;
      case "GITHUB_MODELS", "MICROSOFT_FOUNDRY" -> AiProvider.AZURE_INFERENCE;
      case "GOOGLE_AI_GEMINI" -> AiProvider.GEMINI;
      case "GOOGLE_GENAI" -> GOOGLE_GENAI;
      case "GOOGLE_VERTEX_AI_GEMINI", "GOOGLE_VERTEX_AI_ANTHROPIC" -> AiProvider.VERTEX_AI;
      case "MISTRAL_AI" -> AiProvider.MISTRAL;
      case "OLLAMA" -> AiProvider.OLLAMA;
      case "WATSONX" -> AiProvider.WATSONX;
      case "COHERE" -> AiProvider.COHERE;
      case "VOYAGE_AI" -> VOYAGE;
      case "JINA" -> JINA;
      default -> AiProvider.UNKNOWN;
    };
  }
}
