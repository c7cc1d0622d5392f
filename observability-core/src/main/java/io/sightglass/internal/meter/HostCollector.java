// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.meter;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;

/** A host's Prometheus registry as one collector. */
record HostCollector(PrometheusRegistry registry) implements MultiCollector {

  @Override
  public MetricSnapshots collect() {
    return registry.scrape();
  }
}
