// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.testkit;

import static io.sightglass.testkit.AiShape.array;
import static io.sightglass.testkit.AiShape.object;

import com.google.gson.JsonObject;
import java.util.List;

/** Bedrock's Converse, without its stream, which is a binary protocol of its own. */
final class BedrockShape implements AiShape {

  @Override
  public JsonObject whole(AiRequest request, AiAnswer answer) {
    JsonObject whole =
        object(
            "output",
                object(
                    "message",
                    object("role", "assistant", "content", array(object("text", answer.words())))),
            "stopReason", answer.finishOr("end_turn"),
            "metrics", object("latencyMs", 1));
    int input = answer.input();
    int output = answer.output();
    JsonObject usage =
        answer.usageOr(
            object("inputTokens", input, "outputTokens", output, "totalTokens", input + output));
    if (usage != null) {
      whole.add("usage", usage);
    }
    return whole;
  }

  @Override
  public Events events(AiRequest request, AiAnswer answer) {
    return new Events(List.of(), List.of(), List.of());
  }

  @Override
  public JsonObject error(int status, AiAnswer answer) {
    String type =
        status == 429
            ? "ThrottlingException"
            : status >= 500 ? "InternalServerException" : "ValidationException";
    return object("__type", answer.codeOr(type), "message", "The stub says " + status);
  }

  @Override
  public String errorEvent(AiAnswer answer) {
    return "";
  }
}
