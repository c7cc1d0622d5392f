// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.jdbc;

import io.sightglass.Observability;
import io.sightglass.catalogue.MeterFeed;

/** The meters of databases, for docs and dashboards made without an app. */
public final class JdbcFeed implements MeterFeed {

  /** For the service loader. */
  public JdbcFeed() {}

  @Override
  public String title() {
    return "Databases";
  }

  @Override
  public int order() {
    return 60;
  }

  @Override
  public void declare(Observability obs) {
    obs.meters().histogram(JdbcMeters.QUERIES);
    obs.meters().counter(JdbcMeters.ERRORS);
    obs.meters().gauge(JdbcMeters.CONNECTIONS);
    obs.meters().gauge(JdbcMeters.CONNECTIONS_MAX);
  }
}
