// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.langchain4j;

import dev.langchain4j.model.chat.listener.ChatModelErrorContext;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.listener.ChatModelRequestContext;
import dev.langchain4j.model.chat.listener.ChatModelResponseContext;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import io.sightglass.business.ai.AiCall;
import java.util.Map;

/**
 * Records chat calls. The call travels in the attributes of its own callbacks: two equal requests
 * are two calls, and nothing stays behind on a thread, since it is made current on none.
 */
final class ChatListener implements ChatModelListener {

  private final Object key = new Object();
  private final ChatCalls calls;

  ChatListener(ChatCalls calls) {
    this.calls = calls;
  }

  @Override
  public void onRequest(ChatModelRequestContext request) {
    Map<Object, Object> attributes = request.attributes();
    if (ChatCalls.isRecorded(attributes)) {
      return;
    }
    AiCall call =
        calls.open(
            request.chatRequest(), DefaultChatRequestParameters.EMPTY, request.modelProvider());
    ChatCalls.named(call, attributes);
    attributes.put(key, call);
  }

  @Override
  public void onResponse(ChatModelResponseContext response) {
    if (response.attributes().remove(key) instanceof AiCall call) {
      try (call) {
        ChatCalls.answered(call, response.chatResponse());
      }
    }
  }

  @Override
  public void onError(ChatModelErrorContext error) {
    if (error.attributes().remove(key) instanceof AiCall call) {
      try (call) {
        Failures.note(call, error.error());
      }
    }
  }
}
