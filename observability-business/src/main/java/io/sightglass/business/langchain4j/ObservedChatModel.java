// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.langchain4j;

import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.ChatRequestOptions;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import io.sightglass.business.ai.AiCall;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Records each call; the call is current while the model runs, so that what it does nests in it.
 */
final class ObservedChatModel implements ChatModel {

  private final ChatModel model;
  private final ChatCalls calls;

  ObservedChatModel(ChatModel model, ChatCalls calls) {
    this.model = model;
    this.calls = calls;
  }

  @Override
  public ChatResponse chat(ChatRequest request) {
    return chat(request, ChatRequestOptions.EMPTY);
  }

  @Override
  public ChatResponse chat(ChatRequest request, ChatRequestOptions options) {
    try (AiCall call = open(request, options)) {
      ChatRequestOptions recorded = ChatCalls.recorded(options);
      try {
        ChatResponse response =
            Attempts.within(call.context(), Providers.of(model.provider()))
                .wrapSupplier(() -> model.chat(request, recorded))
                .get();
        ChatCalls.answered(call, response);
        return response;
      } catch (Throwable failure) {
        Failures.note(call, failure);
        throw failure;
      }
    }
  }

  @Override
  public CompletableFuture<ChatResponse> chatAsync(ChatRequest request) {
    return chatAsync(request, ChatRequestOptions.EMPTY);
  }

  @Override
  public CompletableFuture<ChatResponse> chatAsync(
      ChatRequest request, ChatRequestOptions options) {
    AiCall call = open(request, options);
    return Async.closing(
        call,
        () -> model.chatAsync(request, ChatCalls.recorded(options)),
        response -> ChatCalls.answered(call, response));
  }

  private AiCall open(ChatRequest request, ChatRequestOptions options) {
    AiCall call = calls.open(request, model.defaultRequestParameters(), model.provider());
    if (options != null) {
      ChatCalls.named(call, options.listenerAttributes());
    }
    return call;
  }

  @Override
  public ChatResponse doChat(ChatRequest request) {
    return model.doChat(request);
  }

  @Override
  public CompletableFuture<ChatResponse> doChatAsync(ChatRequest request) {
    return model.doChatAsync(request);
  }

  @Override
  public ChatRequestParameters defaultRequestParameters() {
    return model.defaultRequestParameters();
  }

  @Override
  public List<ChatModelListener> listeners() {
    return model.listeners();
  }

  @Override
  public ModelProvider provider() {
    return model.provider();
  }

  @Override
  public Set<Capability> supportedCapabilities() {
    return model.supportedCapabilities();
  }
}
