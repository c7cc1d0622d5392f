// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.ai;

import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who answers an AI call. The constants have OpenTelemetry's names of {@code gen_ai.provider.name};
 * a service of the app's own has the name the app gives it.
 *
 * <p>Immutable and thread-safe; equal by name.
 */
public final class AiProvider {

  /** OpenAI. */
  public static final AiProvider OPENAI = new AiProvider("openai");

  /** Anthropic. */
  public static final AiProvider ANTHROPIC = new AiProvider("anthropic");

  /** Amazon Bedrock. */
  public static final AiProvider BEDROCK = new AiProvider("aws.bedrock");

  /** OpenAI's models at Azure. */
  public static final AiProvider AZURE_OPENAI = new AiProvider("azure.ai.openai");

  /** Other models at Azure. */
  public static final AiProvider AZURE_INFERENCE = new AiProvider("azure.ai.inference");

  /** Google's Gemini API. */
  public static final AiProvider GEMINI = new AiProvider("gcp.gemini");

  /** Google's Vertex AI. */
  public static final AiProvider VERTEX_AI = new AiProvider("gcp.vertex_ai");

  /** Cohere. */
  public static final AiProvider COHERE = new AiProvider("cohere");

  /** DeepSeek. */
  public static final AiProvider DEEPSEEK = new AiProvider("deepseek");

  /** Groq. */
  public static final AiProvider GROQ = new AiProvider("groq");

  /** IBM's watsonx. */
  public static final AiProvider WATSONX = new AiProvider("ibm.watsonx.ai");

  /** Mistral. */
  public static final AiProvider MISTRAL = new AiProvider("mistral_ai");

  /** Perplexity. */
  public static final AiProvider PERPLEXITY = new AiProvider("perplexity");

  /** xAI. */
  public static final AiProvider XAI = new AiProvider("x_ai");

  /** Models run by Ollama. */
  public static final AiProvider OLLAMA = new AiProvider("ollama");

  /** Nobody that is known. */
  public static final AiProvider UNKNOWN = new AiProvider("unknown");

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_.-]{0,39}");

  private static final Map<String, AiProvider> KNOWN =
      Stream.of(
              OPENAI,
              ANTHROPIC,
              BEDROCK,
              AZURE_OPENAI,
              AZURE_INFERENCE,
              GEMINI,
              VERTEX_AI,
              COHERE,
              DEEPSEEK,
              GROQ,
              WATSONX,
              MISTRAL,
              PERPLEXITY,
              XAI,
              OLLAMA,
              UNKNOWN)
          .collect(Collectors.toUnmodifiableMap(AiProvider::value, Function.identity()));

  private final String value;

  private AiProvider(String value) {
    this.value = value;
  }

  /**
   * The provider of that name.
   *
   * @param name lower-case letters, digits, {@code _ . -}, at most 40, the first a letter
   * @throws IllegalArgumentException for another name
   */
  public static AiProvider of(String name) {
    AiProvider known = KNOWN.get(Objects.requireNonNull(name, "name"));
    if (known != null) {
      return known;
    }
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a provider's name has 1 to 40 of a-z, 0-9, '_', '.' and '-', the first a letter");
    }
    return new AiProvider(name);
  }

  /** The name: the label's value, and {@code gen_ai.provider.name}. */
  public String value() {
    return value;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof AiProvider provider && provider.value.equals(value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  /** The name. */
  @Override
  public String toString() {
    return value;
  }
}
