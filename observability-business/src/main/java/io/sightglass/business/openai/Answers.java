// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.openai;

import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.StructuredChatCompletion;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseStatus;
import com.openai.models.responses.ResponseStreamEvent;
import com.openai.models.responses.StructuredResponse;
import io.sightglass.business.ai.AiCall;
import io.sightglass.business.ai.AiError;
import io.sightglass.business.ai.AiStream;
import java.util.Objects;

/** Reads what answers and events say about themselves. */
final class Answers {

  private Answers() {}

  static void note(AiCall call, Object answer) {
    if (answer instanceof ChatCompletion completion) {
      chat(call, completion);
    } else if (answer instanceof StructuredChatCompletion<?> structured) {
      chat(call, structured.rawChatCompletion());
    } else if (answer instanceof Response response) {
      response(call, response);
    } else if (answer instanceof StructuredResponse<?> structured) {
      response(call, structured.rawResponse());
    } else if (answer instanceof CreateEmbeddingResponse embeddings) {
      call.usage(OpenAiUsage.of(embeddings._usage().asKnown().orElse(null)))
          .responseModel(embeddings.model());
    }
  }

  private static void chat(AiCall call, ChatCompletion completion) {
    call.usage(OpenAiUsage.of(completion.usage().orElse(null)))
        .responseModel(completion.model())
        .responseId(completion.id());
    if (!completion.choices().isEmpty()) {
      call.finish(completion.choices().get(0).finishReason().asString());
    }
    call.answer(() -> completion.choices().toString());
  }

  private static void response(AiCall call, Response response) {
    call.usage(OpenAiUsage.of(response.usage().orElse(null)))
        .responseModel(OpenAiVendor.name(response.model()))
        .responseId(response.id());
    response
        .error()
        .ifPresent(
            error -> {
              AiError kind = Failures.ofCode(error.code().asString());
              call.fail(kind == null ? AiError.UNKNOWN : kind, null);
            });
    String status = response.status().map(ResponseStatus::asString).orElse("completed");
    call.finish(
        response
            .incompleteDetails()
            .flatMap(Response.IncompleteDetails::reason)
            .map(Objects::toString)
            .orElse(status.equals("completed") ? "stop" : status));
    call.answer(() -> response.output().toString());
  }

  /** Whether the answer is complete with that event. */
  static boolean event(AiStream call, Object event) {
    if (event instanceof ChatCompletionChunk chunk) {
      return chunk(call, chunk);
    }
    return event instanceof ResponseStreamEvent part && part(call, part);
  }

  private static boolean chunk(AiStream call, ChatCompletionChunk chunk) {
    boolean finished = false;
    if (!chunk.choices().isEmpty()) {
      call.chunk();
      var reason = chunk.choices().get(0).finishReason();
      finished = reason.isPresent();
      reason.ifPresent(word -> call.finish(word.asString()));
    }
    call.usage(OpenAiUsage.of(chunk.usage().orElse(null)))
        .responseModel(chunk.model())
        .responseId(chunk.id());
    return finished;
  }

  private static boolean part(AiStream call, ResponseStreamEvent event) {
    if (event.isOutputTextDelta()
        || event.isReasoningTextDelta()
        || event.isReasoningSummaryTextDelta()
        || event.isFunctionCallArgumentsDelta()
        || event.isRefusalDelta()) {
      call.chunk();
      return false;
    }
    event.error().ifPresent(error -> failed(call, error.code().orElse("")));
    var ended =
        event
            .completed()
            .map(end -> end.response())
            .or(() -> event.incomplete().map(end -> end.response()))
            .or(() -> event.failed().map(end -> end.response()));
    ended.ifPresent(response -> response(call, response));
    return ended.isPresent();
  }

  private static void failed(AiStream call, String code) {
    AiError kind = Failures.ofCode(code);
    call.fail(kind == null ? AiError.SERVER_ERROR : kind, null);
  }
}
