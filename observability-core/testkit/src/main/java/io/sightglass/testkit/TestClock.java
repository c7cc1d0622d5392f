// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.testkit;

import io.opentelemetry.sdk.common.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Stands still until it is moved. Thread-safe. */
final class TestClock implements Clock {

  private final long start = System.currentTimeMillis() * 1_000_000;
  private final AtomicLong passed = new AtomicLong();

  void advance(Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException("time goes forward: " + time);
    }
    passed.addAndGet(time.toNanos());
  }

  @Override
  public long now() {
    return start + passed.get();
  }

  @Override
  public long nanoTime() {
    return passed.get();
  }
}
