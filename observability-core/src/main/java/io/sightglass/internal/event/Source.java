// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.event;

import io.sightglass.catalogue.LabelSpec;
import org.jspecify.annotations.Nullable;

/** Where one label of one meter has its value: a constant, a closed label, or a learned text. */
final class Source {

  private final @Nullable String constant;
  private final int closed;
  private final @Nullable Accessor learned;

  private Source(@Nullable String constant, int closed, @Nullable Accessor learned) {
    this.constant = constant;
    this.closed = closed;
    this.learned = learned;
  }

  static Source constant(String value) {
    return new Source(value, -1, null);
  }

  /** The closed label at that place of the row. */
  static Source closed(int place) {
    return new Source(null, place, null);
  }

  static Source learned(Accessor accessor) {
    return new Source(null, -1, accessor);
  }

  boolean isLearned() {
    return learned != null;
  }

  String value(Row row, Record event) {
    if (constant != null) {
      return constant;
    }
    if (learned == null) {
      return row.text(closed);
    }
    String text = learned.readText(event);
    return text == null ? LabelSpec.NONE : text;
  }
}
