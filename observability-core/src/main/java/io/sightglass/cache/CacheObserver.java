// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.cache;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.sightglass.Observability;
import io.sightglass.catalogue.MeterSpec;
import io.sightglass.meter.Counter;
import io.sightglass.meter.Histogram;
import java.util.Objects;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Measures a cache of any kind by what its owner tells: {@code
 * cache_operations_total{cache,operation,result}}, {@code cache_operation_duration_seconds}, {@code
 * cache_items_total} and {@code cache_size_bytes}. Caffeine's are read by {@link CaffeineCaches}.
 *
 * <pre>{@code
 * CacheObserver prices = CacheObserver.of(obs, "prices");
 * prices.items(map::size);
 *
 * Price price = prices.get(() -> store.find(id));     // a hit, or a miss if it is null
 * prices.put(() -> store.save(id, price));
 * prices.evicted(3);                                  // counted, not timed
 * }</pre>
 *
 * <p>Keep it; thread-safe. Counting never throws. What a timed operation returns or throws is the
 * caller's, the very same object.
 */
public final class CacheObserver {

  /** An operation of a cache. */
  @FunctionalInterface
  public interface Operation<T extends @Nullable Object, E extends Exception> {

    /** Does it. */
    T run() throws E;
  }

  /** An operation of a cache that has no result. */
  @FunctionalInterface
  public interface Action<E extends Exception> {

    /** Does it. */
    void run() throws E;
  }

  private final Observability obs;
  private final String cache;
  private final Counter operations;
  private final Counter.Handle hits;
  private final Counter.Handle misses;
  private final Counter.Handle puts;
  private final Counter.Handle evictions;
  private final Histogram.Handle gets;
  private final Histogram.Handle putting;
  private final Histogram.Handle evicting;

  private CacheObserver(Observability obs, String cache) {
    this.obs = obs;
    this.cache = cache;
    operations = obs.meters().counter(CacheMeters.OPERATIONS);
    hits = operations.handle(cache, CacheOperation.GET.label(), CacheMeters.HIT);
    misses = operations.handle(cache, CacheOperation.GET.label(), CacheMeters.MISS);
    puts = operations.handle(cache, CacheOperation.PUT.label(), CacheMeters.OK);
    evictions = operations.handle(cache, CacheOperation.EVICT.label(), CacheMeters.OK);
    Histogram durations = obs.meters().histogram(CacheMeters.DURATION);
    gets = durations.handle(cache, CacheOperation.GET.label());
    putting = durations.handle(cache, CacheOperation.PUT.label());
    evicting = durations.handle(cache, CacheOperation.EVICT.label());
  }

  /**
   * Observes a cache.
   *
   * @param cache its name, a constant of the code; the first 50 are series
   */
  public static CacheObserver of(Observability obs, String cache) {
    Objects.requireNonNull(obs, "obs");
    return new CacheObserver(obs, Objects.requireNonNull(cache, "cache"));
  }

  /** Looks a value up, timed: null is a miss. */
  public <T extends @Nullable Object, E extends Exception> T get(Operation<T, E> lookup) throws E {
    Objects.requireNonNull(lookup, "lookup");
    long start = System.nanoTime();
    T found;
    try {
      found = lookup.run();
    } catch (Throwable failure) {
      failed(CacheOperation.GET, gets, start);
      throw failure;
    }
    ended(found == null ? misses : hits, gets, start);
    return found;
  }

  /** Stores a value, timed. */
  public <E extends Exception> void put(Action<E> action) throws E {
    timed(CacheOperation.PUT, puts, putting, action);
  }

  /** Removes a value, timed. */
  public <E extends Exception> void evict(Action<E> action) throws E {
    timed(CacheOperation.EVICT, evictions, evicting, action);
  }

  private <E extends Exception> void timed(
      CacheOperation operation, Counter.Handle count, Histogram.Handle duration, Action<E> action)
      throws E {
    Objects.requireNonNull(action, "action");
    long start = System.nanoTime();
    try {
      action.run();
    } catch (Throwable failure) {
      failed(operation, duration, start);
      throw failure;
    }
    ended(count, duration, start);
  }

  private static void ended(Counter.Handle count, Histogram.Handle duration, long start) {
    long nanos = System.nanoTime() - start;
    SpanContext exemplar = Span.current().getSpanContext();
    count.add(1, exemplar);
    duration.recordNanos(nanos, exemplar);
  }

  private void failed(CacheOperation operation, Histogram.Handle duration, long start) {
    ended(operations.handle(cache, operation.label(), CacheMeters.ERROR), duration, start);
  }

  /** Counts a value that was found. */
  public void hit() {
    hits.increment();
  }

  /** Counts a value that was not found. */
  public void miss() {
    misses.increment();
  }

  /** Counts a value that was stored. */
  public void stored() {
    puts.increment();
  }

  /**
   * Counts values that were removed.
   *
   * @param count 0 or more
   */
  public void evicted(long count) {
    evictions.add((double) count);
  }

  /** Counts an operation that failed. */
  public void failed(CacheOperation operation) {
    if (operation == null) {
      obs.diagnostics().invalid("metrics", "null_argument");
      return;
    }
    operations.handle(cache, operation.label(), CacheMeters.ERROR).increment();
  }

  /** Reads the number of entries at each scrape; it is held for as long as {@code obs} is. */
  public void items(DoubleSupplier items) {
    level(obs, CacheMeters.ITEMS, cache, Objects.requireNonNull(items, "items"));
  }

  /** Reads the size in bytes at each scrape; it is held for as long as {@code obs} is. */
  public void bytes(DoubleSupplier bytes) {
    level(obs, CacheMeters.BYTES, cache, Objects.requireNonNull(bytes, "bytes"));
  }

  static void level(Observability obs, MeterSpec gauge, String cache, DoubleSupplier value) {
    obs.meters().gauge(gauge).observe(() -> read(value), cache);
  }

  // One that throws must not take the other caches from the page.
  private static double read(DoubleSupplier value) {
    try {
      return value.getAsDouble();
    } catch (RuntimeException unknown) {
      return Double.NaN;
    }
  }
}
