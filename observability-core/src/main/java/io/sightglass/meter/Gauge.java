// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.meter;

import java.util.function.DoubleSupplier;

/**
 * A value that goes up and down, one series for each set of label values.
 *
 * <p>Thread-safe. NaN means "not known" and is kept; an infinite value is refused and counted in
 * {@code sightglass_invalid_total}.
 */
public interface Gauge {

  /** The series of a gauge without labels. */
  Handle handle();

  /** The series of this value of the only label. */
  Handle handle(String value);

  /** The series of these values, in the spec's order. */
  Handle handle(String first, String second);

  /** The series of these values, in the spec's order; see {@link Counter#handle(String...)}. */
  Handle handle(String... values);

  /**
   * Reads the series from {@code value} at each scrape. The supplier is held strongly; if it throws
   * or blocks, this family alone is missing from the scrape. A second call replaces the first. An
   * infinite value is counted as refused and read as NaN.
   */
  void observe(DoubleSupplier value, String... values);

  /** One series. */
  interface Handle {

    /** Sets the value. */
    void set(double value);

    /** Adds {@code amount}, which may be negative. */
    void add(double amount);

    /** Adds one. */
    default void increment() {
      add(1);
    }

    /** Subtracts one. */
    default void decrement() {
      add(-1);
    }
  }
}
