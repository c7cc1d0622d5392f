// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.meter;

import io.sightglass.Observability;
import io.sightglass.catalogue.MeterFeed;

/** The meters of core: most are there as soon as there is an app. */
public final class CoreFeed implements MeterFeed {

  /** For the service loader. */
  public CoreFeed() {}

  @Override
  public String title() {
    return "The process and the library itself";
  }

  @Override
  public int order() {
    return 0;
  }

  @Override
  public void declare(Observability obs) {
    // Not there outside a container.
    obs.meters().gauge(ContainerMeters.MEMORY);
    obs.meters().gauge(ContainerMeters.CPU);
  }
}
