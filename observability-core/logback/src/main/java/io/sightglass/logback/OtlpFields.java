// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.logs.LogRecordBuilder;
import io.sightglass.Redactor;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The attributes of one log record: bounded, without secrets, each name once. */
final class OtlpFields {

  private final LogRecordBuilder record;
  private final Rules rules;
  private final Set<String> seen = new HashSet<>();
  private int left = JsonFields.MAX_FIELDS;

  /** What an app's fields are read and redacted by. */
  record Rules(JsonValues values, Redactor arguments, Redactor contexts, Redactor exceptions) {

    Rules(Redactor redactor) {
      this(
          new JsonValues(),
          redactor.at(Redactor.Place.ARGUMENT),
          redactor.at(Redactor.Place.CONTEXT),
          redactor.at(Redactor.Place.EXCEPTION));
    }
  }

  OtlpFields(LogRecordBuilder record, Rules rules) {
    this.record = record;
    this.rules = rules;
  }

  /** One of the library's, which holds no secret any more. */
  void own(String key, @Nullable String value) {
    if (value != null) {
      seen.add(key);
      record.setAttribute(AttributeKey.stringKey(key), Texts.encodable(value));
    }
  }

  /** One of the app's. */
  void add(@Nullable String key, @Nullable Object value, Redactor redactor) {
    if (key == null || key.isEmpty() || value == null || left <= 0 || !seen.add(key)) {
      return;
    }
    left--;
    String name = Texts.value(key, Texts.MAX_NAME, redactor);
    if (redactor.isSecret(key, value)) {
      record.setAttribute(AttributeKey.stringKey(name), redactor.mark());
    } else if (value instanceof Integer || value instanceof Long || value instanceof Short) {
      whole(name, ((Number) value).longValue(), redactor);
    } else if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
      record.setAttribute(AttributeKey.doubleKey(name), number.doubleValue());
    } else if (value instanceof Boolean flag) {
      record.setAttribute(AttributeKey.booleanKey(name), flag);
    } else {
      text(name, Texts.of(value), redactor);
    }
  }

  /** Each field of a structured argument or marker, as the line of JSON has it. */
  void addAll(@Nullable JsonNode fields) {
    if (fields == null) {
      return;
    }
    for (Map.Entry<String, JsonNode> field : fields.properties()) {
      add(field.getKey(), value(field.getValue()), rules.arguments());
    }
  }

  private static @Nullable Object value(JsonNode node) {
    if (node.isString()) {
      return node.stringValue();
    }
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    if (node.isIntegralNumber() && node.canConvertToLong()) {
      return node.longValue();
    }
    if (node.isNumber()) {
      return node.decimalValue();
    }
    return node.isNull() ? null : node.toString();
  }

  /** One that is long enough may be the number of a card or a person. */
  private void whole(String name, long value, Redactor redactor) {
    String named = name + ' ' + value;
    if (value >= JsonFields.LEAST_SECRET && !redactor.redact(named).equals(named)) {
      record.setAttribute(AttributeKey.stringKey(name), Redactor.MARK);
    } else {
      record.setAttribute(AttributeKey.longKey(name), value);
    }
  }

  private void text(String name, String value, Redactor redactor) {
    String text = Texts.value(value, Texts.MAX_VALUE, redactor);
    record.setAttribute(AttributeKey.stringKey(name), text);
  }
}
