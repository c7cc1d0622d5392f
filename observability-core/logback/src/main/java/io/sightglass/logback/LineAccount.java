// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import java.util.concurrent.atomic.LongAdder;

/** What became of the lines for one destination: offered = written + dropped + still queued. */
final class LineAccount {

  private final LongAdder offered = new LongAdder();
  private final LongAdder written = new LongAdder();
  private final LongAdder[][] dropped = new LongAdder[Levels.COUNT][Loss.values().length];

  LineAccount() {
    for (LongAdder[] reasons : dropped) {
      for (int i = 0; i < reasons.length; i++) {
        reasons[i] = new LongAdder();
      }
    }
  }

  void offer() {
    offered.increment();
  }

  void wrote(int lines) {
    written.add(lines);
  }

  @SuppressWarnings("EnumOrdinal") // an index into this object's arrays, never kept elsewhere
  void drop(int level, Loss reason) {
    dropped[level][reason.ordinal()].increment();
  }

  long offered() {
    return offered.sum();
  }

  long written() {
    return written.sum();
  }

  @SuppressWarnings("EnumOrdinal")
  long dropped(int level, Loss reason) {
    return dropped[level][reason.ordinal()].sum();
  }

  long dropped(int level) {
    long sum = 0;
    for (Loss reason : Loss.values()) {
      sum += dropped(level, reason);
    }
    return sum;
  }

  long dropped(Loss reason) {
    long sum = 0;
    for (int level = 0; level < Levels.COUNT; level++) {
      sum += dropped(level, reason);
    }
    return sum;
  }

  long dropped() {
    long sum = 0;
    for (int level = 0; level < Levels.COUNT; level++) {
      sum += dropped(level);
    }
    return sum;
  }
}
