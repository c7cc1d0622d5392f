// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.meter;

import io.sightglass.catalogue.MeterSpec;
import java.util.function.DoubleSupplier;

/**
 * Where series live. Names, label values and numbers were checked before a store sees them, so both
 * stores follow one rule.
 */
interface MeterStore {

  Family<CounterSeries> counters(MeterSpec spec, Numbers numbers);

  Family<HistogramSeries> histograms(MeterSpec spec, Numbers numbers);

  Family<GaugeSeries> gauges(MeterSpec spec, Numbers numbers);

  /** The series of one meter. */
  interface Family<S> {

    /** A new series; called once for each set of values, which it keeps. */
    S create(String[] values);

    /** Reads the series of these values from {@code value}; counters only. */
    void observeSum(DoubleSupplier value, String[] values);
  }
}
