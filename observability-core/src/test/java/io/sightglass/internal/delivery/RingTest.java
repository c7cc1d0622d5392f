// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RingTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 100, 128, 2048})
  void it_takes_as_many_as_it_was_made_for(int capacity) {
    Ring<Integer> ring = new Ring<>(capacity);
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < capacity; i++) {
        assertThat(ring.offer(i)).isEqualTo(i + 1);
      }
      assertThat(ring.offer(-1)).isEqualTo(Ring.FULL);
      List<Integer> out = new ArrayList<>();
      assertThat(ring.drain(out, capacity + 5)).isEqualTo(capacity);
      assertThat(out).isSorted().doesNotContain(-1);
      assertThat(ring.size()).isZero();
    }
    assertThat(ring.offered()).isEqualTo(3L * capacity);
  }

  @Test
  void what_waits_when_it_is_closed_can_be_taken_out() {
    Ring<String> ring = new Ring<>(4);
    ring.offer("first");
    ring.close();
    ring.close();
    assertThat(ring.offer("late")).isEqualTo(Ring.CLOSED);
    assertThat(ring.size()).isEqualTo(1);
    List<String> out = new ArrayList<>();
    ring.drain(out, 4);
    assertThat(out).containsExactly("first");
    assertThat(ring.offered()).isEqualTo(1);
  }

  @Test
  void many_producers_lose_nothing_and_double_nothing() throws Exception {
    int each = 200_000;
    int producers = 4;
    Ring<Long> ring = new Ring<>(64);
    AtomicLong taken = new AtomicLong();
    AtomicLong sum = new AtomicLong();
    AtomicLong refused = new AtomicLong();
    CountDownLatch done = new CountDownLatch(producers);
    for (int p = 0; p < producers; p++) {
      Thread producer =
          new Thread(
              () -> {
                for (long i = 1; i <= each; i++) {
                  int answer = ring.offer(i);
                  if (answer > 0) {
                    sum.addAndGet(i);
                  } else {
                    refused.incrementAndGet();
                    Thread.onSpinWait();
                  }
                }
                done.countDown();
              });
      producer.setDaemon(true);
      producer.start();
    }
    long found = 0;
    List<Long> out = new ArrayList<>();
    while (done.getCount() > 0 || ring.size() > 0) {
      out.clear();
      taken.addAndGet(ring.drain(out, 32));
      for (long value : out) {
        found += value;
      }
    }
    assertThat(taken.get() + refused.get()).isEqualTo((long) each * producers);
    assertThat(ring.offered()).isEqualTo(taken.get());
    assertThat(found).isEqualTo(sum.get());
  }
}
