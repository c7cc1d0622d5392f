// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.architecture;

import com.anthropic.models.messages.MessageDeltaUsage;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.openai.models.completions.CompletionUsage;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.responses.ResponseUsage;
import io.sightglass.Observability;
import io.sightglass.business.Business;
import io.sightglass.business.ai.AiCalls;
import java.util.ArrayList;
import java.util.List;

/** Values for what adapts the AI vendors' clients: their own objects as no vendor fills them. */
final class AiClientValues {

  private static final List<String> ANSWERS =
      List.of(
          "{}",
          "{\"prompt_tokens\":-1,\"input_tokens\":-1,\"output_tokens\":9223372036854775807}",
          "{\"prompt_tokens\":\"many\",\"input_tokens\":null,\"output_tokens\":{},"
              + "\"prompt_tokens_details\":7,\"cache_creation\":[]}");

  private AiClientValues() {}

  static List<Object> all() {
    List<Object> all = new ArrayList<>();
    all.add(AiCalls.of(Observability.noop()));
    all.add(Business.of(Observability.noop()).voice());
    for (String answer : ANSWERS) {
      JsonMapper openAi = com.openai.core.ObjectMappers.jsonMapper();
      all.add(read(openAi, answer, CompletionUsage.class));
      all.add(read(openAi, answer, ResponseUsage.class));
      all.add(read(openAi, answer, CreateEmbeddingResponse.Usage.class));
      JsonMapper anthropic = com.anthropic.core.ObjectMappers.jsonMapper();
      all.add(read(anthropic, answer, com.anthropic.models.messages.Usage.class));
      all.add(read(anthropic, answer, MessageDeltaUsage.class));
    }
    return all;
  }

  private static Object read(JsonMapper mapper, String answer, Class<?> type) {
    try {
      return mapper.readValue(answer, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
