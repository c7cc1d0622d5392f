// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import io.sightglass.catalogue.LabelSpec;
import io.sightglass.catalogue.MeterSpec;
import io.sightglass.event.TransactionEvents;
import io.sightglass.meter.Counter;
import io.sightglass.meter.Meters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts events that were given and not recorded, each for a reason. */
final class SkippedEvents {

  private static final MeterSpec SKIPPED =
      MeterSpec.counter(
              "sightglass_events_skipped_total",
              "Events that rightly were not recorded: given again, or rolled back.")
          .label(LabelSpec.oneOf("reason", "duplicate", "rolled_back"))
          .fedBy("recordOnce and transactions")
          .build();

  private static final Logger LOG = LoggerFactory.getLogger("io.sightglass.event");

  private final Counter.Handle duplicates;
  private final Counter.Handle rolledBack;
  private final Diagnostics diagnostics;

  SkippedEvents(Meters meters, Diagnostics diagnostics) {
    Counter skipped = meters.counter(SKIPPED);
    this.duplicates = skipped.handle("duplicate");
    this.rolledBack = skipped.handle("rolled_back");
    this.diagnostics = diagnostics;
  }

  void duplicate(Record event, String key) {
    duplicates.increment();
    try {
      if (LOG.isDebugEnabled()) {
        LOG.atDebug()
            .addKeyValue("event_type", event.getClass().getName())
            .addKeyValue("key", key)
            .log("An event was given again and is not recorded");
      }
    } catch (Throwable failure) {
      diagnostics.internalError("events", failure);
    }
  }

  void rolledBack(int events) {
    rolledBack.add(events);
  }

  void transactionFull() {
    diagnostics.dropped("events", "transaction_full", 1);
    diagnostics.warn(
        Code.TRANSACTION_FULL,
        "a transaction holds "
            + TransactionEvents.MAX_EVENTS
            + " events; further ones are dropped. Commit in smaller parts.");
  }

  void noEvent() {
    diagnostics.invalid("events", "null_argument");
  }

  void noKey() {
    diagnostics.invalid("events", "null_key");
  }
}
