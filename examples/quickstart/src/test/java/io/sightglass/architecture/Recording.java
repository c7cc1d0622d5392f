// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.architecture;

import io.sightglass.catalogue.LabelSpec;
import io.sightglass.catalogue.MeterSpec;
import io.sightglass.meter.Meters;
import java.util.Map;

/** Records the same few values into any meter, whatever its labels. */
final class Recording {

  private static final Map<String, String> EXAMPLES =
      Map.of(
          "route", "/invoices/{id}",
          "status_code", "503",
          "model", "gpt-5",
          "provider", "openai",
          "database", "orders",
          "table", "invoices",
          "cache", "prices");

  private Recording() {}

  /** Two series where a label has two values that are known, else one. */
  static void into(Meters meters, MeterSpec spec) {
    for (int i = 0; i < 2; i++) {
      String[] values = new String[spec.labels().size()];
      for (int label = 0; label < values.length; label++) {
        values[label] = value(spec.labels().get(label), i);
      }
      switch (spec.type()) {
        case COUNTER -> meters.counter(spec).handle(values).add(i + 1);
        case GAUGE -> meters.gauge(spec).handle(values).set(i + 1);
        case HISTOGRAM -> meters.histogram(spec).handle(values).record(0.25 + i);
      }
    }
  }

  private static String value(LabelSpec label, int which) {
    if (!label.isClosed()) {
      return EXAMPLES.getOrDefault(label.name(), "example");
    }
    return label.values().stream()
        .skip(Math.min(which, label.values().size() - 1))
        .findFirst()
        .get();
  }
}
