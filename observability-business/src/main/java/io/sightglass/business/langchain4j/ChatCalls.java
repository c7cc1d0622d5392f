// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.langchain4j;

import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.ChatRequestOptions;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.sightglass.business.ai.AiCall;
import io.sightglass.business.ai.AiCalls;
import io.sightglass.business.ai.AiOperation;
import io.sightglass.business.ai.AiStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What listener and decorators share: how a chat call is opened and what its answer says. */
final class ChatCalls {

  /** The attribute that tells the listener that a decorator records the call. */
  private static final Object RECORDED = new Object();

  /** The same in a context, for calls that take no attributes. */
  private static final ContextKey<Boolean> RECORDING =
      ContextKey.named("sightglass-langchain4j-recording");

  private final AiCalls ai;

  ChatCalls(AiCalls ai) {
    this.ai = ai;
  }

  AiCalls ai() {
    return ai;
  }

  /** Opens a call whose answer comes whole; for the listener, which cannot know, of any. */
  AiCall open(ChatRequest request, ChatRequestParameters defaults, ModelProvider provider) {
    String model = model(request, defaults);
    AiCall call = ai.open(AiOperation.CHAT, Providers.of(provider), model);
    describe(call, request, defaults);
    return call;
  }

  /** Opens a call whose answer comes in chunks. */
  AiStream stream(ChatRequest request, ChatRequestParameters defaults, ModelProvider provider) {
    String model = model(request, defaults);
    AiStream call = ai.stream(AiOperation.CHAT, Providers.of(provider), model);
    describe(call, request, defaults);
    return call;
  }

  // A double of a model may have no defaults.
  private static String model(ChatRequest request, @Nullable ChatRequestParameters defaults) {
    String named = request == null ? null : request.modelName();
    if (named == null && defaults != null) {
      named = defaults.modelName();
    }
    return named == null ? "" : named;
  }

  private static void describe(
      AiCall call, ChatRequest request, @Nullable ChatRequestParameters defaults) {
    if (request == null || defaults == null) {
      return;
    }
    if (call.span().isRecording()) {
      ChatRequestParameters parameters = defaults.overrideWith(request.parameters());
      set(call, "gen_ai.request.max_tokens", parameters.maxOutputTokens());
      set(call, "gen_ai.request.temperature", parameters.temperature());
      set(call, "gen_ai.request.top_p", parameters.topP());
      set(call, "gen_ai.request.top_k", parameters.topK());
      set(call, "gen_ai.request.frequency_penalty", parameters.frequencyPenalty());
      set(call, "gen_ai.request.presence_penalty", parameters.presencePenalty());
    }
    call.prompt(() -> request.messages().toString());
  }

  private static void set(AiCall call, String key, @Nullable Number value) {
    if (value instanceof Integer whole) {
      call.set(key, whole.longValue());
    } else if (value != null) {
      call.set(key, value.doubleValue());
    }
  }

  /** Notes what the app said about the call by listener attributes. */
  static void named(AiCall call, Map<Object, Object> attributes) {
    if (attributes.get(LangChain4j.USE_CASE) instanceof String useCase) {
      call.useCase(useCase);
    }
    if (attributes.get(LangChain4j.CONVERSATION) instanceof String conversation) {
      call.conversation(conversation);
    }
  }

  /** Notes what the answer says about itself. */
  static void answered(AiCall call, @Nullable ChatResponse response) {
    call.finish(null);
    if (response == null) {
      return;
    }
    try {
      call.usage(Tokens.of(response.tokenUsage()))
          .responseModel(response.modelName())
          .responseId(response.id())
          .finish(reason(response.finishReason()));
      call.answer(() -> String.valueOf(response.aiMessage()));
    } catch (RuntimeException hostile) {
      // An answer that is no answer stays the app's; what it told so far is noted.
    }
  }

  private static @Nullable String reason(@Nullable FinishReason reason) {
    if (reason == null) {
      return null;
    }
    return reason == FinishReason.TOOL_EXECUTION
        ? "tool_calls"
        : reason.name().toLowerCase(Locale.ROOT);
  }

  static ChatRequestOptions recorded(@Nullable ChatRequestOptions options) {
    Map<Object, Object> attributes = new HashMap<>();
    if (options != null) {
      attributes.putAll(options.listenerAttributes());
    }
    attributes.put(RECORDED, true);
    return ChatRequestOptions.builder().listenerAttributes(attributes).build();
  }

  static Context recording(Context context) {
    return context.with(RECORDING, true);
  }

  static boolean isRecorded(Map<Object, Object> attributes) {
    return attributes.containsKey(RECORDED)
        || Boolean.TRUE.equals(Context.current().get(RECORDING));
  }
}
