// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.delivery;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * What became of what a queue took: accepted = acknowledged + dropped by reason + queued, exactly.
 *
 * <p>Thread-safe. What the hot path counts takes no lock.
 */
@SuppressWarnings("EnumOrdinal") // an index into this object's array, never kept elsewhere
final class Account {

  private final LongSupplier offered;
  private final LongAdder full = new LongAdder();
  private final LongAdder late = new LongAdder();
  private final long[] dropped = new long[Reason.values().length];
  private long acknowledged;
  private long resolved;
  private int underWay;
  private volatile Reason afterTheEnd = Reason.SHUTDOWN;
  private boolean closed;

  /**
   * An account.
   *
   * @param offered how many the queue ever took in
   */
  Account(LongSupplier offered) {
    this.offered = offered;
  }

  void queueFull() {
    full.increment();
  }

  void afterTheEnd() {
    late.increment();
  }

  /** A batch is on its way. */
  synchronized void send(int count) {
    underWay = count;
  }

  /** The batch that is on its way arrived, without what the receiver rejected of it. */
  synchronized long arrived(long rejected) {
    long not = Math.min(rejected, underWay);
    long count = underWay - not;
    drop(Reason.REJECTED, not);
    if (!closed) {
      acknowledged += count;
      resolved += count;
    }
    underWay = 0;
    return not;
  }

  /** The batch that is on its way is lost; returns how many that are. */
  synchronized long lost(Reason reason) {
    long count = underWay;
    drop(reason, count);
    underWay = 0;
    return count;
  }

  /** Everything that waits is lost, and what comes from now on. */
  synchronized void close(Reason reason) {
    if (!closed) {
      drop(Reason.UNCONFIRMED, underWay);
      underWay = 0;
      drop(reason, queued());
      afterTheEnd = reason;
      closed = true;
    }
  }

  private void drop(Reason reason, long count) {
    if (!closed) {
      dropped[reason.ordinal()] += count;
      resolved += count;
    }
  }

  synchronized long acknowledged() {
    return acknowledged;
  }

  synchronized long dropped(Reason reason) {
    long count = dropped[reason.ordinal()];
    if (reason == Reason.QUEUE_FULL) {
      count += full.sum();
    }
    return reason == afterTheEnd ? count + late.sum() : count;
  }

  /** How many were dropped, whatever the reason. */
  synchronized long dropped() {
    return resolved - acknowledged + full.sum() + late.sum();
  }

  /** What was dropped, by reason; without the reasons that did not occur. */
  Map<Reason, Long> droppedByReason() {
    Map<Reason, Long> all = new LinkedHashMap<>();
    for (Reason reason : Reason.values()) {
      long count = dropped(reason);
      if (count > 0) {
        all.put(reason, count);
      }
    }
    return all;
  }

  /** How many the full queue turned away. */
  long turnedAway() {
    return full.sum();
  }

  synchronized long accepted() {
    return offered.getAsLong() + full.sum() + late.sum();
  }

  /** How many wait or are on their way. */
  synchronized long queued() {
    return Math.max(0, offered.getAsLong() - resolved);
  }
}
