// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.testkit;

import static io.sightglass.testkit.AiShape.array;
import static io.sightglass.testkit.AiShape.named;
import static io.sightglass.testkit.AiShape.object;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** OpenAI's responses. */
final class OpenAiResponsesShape implements AiShape {

  @Override
  public JsonObject whole(AiRequest request, AiAnswer answer) {
    return response(request, answer, "completed");
  }

  @Override
  public Events events(AiRequest request, AiAnswer answer) {
    JsonObject created =
        object(
            "type",
            "response.created",
            "sequence_number",
            0,
            "response",
            response(request, answer, "in_progress"));
    List<String> chunks = new ArrayList<>();
    for (String text : answer.sentChunks()) {
      chunks.add(
          named(
              object(
                  "type",
                  "response.output_text.delta",
                  "sequence_number",
                  chunks.size() + 1,
                  "item_id",
                  "msg_stub",
                  "output_index",
                  0,
                  "content_index",
                  0,
                  "logprobs",
                  new JsonArray(),
                  "delta",
                  text)));
    }
    JsonObject completed =
        object(
            "type",
            "response.completed",
            "sequence_number",
            chunks.size() + 1,
            "response",
            response(request, answer, "completed"));
    return new Events(List.of(named(created)), chunks, List.of(named(completed)));
  }

  @Override
  public JsonObject error(int status, AiAnswer answer) {
    return new OpenAiChatShape().error(status, answer);
  }

  @Override
  public String errorEvent(AiAnswer answer) {
    return named(
        object(
            "type",
            "error",
            "sequence_number",
            99,
            "code",
            answer.codeOr("server_error"),
            "message",
            "The stub says so",
            "param",
            null));
  }

  private static JsonObject response(AiRequest request, AiAnswer answer, String status) {
    boolean done = status.equals("completed");
    JsonObject response =
        object(
            "id",
            "resp_stub",
            "object",
            "response",
            "created_at",
            1_790_000_000L,
            "status",
            status,
            "error",
            null,
            "incomplete_details",
            null,
            "instructions",
            null,
            "metadata",
            new JsonObject(),
            "model",
            answer.modelOr(request.model()),
            "output",
            done ? array(message(answer)) : new JsonArray(),
            "parallel_tool_calls",
            true,
            "temperature",
            1.0,
            "tool_choice",
            "auto",
            "tools",
            new JsonArray(),
            "top_p",
            1.0);
    JsonObject usage = done ? usage(answer) : null;
    response.add("usage", usage);
    return response;
  }

  private static JsonObject message(AiAnswer answer) {
    JsonObject text =
        object("type", "output_text", "text", answer.words(), "annotations", new JsonArray());
    return object(
        "id", "msg_stub",
        "type", "message",
        "status", "completed",
        "role", "assistant",
        "content", array(text));
  }

  private static @Nullable JsonObject usage(AiAnswer answer) {
    int input = answer.input();
    int output = answer.output();
    return answer.usageOr(
        object(
            "input_tokens",
            input,
            "input_tokens_details",
            object("cached_tokens", 0),
            "output_tokens",
            output,
            "output_tokens_details",
            object("reasoning_tokens", 0),
            "total_tokens",
            input + output));
  }
}
