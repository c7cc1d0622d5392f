// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.anthropic;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.AnthropicClientAsync;
import com.anthropic.core.http.AsyncStreamResponse;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.StructuredMessage;
import com.anthropic.models.messages.StructuredMessageCreateParams;
import com.anthropic.services.async.MessageServiceAsync;
import com.anthropic.services.blocking.MessageService;
import io.sightglass.business.ai.AiCall;
import io.sightglass.business.ai.AiOperation;
import io.sightglass.business.ai.AiProvider;
import io.sightglass.business.ai.AiStream;
import io.sightglass.business.internal.ModelRequest;
import io.sightglass.business.internal.StreamWatch;
import io.sightglass.business.internal.Vendor;
import java.lang.reflect.Method;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How Anthropic's client is read. */
record AnthropicVendor(AiProvider provider, boolean makesSpans) implements Vendor {

  private static final Set<Class<?>> SERVICES =
      Set.of(
          AnthropicClient.class,
          AnthropicClientAsync.class,
          MessageService.class,
          MessageServiceAsync.class);

  @Override
  public boolean isService(Class<?> type) {
    return SERVICES.contains(type);
  }

  @Override
  public @Nullable ModelRequest request(Method method, @Nullable Object @Nullable [] arguments) {
    String name = method.getName();
    boolean streaming = name.equals("createStreaming");
    if ((!streaming && !name.equals("create")) || arguments == null || arguments.length == 0) {
      return null;
    }
    Object first = arguments[0];
    if (first instanceof StructuredMessageCreateParams<?> structured) {
      first = structured.rawParams();
    }
    if (!(first instanceof MessageCreateParams params)) {
      return null;
    }
    return new ModelRequest(
        AiOperation.CHAT,
        params.model().asString(),
        streaming,
        params.maxTokens(),
        null,
        () -> params.messages().toString());
  }

  @Override
  public void answered(AiCall call, Object answer) {
    Message message = null;
    if (answer instanceof Message whole) {
      message = whole;
    } else if (answer instanceof StructuredMessage<?> structured) {
      message = structured.rawMessage();
    }
    if (message != null) {
      note(call, message);
    }
  }

  private static void note(AiCall call, Message message) {
    call.usage(AnthropicUsage.of(message._usage().asKnown().orElse(null)))
        .responseModel(message.model().asString())
        .responseId(message.id());
    message.stopReason().ifPresent(reason -> call.finish(reason.asString()));
    call.answer(() -> message.content().toString());
  }

  @Override
  public Object watched(AiStream call, Object stream) {
    if (stream instanceof StreamResponse<?> events) {
      return blocking(call, events);
    }
    return stream instanceof AsyncStreamResponse<?> events ? async(call, events) : stream;
  }

  private <T> StreamResponse<T> blocking(AiStream call, StreamResponse<T> events) {
    return new WatchedStream<>(events, StreamWatch.of(call, new Events<>(), this));
  }

  private <T> AsyncStreamResponse<T> async(AiStream call, AsyncStreamResponse<T> events) {
    return new WatchedAsyncStream<>(events, StreamWatch.of(call, new Events<>(), this));
  }

  @Override
  public void failed(AiCall call, Throwable failure) {
    Failures.note(call, failure);
  }
}
