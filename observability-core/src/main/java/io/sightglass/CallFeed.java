// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What feeds one component of a recorded event. */
abstract class CallFeed {

  private final Class<?> type;

  CallFeed(Class<?> type) {
    this.type = type;
  }

  /** The value as the call has it. */
  abstract @Nullable Object raw(CallPart.End end) throws Throwable;

  /** Whether it says how the call ended. */
  boolean isOutcome() {
    return false;
  }

  /** The value as the component takes it. */
  final @Nullable Object value(CallPart.End end) throws Throwable {
    return fit(type, raw(end));
  }

  /** A value as a component of that type takes it; null, or nought, where it cannot. */
  static @Nullable Object fit(Class<?> type, @Nullable Object value) {
    if (value instanceof Number number && isNumber(type)) {
      return widen(type, number);
    }
    if (type.isPrimitive()) {
      return value != null && isBoxOf(type, value) ? value : nought(type);
    }
    if (value == null || type.isInstance(value)) {
      return value;
    }
    return type == String.class ? value.toString() : null;
  }

  private static boolean isBoxOf(Class<?> primitive, Object value) {
    return (primitive == boolean.class && value instanceof Boolean)
        || (primitive == char.class && value instanceof Character);
  }

  private static boolean isNumber(Class<?> type) {
    return switch (type.getName()) {
      case "byte", "short", "int", "long", "float", "double" -> true;
      default -> type == Integer.class || type == Long.class || type == Double.class;
    };
  }

  private static Object widen(Class<?> type, Number number) {
    return switch (type.getSimpleName().toLowerCase(Locale.ROOT)) {
      case "byte" -> number.byteValue();
      case "short" -> number.shortValue();
      case "int", "integer" -> number.intValue();
      case "long" -> number.longValue();
      case "float" -> number.floatValue();
      default -> number.doubleValue();
    };
  }

  private static Object nought(Class<?> primitive) {
    if (primitive == boolean.class) {
      return false;
    }
    return primitive == char.class ? (Object) '\0' : widen(primitive, 0);
  }
}
