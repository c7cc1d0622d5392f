// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import io.sightglass.Redactor;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/**
 * The fields of one line. A name is written once: the line's own fields win, and a field of the app
 * that has one of their names gets an underscore at its end; of two fields of the app the first
 * wins.
 */
final class JsonFields {

  /** What stands in place of a value that cannot be written. */
  static final String UNSERIALISABLE = "!unserialisable";

  /** How many fields the app may add to one line. */
  static final int MAX_FIELDS = 64;

  private static final int MAX_DIGIT_BITS =
      3_300; // about 1,000 digits, Jackson's limit for readers

  private static final Set<String> OWN =
      Set.of(
          "timestamp",
          "level",
          "logger",
          "thread",
          "msg",
          "service",
          "environment",
          "version",
          "trace_id",
          "span_id",
          "request_id",
          "exception",
          "stack_trace",
          "truncated");

  private final JsonGenerator out;
  private final JsonValues values;
  private @Nullable Set<String> seen;
  private boolean truncated;

  JsonFields(JsonGenerator out, JsonValues values) {
    this.out = out;
    this.values = values;
  }

  /** A field of the line itself; left out where there is no value. */
  void own(String name, @Nullable String value, int max) {
    if (value != null) {
      out.writeName(name);
      text(value, max);
    }
  }

  /** A field of the app. */
  void add(@Nullable String name, @Nullable Object value) {
    String free = free(name);
    if (free != null) {
      out.writeName(free);
      value(free, value);
    }
  }

  /** Each field of an object as a field of the app; a mark under {@code name} where it is null. */
  void addAll(String name, @Nullable JsonNode fields) {
    if (fields == null || !fields.isObject()) {
      add(name, UNSERIALISABLE);
      return;
    }
    for (Map.Entry<String, JsonNode> field : fields.properties()) {
      String free = free(field.getKey());
      if (free != null) {
        out.writeName(free);
        node(free, field.getValue());
      }
    }
  }

  /** Says at the end of the line that something was cut. */
  void end() {
    if (truncated) {
      out.writeBooleanProperty("truncated", true);
    }
  }

  private @Nullable String free(@Nullable String name) {
    if (name == null || name.isEmpty()) {
      return null;
    }
    String cut = Texts.encodable(Texts.cut(name, Texts.MAX_NAME));
    String free = OWN.contains(cut) ? cut + '_' : cut;
    Set<String> names = seen;
    if (names == null) {
      names = new HashSet<>();
      seen = names;
    }
    if (names.size() >= MAX_FIELDS && !names.contains(free)) {
      truncated = true;
      return null;
    }
    return names.add(free) ? free : null;
  }

  private void value(String name, @Nullable Object value) {
    if (value == null) {
      out.writeNull();
    } else if (Redactor.standard().isSecret(name, value)) {
      out.writeString(Redactor.MARK);
    } else if (value instanceof String string) {
      text(string, Texts.MAX_VALUE);
    } else if (value instanceof Integer || value instanceof Long || value instanceof Short) {
      out.writeNumber(((Number) value).longValue());
    } else if (value instanceof Boolean bool) {
      out.writeBoolean(bool);
    } else if (value instanceof Double number && Double.isFinite(number)) {
      out.writeNumber(number);
    } else if (value instanceof Throwable thrown) {
      text(toText(thrown), Texts.MAX_VALUE);
    } else if (value instanceof BigInteger big && big.bitLength() > MAX_DIGIT_BITS) {
      out.writeString(UNSERIALISABLE);
    } else if (value instanceof BigDecimal big
        && big.unscaledValue().bitLength() > MAX_DIGIT_BITS) {
      out.writeString(UNSERIALISABLE);
    } else if (isAmount(value)) {
      out.writeNumber((BigDecimal) value);
    } else {
      JsonNode tree = values.tree(value);
      if (tree == null) {
        out.writeString(UNSERIALISABLE);
      } else {
        node(name, tree);
      }
    }
  }

  // Not a tree for the numbers that money has; a far exponent would make a line of zeros.
  private static boolean isAmount(Object value) {
    return value.getClass() == BigDecimal.class && Math.abs(((BigDecimal) value).scale()) < 20;
  }

  private static String toText(Object value) {
    try {
      return String.valueOf(value);
    } catch (RuntimeException | StackOverflowError e) {
      return UNSERIALISABLE;
    }
  }

  private void node(String name, JsonNode node) {
    if (Redactor.standard().isSecret(name) && !node.isNull()) {
      out.writeString(Redactor.MARK);
    } else if (node.isObject()) {
      out.writeStartObject();
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        out.writeName(Texts.encodable(Texts.cut(field.getKey(), Texts.MAX_NAME)));
        node(field.getKey(), field.getValue());
      }
      out.writeEndObject();
    } else if (node.isArray()) {
      out.writeStartArray();
      node.forEach(item -> node("", item));
      out.writeEndArray();
    } else if (node.isString()) {
      text(node.stringValue(), Texts.MAX_VALUE);
    } else {
      scalar(node);
    }
  }

  // As JsonValues reads them: whole numbers of any size, decimals to the digit.
  private void scalar(JsonNode node) {
    if (node.isIntegralNumber()) {
      out.writeNumber(node.bigIntegerValue());
    } else if (node.isNumber()) {
      out.writeNumber(node.decimalValue());
    } else if (node.isBoolean()) {
      out.writeBoolean(node.booleanValue());
    } else {
      out.writeNull();
    }
  }

  private void text(String value, int max) {
    truncated |= value.length() > max;
    out.writeString(Texts.value(value, max));
  }
}
