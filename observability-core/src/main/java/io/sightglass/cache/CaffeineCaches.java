// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Policy;
import com.github.benmanes.caffeine.cache.stats.StatsCounter;
import io.sightglass.Observability;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Caches of Caffeine. Hits and misses are gets; loads are puts; evictions are those that a size, a
 * weight, a time or a reference brings about.
 *
 * <pre>{@code
 * Cache<String, Price> prices =
 *     Caffeine.newBuilder().maximumSize(10_000).recordStats(CaffeineCaches.stats(obs, "prices")).build();
 * CaffeineCaches.observe(obs, "prices", prices);
 * }</pre>
 *
 * <p>Without {@link #stats}, a cache that was built with {@code recordStats()} is read at each
 * scrape and costs nothing more; how long loads took is then known as a sum alone, and not shown.
 * The number of entries is Caffeine's estimate, which holds what it has not removed yet. Caffeine
 * does not count a plain {@code put} or {@code invalidate}.
 */
public final class CaffeineCaches {

  private CaffeineCaches() {}

  /**
   * What counts for a cache, with the duration of each load, for {@code recordStats}.
   *
   * @param cache its name, a constant of the code; the first 50 are series
   */
  public static Supplier<StatsCounter> stats(Observability obs, String cache) {
    Objects.requireNonNull(obs, "obs");
    MeteredStats stats = new MeteredStats(obs.meters(), Objects.requireNonNull(cache, "cache"));
    return () -> stats;
  }

  /**
   * Shows the number of entries of a cache, and its counts unless {@link #stats} has them already.
   * It is held for as long as {@code obs} is; a second one of the same name takes the place of the
   * first.
   *
   * @param cache its name, a constant of the code; the first 50 are series
   * @throws IllegalArgumentException if the cache was built without {@code recordStats}
   */
  public static void observe(Observability obs, String cache, Cache<?, ?> caffeine) {
    Objects.requireNonNull(obs, "obs");
    Objects.requireNonNull(cache, "cache");
    Objects.requireNonNull(caffeine, "caffeine");
    if (!caffeine.policy().isRecordingStats()) {
      throw new IllegalArgumentException(
          "cache '"
              + cache
              + "' counts nothing: build it with recordStats(), or with"
              + " recordStats(CaffeineCaches.stats(obs, \""
              + cache
              + "\"))");
    }
    if (!MeteredStats.isBehind(caffeine)) {
      MeteredStats.read(obs.meters(), cache, caffeine::stats);
    }
    CacheObserver.level(obs, CacheMeters.ITEMS, cache, caffeine::estimatedSize);
  }

  /**
   * Like {@link #observe}, for a cache whose weigher gives the size of an entry in bytes: shows
   * that too.
   *
   * @throws IllegalArgumentException if the cache has no weigher, or was built without {@code
   *     recordStats}
   */
  public static void observeWithBytes(Observability obs, String cache, Cache<?, ?> caffeine) {
    Objects.requireNonNull(caffeine, "caffeine");
    if (caffeine.policy().eviction().filter(Policy.Eviction::isWeighted).isEmpty()) {
      throw new IllegalArgumentException(
          "cache '" + cache + "' has no weigher, so its size in bytes is not known");
    }
    observe(obs, cache, caffeine);
    CacheObserver.level(obs, CacheMeters.BYTES, cache, () -> weight(caffeine));
  }

  private static double weight(Cache<?, ?> caffeine) {
    return caffeine
        .policy()
        .eviction()
        .map(eviction -> (double) eviction.weightedSize().orElse(0))
        .orElse(Double.NaN);
  }
}
