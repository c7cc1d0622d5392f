// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.meter;

import io.sightglass.catalogue.MeterSpec;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where series live. Names, label values and numbers were checked before a store sees them, so both
 * stores follow one rule.
 */
interface MeterStore {

  Family<CounterSeries> counters(MeterSpec spec, Numbers numbers);

  Family<HistogramSeries> histograms(MeterSpec spec, Numbers numbers);

  Family<GaugeSeries> gauges(MeterSpec spec, Numbers numbers);

  /** How the store spells a meter. */
  default MeterSpec spelled(MeterSpec spec) {
    return spec;
  }

  /** The series of one meter. */
  interface Family<S> {

    /**
     * A new series; called once for each set of values, which it keeps. A null stands for a label
     * that the series does not have.
     */
    S create(@Nullable String[] values);

    /** Reads the series of these values from {@code value}; counters only. */
    void observeSum(DoubleSupplier value, @Nullable String[] values);
  }
}
