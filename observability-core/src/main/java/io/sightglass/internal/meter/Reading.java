// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.meter;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value that several meters of one scrape take a part of: read once, kept for a moment.
 *
 * @param <T> the value
 */
final class Reading<T> implements Supplier<T> {

  private static final long KEEP_NANOS = 100_000_000;

  private final Supplier<T> source;
  private @Nullable T value;
  private long readAt;

  Reading(Supplier<T> source) {
    this.source = source;
  }

  @Override
  public synchronized T get() {
    long now = System.nanoTime();
    T known = value;
    if (known == null || now - readAt > KEEP_NANOS) {
      known = source.get();
      value = known;
      readAt = now;
    }
    return known;
  }
}
