// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.event;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.logs.LogRecordBuilder;
import io.opentelemetry.api.trace.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.spi.LoggingEventBuilder;

/** The fields of an event: the same keys on the span, in the log line and on the log record. */
final class Fields {

  private final Field[] fields;
  private final String[] keys;
  private final AttributeKey<?>[] attributes;

  Fields(List<Field> fields) {
    this.fields = fields.toArray(Field[]::new);
    int size = fields.stream().mapToInt(Field::size).sum();
    keys = new String[size];
    attributes = new AttributeKey<?>[size];
    int at = 0;
    for (Field field : fields) {
      field.keys(at, keys, attributes);
      at += field.size();
    }
  }

  /** The values, in the order of the keys; null where there is none. */
  @Nullable Object[] read(Row row, Record event) {
    @Nullable Object[] values = new Object[keys.length];
    int at = 0;
    for (Field field : fields) {
      field.put(at, values, row, event);
      at += field.size();
    }
    return values;
  }

  void onto(Span span, @Nullable Object[] values) {
    for (int i = 0; i < values.length; i++) {
      Object value = values[i];
      if (value != null) {
        put(span, attributes[i], value);
      }
    }
  }

  LoggingEventBuilder onto(LoggingEventBuilder line, @Nullable Object[] values) {
    LoggingEventBuilder builder = line;
    for (int i = 0; i < values.length; i++) {
      Object value = values[i];
      if (value != null) {
        builder = builder.addKeyValue(keys[i], value);
      }
    }
    return builder;
  }

  void onto(LogRecordBuilder record, @Nullable Object[] values) {
    for (int i = 0; i < values.length; i++) {
      Object value = values[i];
      if (value != null) {
        put(record, attributes[i], value);
      }
    }
  }

  // The value has the attribute's type: both come from the component's.
  @SuppressWarnings("unchecked")
  private static void put(Span span, AttributeKey<?> key, Object value) {
    switch (key.getType()) {
      case DOUBLE ->
          span.setAttribute((AttributeKey<Double>) key, (Double) ((Number) value).doubleValue());
      case LONG -> span.setAttribute((AttributeKey<Long>) key, (Long) value);
      case BOOLEAN -> span.setAttribute((AttributeKey<Boolean>) key, (Boolean) value);
      default -> span.setAttribute((AttributeKey<String>) key, (String) value);
    }
  }

  @SuppressWarnings("unchecked") // as above
  private static void put(LogRecordBuilder record, AttributeKey<?> key, Object value) {
    switch (key.getType()) {
      case DOUBLE ->
          record.setAttribute((AttributeKey<Double>) key, (Double) ((Number) value).doubleValue());
      case LONG -> record.setAttribute((AttributeKey<Long>) key, (Long) value);
      case BOOLEAN -> record.setAttribute((AttributeKey<Boolean>) key, (Boolean) value);
      default -> record.setAttribute((AttributeKey<String>) key, (String) value);
    }
  }
}
