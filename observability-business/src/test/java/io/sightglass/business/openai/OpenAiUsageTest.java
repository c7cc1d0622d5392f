// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.core.ObjectMappers;
import com.openai.models.completions.CompletionUsage;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.responses.ResponseUsage;
import io.sightglass.business.ai.TokenUsage;
import org.junit.jupiter.api.Test;

class OpenAiUsageTest {

  @Test
  void whatWasWrittenToTheCacheIsAPartOfItsOwn() {
    CompletionUsage usage =
        CompletionUsage.builder()
            .promptTokens(100)
            .completionTokens(20)
            .totalTokens(120)
            .promptTokensDetails(
                CompletionUsage.PromptTokensDetails.builder()
                    .cachedTokens(40)
                    .cacheWriteTokens(10)
                    .build())
            .build();
    TokenUsage parts = OpenAiUsage.of(usage);
    assertThat(parts.freshInput()).isEqualTo(50);
    assertThat(parts.cacheWrite()).isEqualTo(10);
    assertThat(parts.total()).isEqualTo(120);
  }

  @Test
  void whatIsMissingIsNothing() throws Exception {
    assertThat(OpenAiUsage.of((CompletionUsage) null)).isNull();
    assertThat(OpenAiUsage.of((ResponseUsage) null)).isNull();
    assertThat(OpenAiUsage.of((CreateEmbeddingResponse.Usage) null)).isNull();
    ResponseUsage bare = read("{\"input_tokens\":7,\"output_tokens\":5}", ResponseUsage.class);
    assertThat(OpenAiUsage.of(bare)).isEqualTo(TokenUsage.inclusive(7, 0, 5, 0));
    CompletionUsage empty = read("{}", CompletionUsage.class);
    assertThat(OpenAiUsage.of(empty)).isNull();
  }

  private static <T> T read(String json, Class<T> type) throws Exception {
    return ObjectMappers.jsonMapper().readValue(json, type);
  }
}
