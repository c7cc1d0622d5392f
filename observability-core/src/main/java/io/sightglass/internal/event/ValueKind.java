// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.event;

import java.util.Set;

/** What the rules distinguish of a component's type. */
enum ValueKind {
  ENUM,
  BOOLEAN,
  TEXT,
  MONEY,
  DURATION,
  WHOLE_NUMBER,
  NUMBER,
  /** Several values in one: an array, a collection, a map, an Optional. */
  CONTAINER,
  /** Any other object: its text can be a detail. */
  OBJECT;

  private static final Set<String> WHOLE =
      Set.of(
          "byte",
          "short",
          "int",
          "long",
          "java.lang.Byte",
          "java.lang.Short",
          "java.lang.Integer",
          "java.lang.Long");
  private static final Set<String> NUMBERS =
      Set.of(
          "float",
          "double",
          "java.lang.Float",
          "java.lang.Double",
          "java.math.BigDecimal",
          "java.math.BigInteger");

  /** The kind of a type that is neither an enum nor a container, by its full name. */
  static ValueKind ofName(String name) {
    if (WHOLE.contains(name)) {
      return WHOLE_NUMBER;
    }
    if (NUMBERS.contains(name)) {
      return NUMBER;
    }
    return switch (name) {
      case "boolean", "java.lang.Boolean" -> BOOLEAN;
      case "java.lang.String" -> TEXT;
      case "io.sightglass.Money" -> MONEY;
      case "java.time.Duration" -> DURATION;
      default -> OBJECT;
    };
  }

  boolean isNumber() {
    return this == WHOLE_NUMBER || this == NUMBER;
  }
}
