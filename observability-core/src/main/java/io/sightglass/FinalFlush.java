// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import io.sightglass.internal.delivery.Counts;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A flush that the app registered, and what it said. */
final class FinalFlush {

  private final String name;
  private final Lifecycle.Flush flush;
  private volatile Lifecycle.@Nullable Flushed result;

  FinalFlush(String name, Lifecycle.Flush flush) {
    this.name = name;
    this.flush = flush;
  }

  String name() {
    return name;
  }

  void run(long deadlineNanos) throws Exception {
    result = flush.flush(Duration.ofNanos(Math.max(0, deadlineNanos - System.nanoTime())));
  }

  /** For example {@code logs 88,310 written, 0 lost}. */
  String text() {
    Lifecycle.Flushed known = result;
    return known == null
        ? name + " not flushed"
        : name
            + ' '
            + Counts.text(known.written())
            + " written, "
            + Counts.text(known.lost())
            + " lost";
  }

  boolean isLoss() {
    Lifecycle.Flushed known = result;
    return known == null || known.lost() > 0;
  }
}
