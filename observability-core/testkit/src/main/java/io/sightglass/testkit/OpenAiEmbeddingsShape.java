// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.testkit;

import static io.sightglass.testkit.AiShape.array;
import static io.sightglass.testkit.AiShape.object;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;

/** OpenAI's embeddings: three numbers for each input, as floats or as base64. */
final class OpenAiEmbeddingsShape implements AiShape {

  private static final float[] VECTOR = {0.25f, -0.5f, 0.125f};

  @Override
  public JsonObject whole(AiRequest request, AiAnswer answer) {
    JsonElement input = request.json().get("input");
    int texts = input != null && input.isJsonArray() ? input.getAsJsonArray().size() : 1;
    JsonElement format = request.json().get("encoding_format");
    boolean base64 = format != null && format.getAsString().equals("base64");
    JsonArray data = new JsonArray();
    for (int i = 0; i < texts; i++) {
      data.add(object("object", "embedding", "index", i, "embedding", vector(base64)));
    }
    JsonObject whole =
        object("object", "list", "data", data, "model", answer.modelOr(request.model()));
    JsonObject usage =
        answer.usageOr(object("prompt_tokens", answer.input(), "total_tokens", answer.input()));
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
    return new OpenAiChatShape().error(status, answer);
  }

  @Override
  public String errorEvent(AiAnswer answer) {
    return "";
  }

  private static JsonElement vector(boolean base64) {
    if (base64) {
      ByteBuffer bytes = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
      for (float number : VECTOR) {
        bytes.putFloat(number);
      }
      return new JsonPrimitive(Base64.getEncoder().encodeToString(bytes.array()));
    }
    return array(
        new JsonPrimitive(VECTOR[0]), new JsonPrimitive(VECTOR[1]), new JsonPrimitive(VECTOR[2]));
  }
}
