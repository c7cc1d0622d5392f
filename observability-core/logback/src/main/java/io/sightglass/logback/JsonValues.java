// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import java.io.StringWriter;
import java.io.Writer;
import net.logstash.logback.argument.StructuredArgument;
import net.logstash.logback.marker.LogstashMarker;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Turns objects of the app into trees, apart from the line they are for: what throws half-way, has
 * no end or is not JSON leaves no trace in the line.
 */
final class JsonValues {

  /** How deep a value may nest, far below Jackson's own limit for a whole line. */
  private static final int MAX_DEPTH = 100;

  /** How far markers that join each other are followed. */
  private static final int MAX_JOINED = 8;

  /** How long a value may be as JSON, in characters. */
  private static final int MAX_LENGTH = 64 * 1024;

  // Made with the first object: most lines have none, and a start does not wait for it.
  private static final class Mapper {
    static final JsonMapper INSTANCE =
        JsonMapper.builder(
                JsonFactory.builder()
                    .streamWriteConstraints(
                        StreamWriteConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
  }

  /** The tree of a value, or null where it cannot be written. */
  @Nullable JsonNode tree(Object value) {
    return tree(generator -> generator.writePOJO(value));
  }

  /** The fields of a structured argument as an object, or null where they cannot be written. */
  @Nullable JsonNode fields(StructuredArgument argument) {
    return tree(
        generator -> {
          generator.writeStartObject();
          argument.writeTo(generator);
          generator.writeEndObject();
        });
  }

  /** The fields of a marker as an object, or null where they cannot be written. */
  @Nullable JsonNode fields(LogstashMarker marker) {
    return tree(
        generator -> {
          generator.writeStartObject();
          write(generator, marker, 0);
          generator.writeEndObject();
        });
  }

  /** The marker, and those that were joined to it by {@code and}. */
  @SuppressWarnings("deprecation") // Markers have no other way to what was joined.
  private static void write(JsonGenerator generator, Marker marker, int depth) {
    if (marker instanceof LogstashMarker structured) {
      structured.writeTo(generator);
    }
    if (depth < MAX_JOINED) {
      marker.iterator().forEachRemaining(joined -> write(generator, joined, depth + 1));
    }
  }

  private interface Body {
    void writeTo(JsonGenerator generator);
  }

  private @Nullable JsonNode tree(Body body) {
    try {
      JsonMapper mapper = Mapper.INSTANCE;
      Writer text = new BoundedWriter();
      try (JsonGenerator generator = mapper.createGenerator(text)) {
        body.writeTo(generator);
      }
      return mapper.readTree(text.toString());
    } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError e) {
      return null; // The app's own code ran in there; the line says that the value is missing.
    }
  }

  /** Refuses what is too long, instead of keeping it. */
  private static final class BoundedWriter extends StringWriter {

    @Override
    public void write(int c) {
      super.write(c);
      check();
    }

    @Override
    public void write(char[] chars, int offset, int length) {
      super.write(chars, offset, length);
      check();
    }

    @Override
    public void write(String text, int offset, int length) {
      super.write(text, offset, length);
      check();
    }

    private void check() {
      if (getBuffer().length() > MAX_LENGTH) {
        throw new IllegalStateException("longer than " + MAX_LENGTH + " characters");
      }
    }
  }
}
