// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.delivery;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How long to wait before an attempt is repeated: longer each time, and never the same. */
final class Backoff {

  private static final long FIRST = Duration.ofSeconds(1).toNanos();
  private static final long FIRST_AT_END = Duration.ofMillis(50).toNanos();
  private static final long LONGEST = Duration.ofSeconds(5).toNanos();
  private static final long LONGEST_AT_END = Duration.ofMillis(500).toNanos();
  private static final double JITTER = 0.2;

  private Backoff() {}

  /**
   * For the attempt after that many failed ones.
   *
   * @param atEnd whether the app is about to stop, where there is little time
   */
  static long nanos(int failed, boolean atEnd) {
    long first = atEnd ? FIRST_AT_END : FIRST;
    double wait = first * Math.pow(atEnd ? 2 : 1.5, Math.min(failed, 20) - 1);
    double capped = Math.min(wait, (double) (atEnd ? LONGEST_AT_END : LONGEST));
    double factor = 1 - JITTER + 2 * JITTER * ThreadLocalRandom.current().nextDouble();
    return (long) (capped * factor);
  }
}
