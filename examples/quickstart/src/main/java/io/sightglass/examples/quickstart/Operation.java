// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.examples.quickstart;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A line of the sample data: a request and the status it is answered with. {@code {run}} in it
 * stands for the round, so that the file can be posted again and again.
 */
record Operation(String method, String path, @Nullable String body, int status) {

  private static final String FILE = "operations.jsonl";

  /** The sample data, in order. */
  static List<Operation> sample() {
    JsonMapper json = JsonMapper.builder().build();
    try (InputStream in = Operation.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + " is not on the class path");
      }
      return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
          .lines()
          .map(line -> of(json.readTree(line)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Operation of(JsonNode line) {
    JsonNode body = line.get("body");
    return new Operation(
        line.get("method").asString(),
        line.get("path").asString(),
        // A body that is no JSON stands in the file as a string.
        body == null ? null : body.isString() ? body.asString() : body.toString(),
        line.get("status").asInt());
  }

  /** The same operation in that round. */
  Operation inRound(int round) {
    String run = Integer.toString(round);
    return new Operation(
        method,
        path.replace("{run}", run),
        body == null ? null : body.replace("{run}", run),
        status);
  }
}
