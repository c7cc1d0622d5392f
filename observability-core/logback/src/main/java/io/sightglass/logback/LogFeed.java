// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import io.sightglass.Observability;
import io.sightglass.catalogue.MeterFeed;
import java.util.Map;

/** The meters of log lines, for docs and dashboards made without an app. */
public final class LogFeed implements MeterFeed {

  /** For the service loader. */
  public LogFeed() {}

  @Override
  public String title() {
    return "Log lines";
  }

  @Override
  public int order() {
    return 5;
  }

  @Override
  public void declare(Observability obs) {
    LogMeters.of(obs.meters(), new LoggerGroups(Map.of()), new Ledger());
  }
}
