// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.event;

import io.sightglass.catalogue.LabelSpec;
import io.sightglass.catalogue.MeterSpec;
import io.sightglass.catalogue.MeterType;
import io.sightglass.event.Line;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a declaration makes: its meters, by name, and where their values come from. */
record Plan(
    String className,
    String type,
    String event,
    String message,
    Line line,
    List<Meter> counters,
    List<Meter> amounts) {

  Plan withMeters(List<Meter> newCounters, List<Meter> newAmounts) {
    return new Plan(className, type, event, message, line, newCounters, newAmounts);
  }

  /** Where a label's value comes from. */
  enum Source {
    COMPONENT,
    CONSTANT,
    CURRENCY
  }

  /**
   * A label of a meter.
   *
   * @param component the name of the component, or the constant
   * @param values every value of a closed set; empty for a learned one
   * @param max how many values a learned one has
   */
  record PlannedLabel(String name, Source source, String component, List<String> values, int max) {

    LabelSpec spec() {
      return values.isEmpty()
          ? LabelSpec.upTo(name, max)
          : LabelSpec.oneOf(name, values.toArray(String[]::new));
    }
  }

  /**
   * A meter.
   *
   * @param component the component that a histogram measures or a counter grows by; empty for a
   *     counter that grows by one
   * @param currency the currency in the name of a histogram of money; null for any other
   */
  record Meter(
      String name,
      MeterType type,
      String help,
      String unit,
      List<PlannedLabel> labels,
      List<Double> buckets,
      String component,
      @Nullable String currency) {

    List<String> labelNames() {
      return labels.stream().map(PlannedLabel::name).toList();
    }

    Meter withLabels(List<PlannedLabel> others) {
      return new Meter(name, type, help, unit, others, buckets, component, currency);
    }

    MeterSpec spec(String feed) {
      MeterSpec.Builder spec =
          type == MeterType.COUNTER
              ? MeterSpec.counter(name, help)
              : MeterSpec.histogram(name, help)
                  .buckets(buckets.stream().mapToDouble(Double::doubleValue).toArray())
                  .unit(unit);
      labels.forEach(label -> spec.label(label.spec()));
      return spec.fedBy(feed).build();
    }
  }
}
