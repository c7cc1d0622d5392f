// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import io.sightglass.catalogue.LabelSpec;
import io.sightglass.catalogue.MeterSpec;
import io.sightglass.meter.Counter;
import io.sightglass.meter.Meters;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How much was redacted, by place; nothing is counted before there are meters. */
final class RedactionCounts {

  private static final MeterSpec REDACTED =
      MeterSpec.counter("sightglass_redacted_total", "Secrets that were replaced before they left.")
          .label(
              LabelSpec.oneOf(
                  "where",
                  Arrays.stream(Redactor.Place.values())
                      .map(Redactor.Place::label)
                      .toArray(String[]::new)))
          .fedBy("log lines, spans, health answers and the library's own messages")
          .build();

  private volatile @Nullable Map<Redactor.Place, Counter.Handle> handles;

  /** From here on, counts go there. */
  void countInto(Meters meters) {
    Counter counter = meters.counter(REDACTED);
    Map<Redactor.Place, Counter.Handle> made = new EnumMap<>(Redactor.Place.class);
    for (Redactor.Place place : Redactor.Place.values()) {
      made.put(place, counter.handle(place.label()));
    }
    handles = made;
  }

  void add(Redactor.Place place, int secrets) {
    Map<Redactor.Place, Counter.Handle> known = handles;
    Counter.Handle handle = known == null ? null : known.get(place);
    if (handle != null) {
      handle.add(secrets);
    }
  }
}
