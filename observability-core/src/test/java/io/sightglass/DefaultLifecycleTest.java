// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightglass.Lifecycle.State;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DefaultLifecycleTest {

  private final DefaultDiagnostics diagnostics = new DefaultDiagnostics(System::nanoTime);
  private final DefaultLifecycle lifecycle = new DefaultLifecycle(diagnostics);

  @Test
  void states_only_move_forward() {
    assertThat(lifecycle.state()).isEqualTo(State.STARTING);
    assertThat(lifecycle.advance(State.DRAINING)).isTrue();
    assertThat(lifecycle.advance(State.READY)).isFalse();
    assertThat(lifecycle.state()).isEqualTo(State.DRAINING);
    assertThat(lifecycle.advance(State.STOPPED)).isTrue();
    assertThat(lifecycle.advance(State.STOPPED)).isFalse();
  }

  @Test
  void listeners_hear_each_change_once_although_one_of_them_throws() {
    List<State> heard = new ArrayList<>();
    lifecycle.onChange(
        state -> {
          throw new IllegalStateException("a listener that fails");
        });
    lifecycle.onChange(heard::add);
    lifecycle.advance(State.READY);
    lifecycle.advance(State.READY);
    lifecycle.advance(State.STOPPED);
    assertThat(heard).containsExactly(State.READY, State.STOPPED);
  }

  @Test
  void resources_are_handed_out_last_registered_first_and_once() {
    lifecycle.closeOnStop("first", () -> {});
    lifecycle.closeOnStop("second", () -> {});
    lifecycle.closeLast("port", () -> {});
    assertThat(lifecycle.closings())
        .extracting(DefaultLifecycle.Closing::name)
        .containsExactly("second", "first");
    assertThat(lifecycle.closings()).isEmpty();
    assertThat(lifecycle.lastClosings())
        .extracting(DefaultLifecycle.Closing::name)
        .containsExactly("port");
  }

  @Test
  void work_in_flight_is_exact_after_many_threads() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(8);
    CountDownLatch done = new CountDownLatch(8);
    for (int t = 0; t < 8; t++) {
      boolean leavesOne = t == 0;
      pool.execute(
          () -> {
            for (int i = 0; i < 10_000; i++) {
              lifecycle.workBegan();
              lifecycle.workEnded();
            }
            if (leavesOne) {
              lifecycle.workBegan();
            }
            done.countDown();
          });
    }
    assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
    pool.shutdown();
    assertThat(lifecycle.inFlight()).isEqualTo(1);
    assertThat(lifecycle.awaitIdle(System.nanoTime() + 1_000_000)).isEqualTo(1);
    lifecycle.workEnded();
    assertThat(lifecycle.awaitIdle(System.nanoTime() + TimeUnit.SECONDS.toNanos(5))).isZero();
  }

  @Test
  void waiting_for_work_keeps_the_interrupt_flag() {
    lifecycle.workBegan();
    Thread.currentThread().interrupt();
    lifecycle.awaitIdle(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(20));
    assertThat(Thread.interrupted()).isTrue();
  }
}
