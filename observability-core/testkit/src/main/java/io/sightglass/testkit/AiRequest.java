// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.testkit;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.Locale;
import java.util.Map;

/**
 * One request to the stand-in of the AI vendors, as it arrived.
 *
 * @param api which API was asked: {@code openai.chat}, {@code openai.responses}, {@code
 *     openai.embeddings}, {@code openai.transcription}, {@code openai.speech}, {@code
 *     anthropic.messages}, {@code gemini.generate}, {@code bedrock.converse}, or {@code unknown}
 * @param path the path of the URL
 * @param model the model that was asked; empty if none was named
 * @param streaming whether the answer is to come in chunks
 * @param headers names in lower case
 * @param body as text
 */
public record AiRequest(
    String api,
    String path,
    String model,
    boolean streaming,
    Map<String, String> headers,
    String body) {

  /** A header's value, or an empty string. */
  public String header(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
  }

  /** The body's JSON object; empty if it is none. */
  JsonObject json() {
    return object(body);
  }

  static AiRequest of(LoopbackHttp.Request request) {
    String path = request.path();
    String body = request.body();
    String api = api(path);
    JsonObject json = object(body);
    return new AiRequest(
        api, path, model(path, json), streaming(path, json), Map.copyOf(request.headers()), body);
  }

  private static String api(String path) {
    if (path.endsWith("/chat/completions")) {
      return "openai.chat";
    }
    if (path.endsWith("/responses")) {
      return "openai.responses";
    }
    if (path.endsWith("/embeddings")) {
      return "openai.embeddings";
    }
    if (path.endsWith("/audio/transcriptions")) {
      return "openai.transcription";
    }
    if (path.endsWith("/audio/speech")) {
      return "openai.speech";
    }
    if (path.endsWith("/messages")) {
      return "anthropic.messages";
    }
    if (path.endsWith(":generateContent") || path.endsWith(":streamGenerateContent")) {
      return "gemini.generate";
    }
    return path.endsWith("/converse") ? "bedrock.converse" : "unknown";
  }

  private static String model(String path, JsonObject json) {
    JsonElement named = json.get("model");
    if (named != null && named.isJsonPrimitive()) {
      return named.getAsString();
    }
    int colon = path.lastIndexOf(':');
    if (colon > 0) {
      return path.substring(path.lastIndexOf('/', colon) + 1, colon);
    }
    if (path.endsWith("/converse")) {
      String model = path.substring(0, path.length() - "/converse".length());
      return model.substring(model.lastIndexOf('/') + 1);
    }
    return "";
  }

  private static boolean streaming(String path, JsonObject json) {
    JsonElement stream = json.get("stream");
    return path.endsWith(":streamGenerateContent")
        || (stream != null && stream.isJsonPrimitive() && stream.getAsBoolean());
  }

  private static JsonObject object(String body) {
    if (!body.startsWith("{")) {
      return new JsonObject();
    }
    try {
      return JsonParser.parseString(body).getAsJsonObject();
    } catch (JsonParseException e) {
      return new JsonObject();
    }
  }
}
