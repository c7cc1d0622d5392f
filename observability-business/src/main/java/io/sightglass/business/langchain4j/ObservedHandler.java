// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.langchain4j;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.CompleteToolCall;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.PartialThinkingContext;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.chat.response.PartialToolCallContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import io.opentelemetry.context.Context;
import io.sightglass.business.ai.AiStream;

/**
 * Watches a stream on its way to the app's handler. The app's callbacks run in the context of the
 * call, on whatever thread the provider uses; the context is put back after each.
 */
final class ObservedHandler implements StreamingChatResponseHandler {

  private final AiStream call;
  private final StreamingChatResponseHandler app;
  private final Context context;

  ObservedHandler(AiStream call, StreamingChatResponseHandler app) {
    this.call = call;
    this.app = app;
    this.context = call.context();
  }

  @Override
  public void onPartialResponse(String text) {
    call.chunk();
    context.wrap(() -> app.onPartialResponse(text)).run();
  }

  @Override
  public void onPartialResponse(PartialResponse part, PartialResponseContext with) {
    call.chunk();
    context
        .wrap(
            () ->
                app.onPartialResponse(
                    part, new PartialResponseContext(watched(with.streamingHandle()))))
        .run();
  }

  @Override
  public void onPartialThinking(PartialThinking part) {
    call.chunk();
    context.wrap(() -> app.onPartialThinking(part)).run();
  }

  @Override
  public void onPartialThinking(PartialThinking part, PartialThinkingContext with) {
    call.chunk();
    context
        .wrap(
            () ->
                app.onPartialThinking(
                    part, new PartialThinkingContext(watched(with.streamingHandle()))))
        .run();
  }

  @Override
  public void onPartialToolCall(PartialToolCall part) {
    call.chunk();
    context.wrap(() -> app.onPartialToolCall(part)).run();
  }

  @Override
  public void onPartialToolCall(PartialToolCall part, PartialToolCallContext with) {
    call.chunk();
    context
        .wrap(
            () ->
                app.onPartialToolCall(
                    part, new PartialToolCallContext(watched(with.streamingHandle()))))
        .run();
  }

  @Override
  public void onCompleteToolCall(CompleteToolCall tool) {
    call.chunk();
    context.wrap(() -> app.onCompleteToolCall(tool)).run();
  }

  @Override
  public void onUnmappedRawEvent(Object event) {
    context.wrap(() -> app.onUnmappedRawEvent(event)).run();
  }

  @Override
  public void onCompleteResponse(ChatResponse response) {
    ChatCalls.answered(call, response);
    call.close();
    context.wrap(() -> app.onCompleteResponse(response)).run();
  }

  @Override
  public void onError(Throwable error) {
    Failures.note(call, error);
    call.close();
    context.wrap(() -> app.onError(error)).run();
  }

  /** After a cancellation nothing comes any more, so that it is the end of the call. */
  private StreamingHandle watched(StreamingHandle handle) {
    return new StreamingHandle() {
      @Override
      public void cancel() {
        call.cancel().close();
        handle.cancel();
      }

      @Override
      public boolean isCancelled() {
        return handle.isCancelled();
      }
    };
  }
}
