// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.meter;

import io.sightglass.catalogue.LabelSpec;
import io.sightglass.catalogue.MeterSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Brings the values of a meter that was declared a second time into the order of the first. */
final class Relabel {

  private final int[] from;

  private Relabel(int[] from) {
    this.from = from;
  }

  /** Null where the labels are the same. */
  static @Nullable Relabel between(MeterSpec first, MeterSpec second) {
    List<String> names = second.labelNames();
    if (names.equals(first.labelNames())) {
      return null;
    }
    return new Relabel(first.labelNames().stream().mapToInt(names::indexOf).toArray());
  }

  @Nullable String[] apply(@Nullable String @Nullable ... values) {
    String[] mapped = new String[from.length];
    for (int i = 0; i < mapped.length; i++) {
      int at = from[i];
      mapped[i] = values == null || at < 0 || at >= values.length ? LabelSpec.OTHER : values[at];
    }
    return mapped;
  }
}
