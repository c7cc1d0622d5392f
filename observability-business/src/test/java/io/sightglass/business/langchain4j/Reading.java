// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.langchain4j;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import io.opentelemetry.api.trace.Span;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** An app's handler: keeps what it is told, and may cancel after some chunks. */
final class Reading implements StreamingChatResponseHandler {

  final List<String> chunks = new CopyOnWriteArrayList<>();
  final List<String> spans = new CopyOnWriteArrayList<>();
  private final int cancelAfter;
  private final CompletableFuture<ChatResponse> end = new CompletableFuture<>();
  final CompletableFuture<Boolean> cancelled = new CompletableFuture<>();

  Reading() {
    this(Integer.MAX_VALUE);
  }

  Reading(int cancelAfter) {
    this.cancelAfter = cancelAfter;
  }

  @Override
  public void onPartialResponse(PartialResponse part, PartialResponseContext context) {
    chunks.add(part.text());
    spans.add(Span.current().getSpanContext().getSpanId());
    if (chunks.size() == cancelAfter) {
      context.streamingHandle().cancel();
      cancelled.complete(context.streamingHandle().isCancelled());
    }
  }

  @Override
  public void onCompleteResponse(ChatResponse response) {
    end.complete(response);
  }

  @Override
  public void onError(Throwable error) {
    end.completeExceptionally(error);
  }

  ChatResponse await() throws Exception {
    return end.get(20, TimeUnit.SECONDS);
  }
}
