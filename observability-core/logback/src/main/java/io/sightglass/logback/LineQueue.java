// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue of lines for any number of threads that put and one that takes. A place is
 * reserved before the line is made, so a line that has no place costs nothing, and is free again
 * only when the line was written. No locks: a thread that puts never waits for another.
 */
final class LineQueue {

  /** A line as it will be written; a level below zero for the library's own notices. */
  // Handed from one thread to another; nobody compares two of them as values.
  @SuppressWarnings("ArrayRecordComponent")
  record Line(byte[] bytes, int level) {}

  /** How many bytes there may be for each place, on average. */
  private static final long BYTES_PER_PLACE = 4_096;

  private final AtomicReferenceArray<@Nullable Line> lines;
  private final int mask;
  private final int capacity;
  private final AtomicInteger taken = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong tail = new AtomicLong();
  private long head;

  LineQueue(int capacity) {
    this.capacity = capacity;
    int size = Integer.highestOneBit(Math.max(1, capacity - 1)) << 1;
    lines = new AtomicReferenceArray<>(size);
    mask = size - 1;
  }

  int capacity() {
    return capacity;
  }

  /** How many places are taken, those of lines being written as well. */
  int size() {
    return taken.get();
  }

  /** Takes a place if fewer than {@code limit} are taken. */
  boolean reserve(int limit) {
    // Few lines may be very long; they must not fill the memory.
    if (bytes.get() >= limit * BYTES_PER_PLACE) {
      return false;
    }
    int now = taken.get();
    while (now < limit) {
      if (taken.compareAndSet(now, now + 1)) {
        return true;
      }
      now = taken.get();
    }
    return false;
  }

  /** Puts a line in the place that was reserved. */
  void put(Line line) {
    bytes.addAndGet(line.bytes().length);
    lines.set((int) (tail.getAndIncrement() & mask), line);
  }

  /** How many lines were ever put. */
  long puts() {
    return tail.get();
  }

  /** The next line, whose place stays taken; null where there is none yet. */
  @Nullable Line poll() {
    int slot = (int) (head & mask);
    Line line = lines.get(slot);
    if (line != null) {
      lines.set(slot, null);
      head++;
    }
    return line;
  }

  boolean isEmpty() {
    return lines.get((int) (head & mask)) == null;
  }

  /** Gives places back, with the bytes of the lines that had them. */
  void release(int places, long ofBytes) {
    bytes.addAndGet(-ofBytes);
    taken.addAndGet(-places);
  }
}
