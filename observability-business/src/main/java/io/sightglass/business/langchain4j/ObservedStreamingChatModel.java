// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.langchain4j;

import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatRequestOptions;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatModelStreamingEvent;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import io.sightglass.business.ai.AiStream;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Flow;

/** Records each stream, whichever way the app reads it. */
final class ObservedStreamingChatModel implements StreamingChatModel {

  private final StreamingChatModel model;
  private final ChatCalls calls;

  ObservedStreamingChatModel(StreamingChatModel model, ChatCalls calls) {
    this.model = model;
    this.calls = calls;
  }

  @Override
  public void chat(ChatRequest request, StreamingChatResponseHandler handler) {
    chat(request, ChatRequestOptions.EMPTY, handler);
  }

  @Override
  public void chat(
      ChatRequest request, ChatRequestOptions options, StreamingChatResponseHandler handler) {
    Objects.requireNonNull(handler, "handler");
    AiStream call = open(request);
    if (options != null) {
      ChatCalls.named(call, options.listenerAttributes());
    }
    ChatRequestOptions recorded = ChatCalls.recorded(options);
    ObservedHandler watched = new ObservedHandler(call, handler);
    // Current while the stream is set up, on this thread alone.
    try {
      call.context().wrap(() -> model.chat(request, recorded, watched)).run();
    } catch (Throwable failure) {
      Failures.note(call, failure);
      call.close();
      throw failure;
    }
  }

  @Override
  public Flow.Publisher<ChatModelStreamingEvent> chat(ChatRequest request) {
    return new ObservedPublisher(() -> open(request), model.chat(request));
  }

  private AiStream open(ChatRequest request) {
    return calls.stream(request, model.defaultRequestParameters(), model.provider());
  }

  @Override
  public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
    model.doChat(request, handler);
  }

  @Override
  public Flow.Publisher<ChatModelStreamingEvent> doChat(ChatRequest request) {
    return model.doChat(request);
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
