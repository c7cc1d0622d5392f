// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.meter;

import io.opentelemetry.api.trace.SpanContext;

/**
 * A sum that only goes up, one series for each set of label values.
 *
 * <p>Thread-safe. Recording never throws and never blocks: a negative, infinite or NaN amount is
 * refused and counted in {@code sightglass_invalid_total}; a label value outside its set is counted
 * under {@code _other}. Looking a handle up by values allocates nothing once the series exists;
 * hold on to the handle where the values do not change.
 */
public interface Counter {

  /** The series of a counter without labels. */
  Handle handle();

  /** The series of this value of the only label. */
  Handle handle(String value);

  /** The series of these values, in the spec's order. */
  Handle handle(String first, String second);

  /** The series of these values, in the spec's order. */
  Handle handle(String first, String second, String third);

  /**
   * The series of these values, in the spec's order. A wrong number of values is a mistake that is
   * counted, not thrown: missing ones become {@code _other}, further ones are ignored.
   */
  Handle handle(String... values);

  /** One series. */
  interface Handle {

    /** Adds one. */
    void increment();

    /** Adds {@code amount}: finite and not negative. */
    void add(double amount);

    /**
     * Adds {@code amount} with that span as exemplar, for work that ends on another thread. The
     * span is used only if it is sampled.
     */
    void add(double amount, SpanContext exemplar);
  }
}
