// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.langchain4j;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;

/** An answer that no vendor gave, for models of the test's own. */
final class FakeResponse {

  private TokenUsage usage = new TokenUsage(11, 3);

  FakeResponse tokens(int input, int output) {
    usage = new TokenUsage(input, output);
    return this;
  }

  ChatResponse build() {
    return ChatResponse.builder()
        .aiMessage(AiMessage.from("hello"))
        .tokenUsage(usage)
        .finishReason(FinishReason.STOP)
        .build();
  }
}
