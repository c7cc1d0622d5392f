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

/**
 * Anthropic's messages. A stream tells the input's tokens at its start and the output's at its end,
 * as theirs does.
 */
final class AnthropicShape implements AiShape {

  @Override
  public JsonObject whole(AiRequest request, AiAnswer answer) {
    JsonObject message = message(request, answer);
    message.add("content", array(content(answer)));
    message.addProperty("stop_reason", finish(answer));
    JsonObject usage = usage(answer);
    if (usage != null) {
      message.add("usage", usage);
    }
    return message;
  }

  @Override
  public Events events(AiRequest request, AiAnswer answer) {
    JsonObject usage = usage(answer);
    JsonObject message = message(request, answer);
    JsonObject delta =
        object(
            "type",
            "message_delta",
            "delta",
            object("stop_reason", finish(answer), "stop_sequence", null));
    if (usage != null) {
      JsonObject end = new JsonObject();
      end.add("output_tokens", usage.get("output_tokens"));
      if (usage.has("output_tokens_details")) {
        end.add("output_tokens_details", usage.remove("output_tokens_details"));
      }
      delta.add("usage", end);
      usage.addProperty("output_tokens", 1);
      message.add("usage", usage);
    }
    List<String> before =
        List.of(
            named(object("type", "message_start", "message", message)),
            named(
                object(
                    "type",
                    "content_block_start",
                    "index",
                    0,
                    "content_block",
                    object("type", "text", "text", ""))));
    List<String> chunks = new ArrayList<>();
    for (String text : answer.sentChunks()) {
      chunks.add(
          named(
              object(
                  "type",
                  "content_block_delta",
                  "index",
                  0,
                  "delta",
                  object("type", "text_delta", "text", text))));
    }
    return new Events(
        before,
        chunks,
        List.of(
            named(object("type", "content_block_stop", "index", 0)),
            named(delta),
            named(object("type", "message_stop"))));
  }

  @Override
  public JsonObject error(int status, AiAnswer answer) {
    String type =
        switch (status) {
          case 400 -> "invalid_request_error";
          case 401 -> "authentication_error";
          case 403 -> "permission_error";
          case 404 -> "not_found_error";
          case 413 -> "request_too_large";
          case 429 -> "rate_limit_error";
          case 529 -> "overloaded_error";
          default -> "api_error";
        };
    return object(
        "type",
        "error",
        "error",
        object("type", answer.codeOr(type), "message", "The stub says " + status));
  }

  @Override
  public String errorEvent(AiAnswer answer) {
    return named(error(529, answer));
  }

  private static JsonObject message(AiRequest request, AiAnswer answer) {
    return object(
        "id",
        "msg_stub",
        "type",
        "message",
        "role",
        "assistant",
        "model",
        answer.modelOr(request.model()),
        "content",
        new JsonArray(),
        "stop_reason",
        null,
        "stop_sequence",
        null);
  }

  private static JsonObject content(AiAnswer answer) {
    String tool = answer.tool();
    return tool == null
        ? object("type", "text", "text", answer.words())
        : object(
            "type", "tool_use", "id", "toolu_1", "name", tool, "input", answer.toolArguments());
  }

  private static String finish(AiAnswer answer) {
    return answer.finishOr(answer.tool() == null ? "end_turn" : "tool_use");
  }

  private static @Nullable JsonObject usage(AiAnswer answer) {
    return answer.usageOr(
        object(
            "input_tokens",
            answer.input(),
            "cache_creation_input_tokens",
            0,
            "cache_read_input_tokens",
            0,
            "output_tokens",
            answer.output()));
  }
}
