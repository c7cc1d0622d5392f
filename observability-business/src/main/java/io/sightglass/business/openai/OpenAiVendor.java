// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.openai;

import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientAsync;
import com.openai.core.http.AsyncStreamResponse;
import com.openai.core.http.StreamResponse;
import com.openai.models.ResponsesModel;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.StructuredChatCompletionCreateParams;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.StructuredResponseCreateParams;
import com.openai.services.async.ChatServiceAsync;
import com.openai.services.async.EmbeddingServiceAsync;
import com.openai.services.async.ResponseServiceAsync;
import com.openai.services.async.chat.ChatCompletionServiceAsync;
import com.openai.services.blocking.ChatService;
import com.openai.services.blocking.EmbeddingService;
import com.openai.services.blocking.ResponseService;
import com.openai.services.blocking.chat.ChatCompletionService;
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

/** How OpenAI's client is read. */
record OpenAiVendor(AiProvider provider) implements Vendor {

  private static final Set<Class<?>> SERVICES =
      Set.of(
          OpenAIClient.class,
          OpenAIClientAsync.class,
          ChatService.class,
          ChatServiceAsync.class,
          ChatCompletionService.class,
          ChatCompletionServiceAsync.class,
          ResponseService.class,
          ResponseServiceAsync.class,
          EmbeddingService.class,
          EmbeddingServiceAsync.class);

  @Override
  public boolean makesSpans() {
    return false;
  }

  @Override
  public boolean isService(Class<?> type) {
    return SERVICES.contains(type);
  }

  @Override
  public @Nullable ModelRequest request(Method method, @Nullable Object @Nullable [] arguments) {
    String name = method.getName();
    boolean streaming = name.equals("createStreaming");
    if (!streaming && !name.equals("create")) {
      return null;
    }
    Object first = arguments == null || arguments.length == 0 ? null : arguments[0];
    if (first instanceof StructuredChatCompletionCreateParams<?> structured) {
      first = structured.rawParams();
    } else if (first instanceof StructuredResponseCreateParams<?> structured) {
      first = structured.rawParams();
    }
    return described(first, streaming);
  }

  // A request without parameters is one to the responses API by a stored prompt.
  private static ModelRequest described(@Nullable Object params, boolean streaming) {
    if (params instanceof ChatCompletionCreateParams chat) {
      return new ModelRequest(
          AiOperation.CHAT,
          chat.model().asString(),
          streaming,
          chat.maxCompletionTokens().orElse(null),
          chat.temperature().orElse(null),
          () -> chat.messages().toString());
    }
    if (params instanceof ResponseCreateParams response) {
      return new ModelRequest(
          AiOperation.CHAT,
          response.model().map(OpenAiVendor::name).orElse(""),
          streaming,
          response.maxOutputTokens().orElse(null),
          response.temperature().orElse(null),
          () -> response.input().map(Object::toString).orElse(""));
    }
    if (params instanceof EmbeddingCreateParams embedding) {
      String model = embedding.model().asString();
      return new ModelRequest(
          AiOperation.EMBEDDINGS, model, false, null, null, () -> embedding.input().toString());
    }
    return new ModelRequest(AiOperation.CHAT, "", streaming, null, null, () -> "");
  }

  static String name(ResponsesModel model) {
    if (model.isChat()) {
      return model.asChat().asString();
    }
    return model.isOnly() ? model.asOnly().asString() : model.string().orElse("");
  }

  @Override
  public void answered(AiCall call, Object answer) {
    Answers.note(call, answer);
  }

  @Override
  public Object watched(AiStream call, Object stream) {
    if (stream instanceof StreamResponse<?> events) {
      return blocking(call, events);
    }
    return stream instanceof AsyncStreamResponse<?> events ? async(call, events) : stream;
  }

  private <T> StreamResponse<T> blocking(AiStream call, StreamResponse<T> events) {
    return new WatchedStream<>(events, StreamWatch.of(call, Answers::event, this));
  }

  private <T> AsyncStreamResponse<T> async(AiStream call, AsyncStreamResponse<T> events) {
    return new WatchedAsyncStream<>(events, StreamWatch.of(call, Answers::event, this));
  }

  @Override
  public void failed(AiCall call, Throwable failure) {
    Failures.note(call, failure);
  }
}
