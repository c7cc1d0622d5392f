// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.cache;

import io.sightglass.Observability;
import io.sightglass.catalogue.MeterFeed;

/** The meters of caches, for docs and dashboards made without an app. */
public final class CacheFeed implements MeterFeed {

  /** For the service loader. */
  public CacheFeed() {}

  @Override
  public String title() {
    return "Caches";
  }

  @Override
  public int order() {
    return 61;
  }

  @Override
  public void declare(Observability obs) {
    obs.meters().counter(CacheMeters.OPERATIONS);
    obs.meters().histogram(CacheMeters.DURATION);
    obs.meters().gauge(CacheMeters.BYTES);
    obs.meters().gauge(CacheMeters.ITEMS);
  }
}
