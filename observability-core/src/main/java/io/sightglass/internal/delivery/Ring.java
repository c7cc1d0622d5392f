// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.delivery;

import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue of many producers and one consumer that allocates nothing after it was made and
 * locks nothing. Its positions count what was ever put in, so that no second counter has to.
 *
 * @param <T> what waits
 */
final class Ring<T> {

  /** What {@link #offer} answers where nothing more fits. */
  static final int FULL = -1;

  /** What {@link #offer} answers after {@link #close}. */
  static final int CLOSED = -2;

  private static final long CLOSED_BIT = 1L << 62;

  // Far apart: producers write the one, the consumer the other.
  private static final int TAIL = 16;
  private static final int HEAD = 32;

  private final AtomicLongArray ends = new AtomicLongArray(48);
  private final AtomicReferenceArray<@Nullable T> slots;
  private final int mask;
  private final int capacity;

  Ring(int capacity) {
    this.capacity = capacity;
    int length = Math.max(2, Integer.highestOneBit(Math.max(1, capacity - 1)) << 1);
    this.mask = length - 1;
    this.slots = new AtomicReferenceArray<>(length);
  }

  /** Puts it in; returns how many wait now, {@link #FULL} or {@link #CLOSED}. */
  int offer(T item) {
    while (true) {
      long at = ends.get(TAIL);
      if ((at & CLOSED_BIT) != 0) {
        return CLOSED;
      }
      long waiting = at - ends.get(HEAD);
      if (waiting >= capacity) {
        return FULL;
      }
      if (ends.compareAndSet(TAIL, at, at + 1)) {
        slots.setRelease((int) at & mask, item);
        return (int) waiting + 1;
      }
    }
  }

  /** Moves up to {@code max} into the list; one consumer only. */
  int drain(List<? super T> into, int max) {
    long from = ends.get(HEAD);
    long to = Math.min(offered(), from + max);
    long at = from;
    while (at < to) {
      int slot = (int) at & mask;
      T item = slots.getAcquire(slot);
      if (item == null) {
        // A producer has its place and has not filled it yet.
        break;
      }
      slots.setPlain(slot, null);
      into.add(item);
      at++;
    }
    ends.setRelease(HEAD, at);
    return (int) (at - from);
  }

  /** How many were ever put in. */
  long offered() {
    return ends.get(TAIL) & ~CLOSED_BIT;
  }

  /** How many were ever taken out. */
  long taken() {
    return ends.get(HEAD);
  }

  /** How many wait. */
  int size() {
    long taken = taken();
    return (int) Math.max(0, offered() - taken);
  }

  /** Takes nothing more in; what waits can still be taken out. */
  void close() {
    long at = ends.get(TAIL);
    while (!ends.compareAndSet(TAIL, at, at | CLOSED_BIT)) {
      at = ends.get(TAIL);
    }
  }
}
