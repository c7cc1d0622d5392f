// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.stats.CacheStats;
import com.github.benmanes.caffeine.cache.stats.ConcurrentStatsCounter;
import com.github.benmanes.caffeine.cache.stats.StatsCounter;
import io.sightglass.meter.Histogram;
import io.sightglass.meter.Meters;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * Counts as Caffeine's own counter does, which the page reads, and records the duration of loads.
 */
final class MeteredStats implements StatsCounter {

  private record Count(CacheOperation operation, String result, ToLongFunction<CacheStats> of) {}

  private static final List<Count> COUNTS =
      List.of(
          new Count(CacheOperation.GET, CacheMeters.HIT, CacheStats::hitCount),
          new Count(CacheOperation.GET, CacheMeters.MISS, CacheStats::missCount),
          new Count(CacheOperation.PUT, CacheMeters.OK, CacheStats::loadSuccessCount),
          new Count(CacheOperation.PUT, CacheMeters.ERROR, CacheStats::loadFailureCount),
          new Count(CacheOperation.EVICT, CacheMeters.OK, CacheStats::evictionCount));

  private static final ThreadLocal<boolean[]> ASKING = new ThreadLocal<>();

  private final StatsCounter counts = new ConcurrentStatsCounter();
  private final Histogram.Handle loads;

  MeteredStats(Meters meters, String cache) {
    loads = meters.histogram(CacheMeters.DURATION).handle(cache, CacheOperation.PUT.label());
    read(meters, cache, counts::snapshot);
  }

  /** Lets the page read the counts of a cache. */
  static void read(Meters meters, String cache, Supplier<CacheStats> stats) {
    for (Count count : COUNTS) {
      meters.observeCounter(
          CacheMeters.OPERATIONS,
          () -> count.of().applyAsLong(stats.get()),
          cache,
          count.operation().label(),
          count.result());
    }
  }

  /** Whether one of these counts for that cache: the cache asks its counter on this thread. */
  static boolean isBehind(Cache<?, ?> cache) {
    boolean[] answered = new boolean[1];
    ASKING.set(answered);
    try {
      CacheStats unused = cache.stats();
      return answered[0];
    } finally {
      ASKING.remove();
    }
  }

  @Override
  public void recordHits(int count) {
    counts.recordHits(count);
  }

  @Override
  public void recordMisses(int count) {
    counts.recordMisses(count);
  }

  @Override
  public void recordLoadSuccess(long nanos) {
    counts.recordLoadSuccess(nanos);
    loads.recordNanos(nanos);
  }

  @Override
  public void recordLoadFailure(long nanos) {
    counts.recordLoadFailure(nanos);
    loads.recordNanos(nanos);
  }

  @Override
  public void recordEviction(int weight, RemovalCause cause) {
    counts.recordEviction(weight, cause);
  }

  @Override
  public CacheStats snapshot() {
    boolean[] asking = ASKING.get();
    if (asking != null) {
      asking[0] = true;
    }
    return counts.snapshot();
  }
}
