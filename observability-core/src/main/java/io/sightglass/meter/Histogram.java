// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.meter;

import io.opentelemetry.api.trace.SpanContext;

/**
 * Counts of values in buckets, one series for each set of label values.
 *
 * <p>Thread-safe. Recording never throws and never blocks: a negative, infinite or NaN value is
 * refused and counted in {@code sightglass_invalid_total}; a label value outside its set is counted
 * under {@code _other}.
 */
public interface Histogram {

  /** The series of a histogram without labels. */
  Handle handle();

  /** The series of this value of the only label. */
  Handle handle(String value);

  /** The series of these values, in the spec's order. */
  Handle handle(String first, String second);

  /** The series of these values, in the spec's order. */
  Handle handle(String first, String second, String third);

  /** The series of these values, in the spec's order; see {@link Counter#handle(String...)}. */
  Handle handle(String... values);

  /** One series. */
  interface Handle {

    /** Records a value in the meter's unit. */
    void record(double value);

    /** Records a value with that span as exemplar; used only if the span is sampled. */
    void record(double value, SpanContext exemplar);

    /** Records a duration into a histogram of seconds. */
    default void recordNanos(long nanos) {
      record(nanos / 1e9);
    }

    /** Records a duration into a histogram of seconds, with that span as exemplar. */
    default void recordNanos(long nanos, SpanContext exemplar) {
      record(nanos / 1e9, exemplar);
    }
  }
}
