// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.redis;

import io.sightglass.Observability;
import io.sightglass.catalogue.MeterFeed;

/** The meters of Redis, for docs and dashboards made without an app. */
public final class RedisFeed implements MeterFeed {

  /** For the service loader. */
  public RedisFeed() {}

  @Override
  public String title() {
    return "Redis";
  }

  @Override
  public int order() {
    return 62;
  }

  @Override
  public void declare(Observability obs) {
    obs.meters().histogram(RedisMeters.DURATION);
    obs.meters().counter(RedisMeters.ERRORS);
  }
}
