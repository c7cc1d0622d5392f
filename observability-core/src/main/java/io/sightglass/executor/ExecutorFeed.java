// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.executor;

import io.sightglass.Observability;
import io.sightglass.catalogue.MeterFeed;
import io.sightglass.catalogue.MeterSpec;
import java.util.List;

/** The meters of executors, for docs and dashboards made without an app. */
public final class ExecutorFeed implements MeterFeed {

  /** For the service loader. */
  public ExecutorFeed() {}

  @Override
  public String title() {
    return "Executors";
  }

  @Override
  public int order() {
    return 63;
  }

  @Override
  public void declare(Observability obs) {
    List.of(
            ExecutorMeters.THREADS,
            ExecutorMeters.THREADS_MAX,
            ExecutorMeters.QUEUED,
            ExecutorMeters.REMAINING)
        .forEach((MeterSpec gauge) -> obs.meters().gauge(gauge));
    obs.meters().counter(ExecutorMeters.REJECTED);
    obs.meters().histogram(ExecutorMeters.WAIT);
    obs.meters().histogram(ExecutorMeters.RUN);
  }
}
