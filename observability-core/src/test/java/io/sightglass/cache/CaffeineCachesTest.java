// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.sightglass.MeasuredApp;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CaffeineCachesTest {

  private final MeasuredApp app = MeasuredApp.start();

  @AfterEach
  void close() {
    app.assertSound();
    app.close();
  }

  private double count(String operation, String result) {
    return app.value(
        "cache_operations_total{cache=\"prices\",operation=\""
            + operation
            + "\",result=\""
            + result
            + "\"}");
  }

  private static void use(LoadingCache<Integer, Integer> cache) {
    for (int i = 0; i < 10; i++) {
      assertThat(cache.get(i)).isEqualTo(2 * i); // missed, then loaded
      assertThat(cache.getIfPresent(i)).isEqualTo(2 * i);
    }
    assertThatThrownBy(() -> cache.get(-1)).isInstanceOf(IllegalStateException.class);
    for (int i = 0; i < 100; i++) {
      cache.put(1_000 + i, i);
    }
    cache.cleanUp();
  }

  private static Integer load(Integer key) {
    if (key < 0) {
      throw new IllegalStateException("no such price");
    }
    return 2 * key;
  }

  private void assertCounted(Cache<?, ?> cache) {
    assertThat(count("get", "hit")).isEqualTo(10);
    assertThat(count("get", "miss")).isEqualTo(11);
    assertThat(count("put", "ok")).isEqualTo(10);
    assertThat(count("put", "error")).isEqualTo(1);
    assertThat(count("evict", "ok")).isEqualTo(60).isEqualTo(cache.stats().evictionCount());
    assertThat(app.sum("cache_operations_total{")).isEqualTo(92);
    assertThat(app.value("cache_items_total{cache=\"prices\"}")).isEqualTo(50);
  }

  @Test
  void a_cache_that_counts_is_read() {
    LoadingCache<Integer, Integer> cache =
        Caffeine.newBuilder().maximumSize(50).recordStats().build(CaffeineCachesTest::load);
    CaffeineCaches.observe(app.obs(), "prices", cache);
    use(cache);

    assertCounted(cache);
    assertThat(app.lines("cache_operation_duration_seconds")).isEmpty();
  }

  @Test
  void our_counter_has_the_loads_durations_too_and_nothing_is_counted_twice() {
    LoadingCache<Integer, Integer> cache =
        Caffeine.newBuilder()
            .maximumSize(50)
            .recordStats(CaffeineCaches.stats(app.obs(), "prices"))
            .build(CaffeineCachesTest::load);
    CaffeineCaches.observe(app.obs(), "prices", cache);
    use(cache);

    assertCounted(cache);
    assertThat(
            app.value("cache_operation_duration_seconds_count{cache=\"prices\",operation=\"put\"}"))
        .isEqualTo(11);
  }

  @Test
  void counts_are_exact_under_many_threads() throws Exception {
    Cache<Integer, Integer> cache =
        Caffeine.newBuilder().recordStats(CaffeineCaches.stats(app.obs(), "prices")).build();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int t = 0; t < 4; t++) {
        running.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < 25_000; i++) {
                    cache.get(i % 100, key -> key);
                  }
                }));
      }
      for (Future<?> each : running) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(count("get", "hit") + count("get", "miss")).isEqualTo(100_000);
    assertThat(count("put", "ok")).isEqualTo(100);
  }

  @Test
  void a_weigher_of_bytes_gives_the_size() {
    Cache<String, byte[]> cache =
        Caffeine.newBuilder()
            .maximumWeight(1_000_000)
            .weigher((String key, byte[] value) -> value.length)
            .recordStats()
            .build();
    CaffeineCaches.observeWithBytes(app.obs(), "prices", cache);
    cache.put("a", new byte[300]);
    cache.put("b", new byte[200]);
    cache.cleanUp();

    assertThat(app.value("cache_size_bytes{cache=\"prices\"}")).isEqualTo(500);
    assertThat(app.value("cache_items_total{cache=\"prices\"}")).isEqualTo(2);
  }

  @Test
  void a_cache_that_cannot_tell_is_refused_with_what_to_do() {
    assertThatThrownBy(
            () -> CaffeineCaches.observe(app.obs(), "prices", Caffeine.newBuilder().build()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cache 'prices'")
        .hasMessageContaining("recordStats()");
    assertThatThrownBy(
            () ->
                CaffeineCaches.observeWithBytes(
                    app.obs(), "prices", Caffeine.newBuilder().recordStats().build()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no weigher");
    assertThat(app.lines("cache_")).isEmpty();
  }
}
