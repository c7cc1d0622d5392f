// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.testkit;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How one vendor's API words an answer. */
interface AiShape {

  /** The whole answer. */
  JsonObject whole(AiRequest request, AiAnswer answer);

  /** The events of a stream: what comes before, with and after the chunks. */
  Events events(AiRequest request, AiAnswer answer);

  /** The body of an error. */
  JsonObject error(int status, AiAnswer answer);

  /** An error within a stream, as its event. */
  String errorEvent(AiAnswer answer);

  /**
   * A stream's events, as they go over the wire.
   *
   * @param chunks one for each of the answer's chunks that is sent
   */
  record Events(List<String> before, List<String> chunks, List<String> after) {}

  /** A server-sent event without a name. */
  static String data(Object json) {
    return "data: " + json + "\n\n";
  }

  /** A server-sent event whose name is the object's type. */
  static String named(JsonObject json) {
    return "event: " + json.get("type").getAsString() + "\n" + data(json);
  }

  /** An object of names and values in turn: strings, numbers, booleans, elements, or null. */
  static JsonObject object(@Nullable Object... namesAndValues) {
    JsonObject object = new JsonObject();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      String name = String.valueOf(namesAndValues[i]);
      Object value = namesAndValues[i + 1];
      if (value instanceof JsonElement element) {
        object.add(name, element);
      } else if (value instanceof Number number) {
        object.addProperty(name, number);
      } else if (value instanceof Boolean flag) {
        object.addProperty(name, flag);
      } else {
        object.addProperty(name, (String) value);
      }
    }
    return object;
  }

  /** An array of elements. */
  static JsonArray array(JsonElement... elements) {
    JsonArray array = new JsonArray();
    for (JsonElement element : elements) {
      array.add(element);
    }
    return array;
  }
}
