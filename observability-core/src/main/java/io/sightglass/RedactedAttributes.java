// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Replaces secrets in the texts among attributes. */
final class RedactedAttributes {

  private final Redactor redactor;

  RedactedAttributes(Redactor redactor) {
    this.redactor = redactor;
  }

  /** The same object where there is nothing to replace. */
  Attributes clean(Attributes attributes) {
    AttributesBuilder changed = null;
    for (Map.Entry<AttributeKey<?>, Object> attribute : attributes.asMap().entrySet()) {
      Object clean = clean(attribute.getKey().getKey(), attribute.getValue());
      if (clean != null) {
        changed = changed == null ? attributes.toBuilder() : changed;
        put(changed, attribute.getKey(), clean);
      }
    }
    return changed == null ? attributes : changed.build();
  }

  /** What stands in place of the value; null where it may stay. */
  @SuppressWarnings("ReferenceEquality") // the same object says that nothing was found
  private @Nullable Object clean(String key, Object value) {
    if (value instanceof String text) {
      String clean = redactor.isSecret(key) ? redactor.mark() : redactor.redact(text);
      return clean == text ? null : clean;
    }
    if (value instanceof List<?> list && !list.isEmpty() && list.get(0) instanceof String) {
      List<String> clean = new ArrayList<>(list.size());
      boolean same = true;
      for (Object item : list) {
        String text = String.valueOf(item);
        String replaced = redactor.isSecret(key) ? redactor.mark() : redactor.redact(text);
        same &= replaced.equals(text);
        clean.add(replaced);
      }
      return same ? null : clean;
    }
    return null;
  }

  @SuppressWarnings("unchecked") // the new value has the type of the old one
  private static <T> void put(AttributesBuilder builder, AttributeKey<T> key, Object value) {
    builder.put(key, (T) value);
  }
}
