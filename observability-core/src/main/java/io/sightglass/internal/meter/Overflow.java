// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.meter;

import io.sightglass.Code;
import io.sightglass.meter.Counter;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What one label of one meter could not keep apart: counted in {@code sightglass_overflow_total}
 * and said with SG-2004. The series is made at the first overflow, and the text once, so that a
 * flood costs no garbage.
 */
final class Overflow {

  private final Supplier<Counter.Handle> counter;
  private final Reports reports;
  private final String message;
  private volatile Counter.@Nullable Handle handle;

  Overflow(Supplier<Counter.Handle> counter, Reports reports, String message) {
    this.counter = counter;
    this.reports = reports;
    this.message = message;
  }

  void count() {
    Counter.Handle known = handle;
    if (known == null) {
      known = counter.get();
      handle = known;
    }
    known.increment();
    reports.warn(Code.LABEL_OVERFLOW, message);
  }
}
