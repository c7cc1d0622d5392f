// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.meter;

import io.sightglass.catalogue.Catalogue;
import io.sightglass.catalogue.MeterSpec;
import java.util.function.DoubleSupplier;

/**
 * Declares meters. Declaring the same spec twice gives the same meter; declaring another shape
 * under a name that is taken gives the first one, with a warning SG-2009 that names both places,
 * because the first definition is the one that dashboards see.
 *
 * <p>Thread-safe. Declaring throws {@link NullPointerException} for a null and {@link
 * IllegalArgumentException} when the spec's type is not the one asked for.
 */
public interface Meters {

  /**
   * Declares a counter. Series of closed label sets exist from now on, at zero, if they are at most
   * 1,000.
   */
  Counter counter(MeterSpec spec);

  /** Declares a histogram. */
  Histogram histogram(MeterSpec spec);

  /** Declares a gauge. */
  Gauge gauge(MeterSpec spec);

  /**
   * Declares a counter that is read at each scrape, for sums that something else keeps. The value
   * must not go down; a lower one is reported as it was before.
   */
  void observeCounter(MeterSpec spec, DoubleSupplier value, String... values);

  /** What has been declared. */
  Catalogue catalogue();
}
