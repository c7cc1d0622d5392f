// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RecentKeysTest {

  // A monotonic clock may be negative and may pass from the largest number to the smallest.
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);
  private final RecentKeys keys = new RecentKeys(nanos::get);

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Test
  void a_key_is_known_for_ten_minutes_after_it_was_last_given() {
    assertThat(keys.add("a")).isTrue();
    assertThat(keys.add("a")).isFalse();
    pass(Duration.ofMinutes(10).minusNanos(1));
    assertThat(keys.add("a")).isFalse();
    pass(Duration.ofMinutes(10).minusNanos(1));
    assertThat(keys.add("a")).isFalse();
    pass(Duration.ofMinutes(10));
    assertThat(keys.add("a")).isTrue();
  }

  @Test
  void old_keys_make_room_before_any_limit_is_reached() {
    for (int i = 0; i < 1_000; i++) {
      keys.add("key" + i);
    }
    pass(Duration.ofMinutes(11));
    keys.add("new");
    assertThat(keys.size()).isEqualTo(1);
  }

  @Test
  void a_million_keys_are_ten_thousand_and_the_latest_are_known() {
    for (int i = 0; i < 1_000_000; i++) {
      keys.add("key" + i);
    }
    assertThat(keys.size()).isEqualTo(RecentKeys.MAX_KEYS);
    assertThat(keys.add("key999999")).isFalse();
    assertThat(keys.add("key990000")).isFalse();
    assertThat(keys.add("key989999")).isTrue();
  }

  @Test
  void a_key_that_is_given_again_outlives_others() {
    keys.add("kept");
    for (int i = 1; i < RecentKeys.MAX_KEYS; i++) {
      keys.add("key" + i);
    }
    keys.add("kept");
    keys.add("one more");
    assertThat(keys.add("kept")).isFalse();
    assertThat(keys.add("key1")).isTrue();
  }

  @Test
  void long_keys_are_told_apart_and_not_kept() {
    String start = "x".repeat(1_000_000);
    assertThat(keys.add(start + "a")).isTrue();
    assertThat(keys.add(start + "b")).isTrue();
    assertThat(keys.add(start + "a")).isFalse();
  }

  @Test
  void of_many_threads_with_one_key_one_is_the_first() throws InterruptedException {
    int rounds = 2_000;
    AtomicInteger first = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Thread thread =
          new Thread(
              () -> {
                for (int round = 0; round < rounds; round++) {
                  if (keys.add("key" + round)) {
                    first.incrementAndGet();
                  }
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(first).hasValue(rounds);
  }
}
