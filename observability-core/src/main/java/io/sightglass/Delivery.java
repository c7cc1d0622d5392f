// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * How the delivery of one signal to one receiver stands at a moment: what was accepted is
 * acknowledged, dropped for a reason, or still queued, and {@code accepted} is the sum of the
 * three. Of metrics it counts pushes, which never wait. Immutable.
 *
 * @param signal {@code traces}, {@code logs} or {@code metrics}
 * @param accepted how many spans, log records or pushes were handed in
 * @param acknowledged how many the receiver said it has
 * @param dropped how many were given up, by the reasons of {@code sightglass_dropped_total}
 * @param queued how many wait or are on their way
 * @param capacity how many may be queued at once
 * @param behind for how long delivery has been failing; zero where it works
 */
public record Delivery(
    String signal,
    long accepted,
    long acknowledged,
    Map<String, Long> dropped,
    long queued,
    long capacity,
    Duration behind) {

  /** One whose reasons cannot be changed. */
  public Delivery {
    Objects.requireNonNull(signal, "signal");
    Objects.requireNonNull(dropped, "dropped");
    Objects.requireNonNull(behind, "behind");
    Map<String, Long> kept = new TreeMap<>();
    for (Map.Entry<?, ?> entry : ((Map<?, ?>) dropped).entrySet()) {
      if (entry.getKey() instanceof String reason && entry.getValue() instanceof Long count) {
        kept.put(reason, count);
      }
    }
    dropped = Collections.unmodifiableMap(kept);
  }

  /** How many were given up, whatever the reason. */
  public long lost() {
    return dropped.values().stream().mapToLong(Long::longValue).sum();
  }
}
