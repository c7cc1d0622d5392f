// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.meter;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.sightglass.catalogue.Buckets;

/**
 * Buckets for the app's Micrometer timers and summaries that ask for none: without buckets they
 * would be summaries, and {@code histogram_quantile} would find nothing.
 */
final class DefaultBuckets implements MeterFilter {

  private static final double NANOS = 1e9;

  // Numbers without a unit: half decades.
  private static final double[] PLAIN = {
    1, 5, 10, 50, 100, 500, 1_000, 5_000, 10_000, 50_000, 100_000, 500_000, 1_000_000
  };

  @Override
  public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
    double[] objectives = config.getServiceLevelObjectiveBoundaries();
    boolean asked =
        Boolean.TRUE.equals(config.isPercentileHistogram())
            || (objectives != null && objectives.length > 0)
            || (config.getPercentiles() != null && config.getPercentiles().length > 0);
    if (asked || (id.getType() != Meter.Type.TIMER && !isSummary(id))) {
      return config;
    }
    return DistributionStatisticConfig.builder()
        .serviceLevelObjectives(bucketsOf(id))
        .build()
        .merge(config);
  }

  private static boolean isSummary(Meter.Id id) {
    return id.getType() == Meter.Type.DISTRIBUTION_SUMMARY;
  }

  private static double[] bucketsOf(Meter.Id id) {
    String unit = id.getBaseUnit();
    if (isSummary(id)) {
      if ("seconds".equals(unit)) {
        return Buckets.requests();
      }
      return "bytes".equals(unit) ? Buckets.bytes() : PLAIN;
    }
    double[] bounds = Buckets.requests();
    for (int i = 0; i < bounds.length; i++) {
      bounds[i] *= NANOS;
    }
    return bounds;
  }
}
