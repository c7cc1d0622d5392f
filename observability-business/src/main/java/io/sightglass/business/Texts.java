// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business;

import io.sightglass.event.LabelValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Enum constants of the app as label values, each written once. */
final class Texts {

  // Held by the enum's class, so that an app which is unloaded takes its values along.
  private static final ClassValue<@Nullable String[]> WRITTEN =
      new ClassValue<>() {
        @Override
        protected @Nullable String[] computeValue(Class<?> type) {
          Object[] constants = type.getEnumConstants();
          return new String[constants == null ? 0 : constants.length];
        }
      };

  private Texts() {}

  /** As core writes an enum's constant; null for null, which is {@code none}. */
  @SuppressWarnings("EnumOrdinal") // an index into an array made from the same class, never kept
  static @Nullable String of(@Nullable Enum<?> constant) {
    if (constant == null) {
      return null;
    }
    @Nullable String[] written = WRITTEN.get(constant.getDeclaringClass());
    String text = written[constant.ordinal()];
    if (text == null) {
      text = write(constant);
      written[constant.ordinal()] = text;
    }
    return text;
  }

  /** The simple name of a failure's class; {@code none} for none. */
  static @Nullable String typeOf(@Nullable Throwable failure) {
    if (failure == null) {
      return null;
    }
    String name = failure.getClass().getSimpleName();
    return name.isEmpty() ? "anonymous" : name;
  }

  private static String write(Enum<?> constant) {
    if (constant instanceof LabelValue own) {
      try {
        String label = own.label();
        if (label != null) {
          return label;
        }
      } catch (RuntimeException itsOwn) {
        // The app's own mistake: the constant's name says what was meant.
      }
    }
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
