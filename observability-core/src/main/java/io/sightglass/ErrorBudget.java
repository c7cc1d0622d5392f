// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How many errors go on: so many of each kind in a minute, and {@value #KINDS} times that of all
 * together, so that a flood of one kind leaves room for the others. Thread-safe.
 */
final class ErrorBudget {

  static final int KINDS = 10;
  private static final int MAX_KINDS = 1_000;
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  private final Map<String, Integer> taken = new HashMap<>();
  private final int ofKind;
  private final LongSupplier clock;
  private long begun;
  private int all;

  ErrorBudget(int ofKind, LongSupplier clock) {
    this.ofKind = ofKind;
    this.clock = clock;
    this.begun = clock.getAsLong();
  }

  /** Whether one more may go on. */
  synchronized boolean take(String kind) {
    long now = clock.getAsLong();
    if (now - begun >= MINUTE) {
      begun = now;
      all = 0;
      taken.clear();
    }
    String key = taken.size() < MAX_KINDS || taken.containsKey(kind) ? kind : "";
    int before = taken.getOrDefault(key, 0);
    if (before >= ofKind || all >= (long) ofKind * KINDS) {
      return false;
    }
    taken.put(key, before + 1);
    all++;
    return true;
  }
}
