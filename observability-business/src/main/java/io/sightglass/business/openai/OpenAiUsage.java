// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.openai;

import com.openai.core.JsonField;
import com.openai.models.completions.CompletionUsage;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.responses.ResponseUsage;
import io.sightglass.business.ai.TokenUsage;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * OpenAI's numbers of tokens in parts that do not overlap: its input includes what was cached, its
 * output the reasoning.
 *
 * <pre>{@code
 * ChatCompletion answer = client.chat().completions().create(params);
 * call.usage(OpenAiUsage.of(answer.usage().orElse(null)));
 * }</pre>
 *
 * <p>Nothing here throws; a number that the answer does not tell is 0.
 */
public final class OpenAiUsage {

  private OpenAiUsage() {}

  /** Of the chat completions API; null for null, or where it tells no tokens. */
  public static @Nullable TokenUsage of(@Nullable CompletionUsage usage) {
    if (usage == null) {
      return null;
    }
    var input = usage._promptTokensDetails().asKnown();
    var output = usage._completionTokensDetails().asKnown();
    return parts(
        usage._promptTokens().asKnown(),
        input.map(details -> orZero(details._cachedTokens())),
        input.map(details -> orZero(details._cacheWriteTokens())),
        usage._completionTokens().asKnown(),
        output.map(details -> orZero(details._reasoningTokens())));
  }

  /** Of the responses API; null for null, or where it tells no tokens. */
  public static @Nullable TokenUsage of(@Nullable ResponseUsage usage) {
    if (usage == null) {
      return null;
    }
    var input = usage._inputTokensDetails().asKnown();
    var output = usage._outputTokensDetails().asKnown();
    return parts(
        usage._inputTokens().asKnown(),
        input.map(details -> orZero(details._cachedTokens())),
        input.map(details -> orZero(details._cacheWriteTokens())),
        usage._outputTokens().asKnown(),
        output.map(details -> orZero(details._reasoningTokens())));
  }

  /** Of the embeddings API; null for null, or where it tells no tokens. */
  public static @Nullable TokenUsage of(CreateEmbeddingResponse.@Nullable Usage usage) {
    if (usage == null) {
      return null;
    }
    return parts(
        usage._promptTokens().asKnown(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static @Nullable TokenUsage parts(
      Optional<Long> input,
      Optional<Long> cached,
      Optional<Long> written,
      Optional<Long> output,
      Optional<Long> reasoning) {
    if (input.isEmpty() && output.isEmpty()) {
      return null;
    }
    long in = input.orElse(0L);
    long out = output.orElse(0L);
    long read = cached.orElse(0L);
    long wrote = written.orElse(0L);
    long thought = reasoning.orElse(0L);
    return TokenUsage.builder()
        .freshInput(in - read - wrote)
        .cacheRead(read)
        .cacheWrite5m(wrote)
        .visibleOutput(out - thought)
        .reasoning(thought)
        .build();
  }

  private static long orZero(JsonField<Long> field) {
    return field.asKnown().orElse(0L);
  }
}
