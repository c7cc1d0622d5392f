// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import io.sightglass.catalogue.LabelSpec;
import io.sightglass.catalogue.MeterSpec;
import io.sightglass.internal.delivery.Deliveries;
import io.sightglass.meter.Meters;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToLongFunction;

/** The account of the delivery, as meters. */
final class DeliveryMeters {

  private static final String SOURCE = "the delivery of spans, log records and metrics";
  private static final MeterSpec ACCEPTED =
      counter(
              "sightglass_export_accepted_total",
              "Spans, log records and pushes of metrics that were to be exported.")
          .build();
  private static final MeterSpec EXPORTED =
      counter(
              "sightglass_export_total",
              "Spans, log records and pushes of metrics, by what became of them.")
          .label(LabelSpec.oneOf("result", "acknowledged", "dropped"))
          .build();
  private static final MeterSpec SIZE =
      gauge("sightglass_export_queue_size", "Spans and log records that wait or are on their way.")
          .build();
  private static final MeterSpec CAPACITY =
      gauge("sightglass_export_queue_capacity", "How many of them may wait or be on their way.")
          .build();

  private final Meters meters;
  private final Deliveries deliveries;

  private DeliveryMeters(Meters meters, Deliveries deliveries) {
    this.meters = meters;
    this.deliveries = deliveries;
  }

  private static MeterSpec.Builder counter(String name, String help) {
    return MeterSpec.counter(name, help).label(signal()).fedBy(SOURCE);
  }

  private static MeterSpec.Builder gauge(String name, String help) {
    return MeterSpec.gauge(name, help).label(signal()).fedBy(SOURCE);
  }

  private static LabelSpec signal() {
    return LabelSpec.oneOf("signal", "traces", "logs", "metrics");
  }

  static void declare(Meters meters, Deliveries deliveries) {
    // Declared in any case, so that the catalogue has them.
    meters.counter(EXPORTED);
    meters.counter(ACCEPTED);
    meters.gauge(SIZE);
    meters.gauge(CAPACITY);
    DeliveryMeters into = new DeliveryMeters(meters, deliveries);
    Set<String> signals = new TreeSet<>();
    deliveries.all().forEach(delivery -> signals.add(delivery.signal()));
    signals.forEach(into::observe);
  }

  private void observe(String signal) {
    meters.observeCounter(ACCEPTED, () -> sum(signal, Delivery::accepted), signal);
    meters.observeCounter(
        EXPORTED, () -> sum(signal, Delivery::acknowledged), signal, "acknowledged");
    meters.observeCounter(EXPORTED, () -> sum(signal, Delivery::lost), signal, "dropped");
    Set<String> reasons = new TreeSet<>();
    for (Delivery delivery : deliveries.all()) {
      if (delivery.signal().equals(signal)) {
        reasons.addAll(delivery.dropped().keySet());
      }
    }
    for (String reason : reasons) {
      meters.observeCounter(
          DefaultDiagnostics.DROPPED,
          () -> sum(signal, delivery -> delivery.dropped().getOrDefault(reason, 0L)),
          signal,
          reason);
    }
    if (!signal.equals("metrics")) {
      meters.gauge(SIZE).observe(() -> sum(signal, Delivery::queued), signal);
      meters.gauge(CAPACITY).observe(() -> sum(signal, Delivery::capacity), signal);
    }
  }

  private double sum(String signal, ToLongFunction<Delivery> part) {
    return (double)
        deliveries.all().stream()
            .filter(delivery -> delivery.signal().equals(signal))
            .mapToLong(part)
            .sum();
  }
}
