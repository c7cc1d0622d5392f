// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeenErrorsTest {

  private final SeenErrors seen = new SeenErrors(() -> 0);

  @Test
  void of_many_threads_with_one_throwable_one_is_the_first() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try {
      for (int round = 0; round < 200; round++) {
        Throwable error = new Throwable();
        Callable<Boolean> add = () -> seen.add(List.of(error), "trace");
        int first = 0;
        for (Future<Boolean> added :
            pool.invokeAll(IntStream.range(0, 8).mapToObj(i -> add).toList())) {
          first += added.get() ? 1 : 0;
        }
        assertThat(first).isOne();
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void a_flood_of_others_is_counted_in_full_and_the_table_does_not_grow() {
    List<Throwable> alive = new ArrayList<>();
    int added = 0;
    for (int i = 0; i < 20 * SeenErrors.MAX_KNOWN; i++) {
      Throwable error = new Throwable("e", null, false, false) {};
      alive.add(error);
      added += seen.add(List.of(error), "") ? 1 : 0;
    }
    assertThat(added).isEqualTo(alive.size());
  }

  @Test
  void an_equal_throwable_is_another_one() {
    class Same extends RuntimeException {
      private static final long serialVersionUID = 1;

      @Override
      public boolean equals(Object other) {
        return true;
      }

      @Override
      public int hashCode() {
        return 1;
      }
    }
    assertThat(seen.add(List.of(new Same()), "t")).isTrue();
    assertThat(seen.add(List.of(new Same()), "t")).isTrue();
  }

  @Test
  void where_one_of_two_places_knows_no_trace_it_is_the_same_error() {
    Throwable error = new Throwable();
    assertThat(seen.add(List.of(error), "trace")).isTrue();
    assertThat(seen.add(List.of(error), "")).isFalse();
    assertThat(seen.add(List.of(error), "other")).isFalse();
  }
}
