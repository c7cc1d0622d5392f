// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.event;

import io.sightglass.event.Detail;
import io.sightglass.event.Event;
import io.sightglass.event.Label;
import io.sightglass.event.Measure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a record says of itself: the one model of a declaration, read from the class at run time or
 * from the source by the compiler.
 *
 * @param className the record's full name
 * @param type the same without its package, for messages
 */
record Declaration(
    String className,
    String type,
    boolean isRecord,
    @Nullable Event event,
    List<Component> components) {

  /**
   * One component.
   *
   * @param typeName the type's name without its package, for messages
   * @param values how an enum's constants are written; empty for any other type
   * @param valuesKnown whether they are written so, or only their number is known
   */
  record Component(
      String name,
      ValueKind kind,
      String typeName,
      List<String> values,
      boolean valuesKnown,
      @Nullable Label label,
      @Nullable Measure measure,
      @Nullable Detail detail) {

    /** The key of its span attribute and its log field. */
    String key() {
      String given = label != null ? label.value() : detail != null ? detail.value() : "";
      return given.isEmpty() ? Names.snake(name) : given;
    }

    /** Every value of a label that are known beforehand; empty where they are learned. */
    List<String> closedValues() {
      if (kind == ValueKind.BOOLEAN) {
        return List.of("false", "true");
      }
      if (kind == ValueKind.TEXT && label != null) {
        return List.of(label.oneOf()).stream().distinct().toList();
      }
      return values.stream().distinct().toList();
    }
  }
}
