// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.health;

import io.sightglass.Observability;
import io.sightglass.catalogue.MeterFeed;

/** The meters of health, for docs and dashboards made without an app. */
public final class HealthFeed implements MeterFeed {

  /** For the service loader. */
  public HealthFeed() {}

  @Override
  public String title() {
    return "Health";
  }

  @Override
  public int order() {
    return 20;
  }

  @Override
  public void declare(Observability obs) {
    new HealthMeters(obs.meters());
  }
}
