// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.meter;

import io.sightglass.Code;
import io.sightglass.catalogue.MeterSpec;
import io.sightglass.meter.Counter;
import io.sightglass.meter.Meters;

/** What is missing from scrapes: counted by reason, said with SG-2011. */
final class Skips {

  private static final MeterSpec SKIPPED =
      MeterSpec.counter(
              "sightglass_scrape_skipped_total", "Families that were left out of a scrape.")
          .label("reason", "failed", "late", "stuck", "busy", "duplicate", "invalid")
          .fedBy("the scrape, when a family cannot be read or written")
          .build();

  private final Reports reports;
  private final Counter counter;

  Skips(Meters meters, Reports reports) {
    this.reports = reports;
    this.counter = meters.counter(SKIPPED);
  }

  void failed(String source, Throwable failure) {
    skip("failed", source, "threw " + failure.getClass().getName());
  }

  void late(String source) {
    skip("late", source, "did not return within a second");
  }

  void stuck(String source) {
    skip("stuck", source, "has not returned from an earlier scrape");
  }

  void busy(int families) {
    counter.handle("busy").add(families);
    reports.warn(
        Code.SCRAPE_SKIPPED,
        families + " sources are missing from the scrape: too many others have not returned.");
  }

  void duplicate(String family) {
    skip("duplicate", family, "has a name that another meter took first");
  }

  void invalid(String family, String why) {
    skip("invalid", family, why);
  }

  private void skip(String reason, String what, String why) {
    counter.handle(reason).increment();
    reports.warn(
        Code.SCRAPE_SKIPPED,
        "'" + what + "' is missing from the scrape: it " + why + "; the others are whole.");
  }
}
