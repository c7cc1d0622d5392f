// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.langchain4j;

import dev.langchain4j.model.chat.response.ChatModelStreamingEvent;
import dev.langchain4j.model.chat.response.CompleteResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.PartialToolCall;
import io.opentelemetry.context.Context;
import io.sightglass.business.ai.AiStream;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.function.Supplier;

/** Watches a stream that is read by subscribing; each subscription is a call. */
final class ObservedPublisher implements Flow.Publisher<ChatModelStreamingEvent> {

  private final Supplier<AiStream> opener;
  private final Flow.Publisher<ChatModelStreamingEvent> events;

  ObservedPublisher(Supplier<AiStream> opener, Flow.Publisher<ChatModelStreamingEvent> events) {
    this.opener = opener;
    this.events = events;
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ChatModelStreamingEvent> subscriber) {
    Objects.requireNonNull(subscriber, "subscriber");
    AiStream call = opener.get();
    Watch watch = new Watch(call, subscriber);
    try {
      ChatCalls.recording(call.context()).wrap(() -> events.subscribe(watch)).run();
    } catch (Throwable failure) {
      Failures.note(call, failure);
      call.close();
      throw failure;
    }
  }

  private static final class Watch implements Flow.Subscriber<ChatModelStreamingEvent> {

    private final AiStream call;
    private final Flow.Subscriber<? super ChatModelStreamingEvent> app;
    private final Context context;

    Watch(AiStream call, Flow.Subscriber<? super ChatModelStreamingEvent> app) {
      this.call = call;
      this.app = app;
      this.context = call.context();
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      context.wrap(() -> app.onSubscribe(watched(subscription))).run();
    }

    private Flow.Subscription watched(Flow.Subscription subscription) {
      return new Flow.Subscription() {
        @Override
        public void request(long count) {
          context.wrap(() -> subscription.request(count)).run();
        }

        @Override
        public void cancel() {
          call.cancel().close();
          subscription.cancel();
        }
      };
    }

    @Override
    public void onNext(ChatModelStreamingEvent event) {
      if (event instanceof CompleteResponse complete) {
        ChatCalls.answered(call, complete.chatResponse());
      } else if (event instanceof PartialResponse
          || event instanceof PartialThinking
          || event instanceof PartialToolCall) {
        call.chunk();
      }
      context.wrap(() -> app.onNext(event)).run();
    }

    @Override
    public void onError(Throwable failure) {
      Failures.note(call, failure);
      call.close();
      context.wrap(() -> app.onError(failure)).run();
    }

    @Override
    public void onComplete() {
      call.close();
      context.wrap(() -> app.onComplete()).run();
    }
  }
}
