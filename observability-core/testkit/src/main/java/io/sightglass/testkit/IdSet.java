// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.testkit;

/** A set of ids that takes up to a fixed number of them; 8 to 16 bytes each. Not thread-safe. */
final class IdSet {

  private final int limit;
  private long[] slots = new long[1024];
  private int size;
  private boolean zero;

  IdSet(int limit) {
    this.limit = limit;
  }

  /** Whether the id is new. False for every id once the set is full, so a caller must ask first. */
  boolean add(long id) {
    if (isFull()) {
      return false;
    }
    if (id == 0) {
      boolean added = !zero;
      zero = true;
      return added;
    }
    int slot = slotOf(id);
    if (slots[slot] == id) {
      return false;
    }
    slots[slot] = id;
    size++;
    if (size > slots.length / 2) {
      grow();
    }
    return true;
  }

  boolean isFull() {
    return size() >= limit;
  }

  int size() {
    return size + (zero ? 1 : 0);
  }

  private int slotOf(long id) {
    int mask = slots.length - 1;
    int slot = Long.hashCode(id * 0x9E3779B97F4A7C15L) & mask;
    while (slots[slot] != 0 && slots[slot] != id) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] old = slots;
    slots = new long[old.length * 2];
    for (long id : old) {
      if (id != 0) {
        slots[slotOf(id)] = id;
      }
    }
  }
}
