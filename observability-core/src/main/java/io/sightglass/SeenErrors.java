// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The throwables met lately, by identity: at most {@value #MAX_KNOWN}, none kept alive. The same
 * object in another trace or request is another error: some are made once and thrown often.
 * Thread-safe; of several threads with one throwable one is the first.
 */
final class SeenErrors {

  static final int MAX_KNOWN = 1024;
  private static final int WAYS = 4;
  private static final long KEPT_NANOS = Duration.ofMinutes(1).toNanos();

  private static final class Known extends WeakReference<Throwable> {

    private final String occasion;
    private final long atNanos;

    Known(Throwable error, String occasion, long atNanos) {
      super(error);
      this.occasion = occasion;
      this.atNanos = atNanos;
    }

    boolean is(Throwable error, String when, long now) {
      if (!refersTo(error)) {
        return false;
      }
      boolean isLate = now - atNanos >= KEPT_NANOS;
      return occasion.equals(when)
          ? !when.isEmpty() || !isLate
          : (occasion.isEmpty() || when.isEmpty()) && !isLate;
    }
  }

  private final @Nullable Known[] slots = new Known[MAX_KNOWN];
  private final LongSupplier clock;

  SeenErrors(LongSupplier clock) {
    this.clock = clock;
  }

  /**
   * Whether none of a throwable and its causes was known; all are from here on.
   *
   * @param occasion the trace or the request; empty for neither
   */
  synchronized boolean add(List<Throwable> chain, String occasion) {
    long now = clock.getAsLong();
    boolean isNew = true;
    for (Throwable link : chain) {
      isNew &= !isKnown(link, occasion, now);
    }
    for (Throwable link : chain) {
      keep(link, occasion, now);
    }
    return isNew;
  }

  private boolean isKnown(Throwable error, String occasion, long now) {
    int first = first(error);
    for (int i = first; i < first + WAYS; i++) {
      Known known = slots[i];
      if (known != null && known.is(error, occasion, now)) {
        return true;
      }
    }
    return false;
  }

  /** In the place of itself, of one that is gone, or of the one met longest ago. */
  private void keep(Throwable error, String occasion, long now) {
    int first = first(error);
    int place = first;
    long oldest = Long.MIN_VALUE;
    for (int i = first; i < first + WAYS; i++) {
      Known known = slots[i];
      long age = known == null || known.refersTo(null) ? Long.MAX_VALUE : now - known.atNanos;
      if (known != null && known.refersTo(error) && known.occasion.equals(occasion)) {
        place = i;
        break;
      }
      if (age > oldest) {
        oldest = age;
        place = i;
      }
    }
    slots[place] = new Known(error, occasion, now);
  }

  private static int first(Throwable error) {
    int hash = System.identityHashCode(error);
    return (hash ^ (hash >>> 16)) & (MAX_KNOWN - WAYS);
  }
}
