// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sightglass.Activity;
import io.sightglass.MeasuredApp;
import io.sightglass.Observability;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ObservedExecutorTest {

  private final MeasuredApp app = MeasuredApp.start();
  private final CountDownLatch gate = new CountDownLatch(1);

  @AfterEach
  void close() {
    gate.countDown();
    app.assertSound();
    app.close();
  }

  private double value(String meter) {
    return app.value(meter + "{executor=\"mail\"}");
  }

  private double threads(String state) {
    return app.value("executor_threads{executor=\"mail\",state=\"" + state + "\"}");
  }

  private static Callable<Integer> giving(int value) {
    return () -> value;
  }

  private void block() {
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void a_pool_shows_its_threads_its_queue_and_what_it_refuses() {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(2, 2, 1, TimeUnit.SECONDS, new ArrayBlockingQueue<>(3));
    ExecutorService mail = ObservedExecutor.of(app.obs(), "mail", pool);
    try {
      for (int i = 0; i < 4; i++) {
        mail.execute(this::block);
      }
      await().until(() -> threads("active") == 2);
      assertThat(threads("idle")).isZero();
      assertThat(value("executor_threads_max")).isEqualTo(2);
      assertThat(value("executor_queue_size")).isEqualTo(2);
      assertThat(value("executor_queue_remaining")).isEqualTo(1);
      mail.execute(this::block);
      assertThatThrownBy(() -> mail.execute(this::block))
          .isInstanceOf(RejectedExecutionException.class);
      assertThatThrownBy(() -> mail.submit(() -> 7)).isInstanceOf(RejectedExecutionException.class);
      assertThatThrownBy(() -> mail.submit(this::block, 7))
          .isInstanceOf(RejectedExecutionException.class);
      assertThat(value("executor_rejected_total")).isEqualTo(3);
      gate.countDown();
      await().until(() -> value("executor_task_duration_seconds_count") == 5);
      assertThat(value("executor_task_wait_seconds_count")).isEqualTo(5);
      await().until(() -> threads("active") == 0);
      assertThat(value("executor_queue_size")).isZero();
    } finally {
      mail.shutdownNow();
    }
    assertThat(mail.isShutdown()).isTrue();
  }

  @Test
  void every_way_to_give_a_task_counts_once_and_gives_what_the_task_gave() throws Exception {
    ExecutorService mail = ObservedExecutor.of(app.obs(), "mail", Executors.newCachedThreadPool());
    IllegalStateException own = new IllegalStateException("own");
    try {
      assertThat(mail.submit(() -> 1).get()).isEqualTo(1);
      assertThat(mail.submit(() -> {}, 2).get()).isEqualTo(2);
      assertThat(mail.submit(() -> {}).get()).isNull();
      assertThat(mail.invokeAny(List.of(giving(3)))).isEqualTo(3);
      assertThat(mail.invokeAny(List.of(giving(4)), 5, TimeUnit.SECONDS)).isEqualTo(4);
      for (Future<Integer> each : mail.invokeAll(List.of(giving(5), giving(5)))) {
        assertThat(each.get()).isEqualTo(5);
      }
      assertThat(mail.invokeAll(List.of(giving(6)), 5, TimeUnit.SECONDS)).hasSize(1);
      assertThatThrownBy(
              () ->
                  mail.submit(
                          () -> {
                            throw own;
                          })
                      .get())
          .isInstanceOf(ExecutionException.class)
          .satisfies(e -> assertThat(e.getCause()).isSameAs(own));
    } finally {
      mail.shutdown();
    }
    assertThat(mail.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
    assertThat(mail.isTerminated()).isTrue();
    assertThat(value("executor_task_duration_seconds_count")).isEqualTo(9);
    assertThat(value("executor_task_wait_seconds_count")).isEqualTo(9);
    assertThat(own.getSuppressed()).isEmpty();
  }

  @Test
  void a_fork_join_pool_has_threads_and_a_queue() {
    ForkJoinPool pool = new ForkJoinPool(2);
    ExecutorService mail = ObservedExecutor.of(app.obs(), "mail", pool);
    try {
      for (int i = 0; i < 5; i++) {
        mail.execute(this::block);
      }
      await().until(() -> threads("active") == 2 && value("executor_queue_size") == 3);
      assertThat(value("executor_threads_max")).isEqualTo(2);
      gate.countDown();
      await().until(() -> value("executor_task_duration_seconds_count") == 5);
    } finally {
      mail.shutdownNow();
    }
  }

  @Test
  void what_is_scheduled_is_timed_while_it_runs() throws Exception {
    ScheduledExecutorService mail =
        ObservedExecutor.ofScheduled(
            app.obs(), "mail", Executors.newSingleThreadScheduledExecutor());
    try {
      assertThat(mail.schedule(() -> 7, 1, TimeUnit.MILLISECONDS).get()).isEqualTo(7);
      mail.schedule(() -> {}, 1, TimeUnit.MILLISECONDS).get();
      CountDownLatch twice = new CountDownLatch(2);
      Future<?> rate = mail.scheduleAtFixedRate(twice::countDown, 1, 1, TimeUnit.MILLISECONDS);
      twice.await();
      rate.cancel(false);
      CountDownLatch again = new CountDownLatch(2);
      Future<?> pause = mail.scheduleWithFixedDelay(again::countDown, 1, 1, TimeUnit.MILLISECONDS);
      again.await();
      pause.cancel(false);
      assertThat(mail.submit(() -> 8).get()).isEqualTo(8);
    } finally {
      mail.shutdown();
    }
    assertThat(mail.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
    assertThat(value("executor_task_duration_seconds_count")).isGreaterThanOrEqualTo(7);
    assertThat(value("executor_task_wait_seconds_count")).isEqualTo(1);
    assertThatThrownBy(() -> mail.schedule(() -> 7, 1, TimeUnit.SECONDS))
        .isInstanceOf(RejectedExecutionException.class);
    assertThat(value("executor_rejected_total")).isEqualTo(1);
  }

  @Test
  void it_goes_with_the_context() throws Exception {
    ExecutorService own = Executors.newSingleThreadExecutor();
    ExecutorService mail = app.obs().wrap(ObservedExecutor.of(app.obs(), "mail", own));
    try (Activity around = app.obs().activity("around")) {
      String trace = around.spanContext().getTraceId();
      assertThat(mail.submit(() -> Activity.current().spanContext().getTraceId()).get())
          .isEqualTo(trace);
    } finally {
      mail.shutdown();
    }
    assertThat(value("executor_task_duration_seconds_count")).isEqualTo(1);
  }

  @Test
  void with_all_off_it_is_the_apps_own() {
    ScheduledExecutorService own = Executors.newSingleThreadScheduledExecutor();
    try {
      assertThat(ObservedExecutor.of(Observability.noop(), "mail", own)).isSameAs(own);
      assertThat(ObservedExecutor.ofScheduled(Observability.noop(), "mail", own)).isSameAs(own);
    } finally {
      own.shutdown();
    }
  }
}
