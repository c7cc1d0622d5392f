// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.testkit;

import static io.sightglass.testkit.AiShape.array;
import static io.sightglass.testkit.AiShape.data;
import static io.sightglass.testkit.AiShape.object;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gemini's generateContent and streamGenerateContent. */
final class GeminiShape implements AiShape {

  @Override
  public JsonObject whole(AiRequest request, AiAnswer answer) {
    return part(request, answer, answer.words(), answer.finishOr("STOP"), usage(answer));
  }

  @Override
  public Events events(AiRequest request, AiAnswer answer) {
    List<String> chunks = new ArrayList<>();
    for (String text : answer.sentChunks()) {
      chunks.add(data(part(request, answer, text, null, null)));
    }
    return new Events(
        List.of(),
        chunks,
        List.of(data(part(request, answer, "", answer.finishOr("STOP"), usage(answer)))));
  }

  @Override
  public JsonObject error(int status, AiAnswer answer) {
    String word =
        switch (status) {
          case 400 -> "INVALID_ARGUMENT";
          case 401 -> "UNAUTHENTICATED";
          case 403 -> "PERMISSION_DENIED";
          case 404 -> "NOT_FOUND";
          case 429 -> "RESOURCE_EXHAUSTED";
          case 503 -> "UNAVAILABLE";
          default -> "INTERNAL";
        };
    return object(
        "error",
        object(
            "code", status, "message", "The stub says " + status, "status", answer.codeOr(word)));
  }

  @Override
  public String errorEvent(AiAnswer answer) {
    return data(error(503, answer));
  }

  private static JsonObject part(
      AiRequest request,
      AiAnswer answer,
      String text,
      @Nullable String finish,
      @Nullable JsonObject usage) {
    JsonObject candidate =
        object(
            "content", object("parts", array(object("text", text)), "role", "model"), "index", 0);
    if (finish != null) {
      candidate.addProperty("finishReason", finish);
    }
    JsonObject part =
        object(
            "candidates", array(candidate),
            "modelVersion", answer.modelOr(request.model()),
            "responseId", "stub");
    if (usage != null) {
      part.add("usageMetadata", usage);
    }
    return part;
  }

  private static @Nullable JsonObject usage(AiAnswer answer) {
    int input = answer.input();
    int output = answer.output();
    return answer.usageOr(
        object(
            "promptTokenCount", input,
            "candidatesTokenCount", output,
            "totalTokenCount", input + output));
  }
}
