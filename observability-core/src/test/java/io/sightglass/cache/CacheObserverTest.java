// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sightglass.MeasuredApp;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CacheObserverTest {

  private final MeasuredApp app = MeasuredApp.start();
  private final CacheObserver prices = CacheObserver.of(app.obs(), "prices");
  private final Map<String, Integer> map = new ConcurrentHashMap<>();

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

  private double timed(String operation) {
    return app.value(
        "cache_operation_duration_seconds_count{cache=\"prices\",operation=\"" + operation + "\"}");
  }

  @Test
  void timed_operations_count_once_and_give_what_they_gave() {
    assertThat(prices.get(() -> map.get("a"))).isNull();
    prices.put(() -> map.put("a", 7));
    assertThat(prices.get(() -> map.get("a"))).isEqualTo(7);
    prices.evict(() -> map.remove("a"));

    assertThat(count("get", "miss")).isEqualTo(1);
    assertThat(count("get", "hit")).isEqualTo(1);
    assertThat(count("put", "ok")).isEqualTo(1);
    assertThat(count("evict", "ok")).isEqualTo(1);
    assertThat(List.of(timed("get"), timed("put"), timed("evict"))).containsExactly(2.0, 1.0, 1.0);
  }

  @Test
  void a_failure_is_an_error_and_the_very_same_object() {
    for (Throwable failure :
        List.of(
            new IOException("checked"), new IllegalStateException(), new StackOverflowError())) {
      assertThat(catchThrowable(() -> prices.get(() -> fail(failure)))).isSameAs(failure);
      assertThat(catchThrowable(() -> prices.put(() -> fail(failure)))).isSameAs(failure);
      assertThat(catchThrowable(() -> prices.evict(() -> fail(failure)))).isSameAs(failure);
      assertThat(failure.getSuppressed()).isEmpty();
    }
    assertThat(count("get", "error")).isEqualTo(3);
    assertThat(count("put", "error")).isEqualTo(3);
    assertThat(count("evict", "error")).isEqualTo(3);
    assertThat(app.sum("cache_operations_total{")).isEqualTo(9);
    assertThat(timed("get")).isEqualTo(3);
  }

  private static Object fail(Throwable failure) throws Exception {
    if (failure instanceof Error error) {
      throw error;
    }
    throw (Exception) failure;
  }

  @Test
  void what_is_told_is_counted_and_bad_input_is_not() {
    prices.hit();
    prices.hit();
    prices.miss();
    prices.stored();
    prices.evicted(5);
    prices.evicted(-1);
    prices.failed(CacheOperation.PUT);
    prices.failed(null);

    assertThat(count("get", "hit")).isEqualTo(2);
    assertThat(count("get", "miss")).isEqualTo(1);
    assertThat(count("put", "ok")).isEqualTo(1);
    assertThat(count("evict", "ok")).isEqualTo(5);
    assertThat(count("put", "error")).isEqualTo(1);
    assertThat(app.sum("sightglass_invalid_total{")).isEqualTo(2);
  }

  @Test
  void sizes_are_read_at_each_scrape() {
    prices.items(map::size);
    prices.bytes(() -> 8.0 * map.size());
    CacheObserver.of(app.obs(), "broken")
        .items(
            () -> {
              throw new IllegalStateException("closed");
            });
    map.put("a", 1);
    map.put("b", 2);

    assertThat(app.lines("cache_items_total"))
        .containsExactlyInAnyOrder(
            "cache_items_total{cache=\"prices\"} 2.0", "cache_items_total{cache=\"broken\"} NaN");
    assertThat(app.value("cache_size_bytes{cache=\"prices\"}")).isEqualTo(16);
  }
}
