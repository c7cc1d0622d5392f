// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.testkit;

import static io.sightglass.testkit.AiShape.array;
import static io.sightglass.testkit.AiShape.data;
import static io.sightglass.testkit.AiShape.object;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** OpenAI's chat completions. Usage comes in a stream only if it is asked for, as theirs does. */
final class OpenAiChatShape implements AiShape {

  private static final String ID = "chatcmpl-stub";

  @Override
  public JsonObject whole(AiRequest request, AiAnswer answer) {
    JsonObject message = object("role", "assistant", "content", answer.words(), "refusal", null);
    String tool = answer.tool();
    if (tool != null) {
      message.add("content", null);
      message.add("tool_calls", toolCalls(tool, answer.toolArguments()));
    }
    JsonObject choice =
        object("index", 0, "message", message, "logprobs", null, "finish_reason", finish(answer));
    JsonObject whole = envelope("chat.completion", request, answer);
    whole.add("choices", array(choice));
    JsonObject usage = usage(answer);
    if (usage != null) {
      whole.add("usage", usage);
    }
    return whole;
  }

  @Override
  public Events events(AiRequest request, AiAnswer answer) {
    List<String> chunks = new ArrayList<>();
    for (String text : answer.sentChunks()) {
      JsonObject delta = object("role", "assistant", "content", text);
      chunks.add(data(chunk(request, answer, delta, null)));
    }
    List<String> after = new ArrayList<>();
    after.add(data(chunk(request, answer, new JsonObject(), finish(answer))));
    JsonObject usage = usage(answer);
    if (usage != null && asksForUsage(request)) {
      JsonObject last = envelope("chat.completion.chunk", request, answer);
      last.add("choices", new JsonArray());
      last.add("usage", usage);
      after.add(data(last));
    }
    after.add(data("[DONE]"));
    return new Events(List.of(), chunks, after);
  }

  @Override
  public JsonObject error(int status, AiAnswer answer) {
    String code = answer.codeOr(status == 429 ? "rate_limit_exceeded" : "stub_error");
    return object(
        "error",
        object("message", "The stub says " + status, "type", code, "param", null, "code", code));
  }

  @Override
  public String errorEvent(AiAnswer answer) {
    return data(error(500, answer));
  }

  private static JsonObject chunk(
      AiRequest request, AiAnswer answer, JsonObject delta, @Nullable String finish) {
    JsonObject chunk = envelope("chat.completion.chunk", request, answer);
    chunk.add("choices", array(object("index", 0, "delta", delta, "finish_reason", finish)));
    return chunk;
  }

  private static JsonObject envelope(String type, AiRequest request, AiAnswer answer) {
    return object(
        "id",
        ID,
        "object",
        type,
        "created",
        1_790_000_000L,
        "model",
        answer.modelOr(request.model()));
  }

  private static JsonArray toolCalls(String tool, JsonObject arguments) {
    JsonObject function = object("name", tool, "arguments", arguments.toString());
    return array(object("id", "call_1", "type", "function", "function", function));
  }

  private static String finish(AiAnswer answer) {
    return answer.finishOr(answer.tool() == null ? "stop" : "tool_calls");
  }

  private static boolean asksForUsage(AiRequest request) {
    JsonObject options = request.json().getAsJsonObject("stream_options");
    return options != null
        && options.has("include_usage")
        && options.get("include_usage").getAsBoolean();
  }

  private static @Nullable JsonObject usage(AiAnswer answer) {
    int input = answer.input();
    int output = answer.output();
    return answer.usageOr(
        object(
            "prompt_tokens", input, "completion_tokens", output, "total_tokens", input + output));
  }
}
