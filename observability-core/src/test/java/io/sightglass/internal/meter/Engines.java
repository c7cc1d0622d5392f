// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.meter;

import io.sightglass.endpoint.OpsResponse;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Scrapes in tests. */
final class Engines {

  static final String OPEN_METRICS = "application/openmetrics-text";
  static final boolean FULL = Boolean.getBoolean("sightglass.full");

  private Engines() {}

  static Exposition text(MeterEngine engine) {
    return Exposition.text(scrape(engine, "").bytes());
  }

  static Exposition openMetrics(MeterEngine engine) {
    return Exposition.openMetrics(scrape(engine, OPEN_METRICS).bytes());
  }

  static String page(MeterEngine engine, String accept) {
    return new String(scrape(engine, accept).bytes(), StandardCharsets.UTF_8);
  }

  static OpsResponse scrape(MeterEngine engine, String accept) {
    return engine.scrape(accept, Set.of(), false);
  }
}
