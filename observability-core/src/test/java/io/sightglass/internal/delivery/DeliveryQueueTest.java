// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.sdk.common.CompletableResultCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The queue with exporters that are functions. */
class DeliveryQueueTest {

  private static final BatchSettings FAST =
      new BatchSettings(millis(50), 100, 10, millis(2_000), true);

  private final Quiet voice = new Quiet();
  private final List<DeliveryQueue<?, ?>> open = new ArrayList<>();
  private final List<List<Integer>> sent = new CopyOnWriteArrayList<>();
  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1000);

  private static long millis(long millis) {
    return TimeUnit.MILLISECONDS.toNanos(millis);
  }

  private DeliveryQueue<Integer, Integer> queue(
      BatchSettings settings, Function<Collection<Integer>, CompletableResultCode> exporter) {
    DeliveryQueue<Integer, Integer> queue =
        new DeliveryQueue<>(
            DeliveryQueue.Signal.TRACES,
            settings,
            item -> item,
            batch -> {
              sent.add(List.copyOf(batch));
              return exporter.apply(batch);
            },
            voice,
            clock::get);
    open.add(queue);
    queue.start();
    return queue;
  }

  private static CompletableResultCode says(Outcome outcome) {
    Attempt attempt = Attempt.current();
    if (attempt != null) {
      attempt.complete(outcome);
    }
    return new CompletableResultCode();
  }

  private static void conserved(DeliveryQueue<?, ?> queue, long accepted) {
    Account account = queue.account();
    assertThat(account.accepted()).isEqualTo(accepted);
    assertThat(account.acknowledged() + account.dropped() + account.queued()).isEqualTo(accepted);
  }

  @AfterEach
  void close() {
    open.forEach(queue -> queue.stopBy(System.nanoTime()));
    open.forEach(queue -> queue.awaitEnd(System.nanoTime() + millis(2_000)));
  }

  /** As when a thread is stopped from outside. */
  private static final class Death extends Error {
    private static final long serialVersionUID = 1;
  }

  @Test
  void a_full_batch_goes_at_once_and_the_rest_after_the_delay() {
    BatchSettings slow = new BatchSettings(millis(600_000), 100, 10, millis(2_000), true);
    DeliveryQueue<Integer, Integer> queue = queue(slow, batch -> says(Outcome.acknowledged(0)));
    for (int i = 0; i < 25; i++) {
      queue.offer(i);
    }
    await().until(() -> queue.account().acknowledged() == 20);
    assertThat(sent).allMatch(batch -> batch.size() == 10);
    assertThat(queue.account().queued()).isEqualTo(5);
    assertThat(queue.flush().join(10, TimeUnit.SECONDS).isSuccess()).isTrue();
    assertThat(queue.account().acknowledged()).isEqualTo(25);
    conserved(queue, 25);
  }

  @Test
  void what_does_not_fit_is_counted() throws Exception {
    CompletableResultCode never = new CompletableResultCode();
    DeliveryQueue<Integer, Integer> queue = queue(FAST, batch -> never);
    queue.offer(0);
    await().until(() -> !sent.isEmpty());
    for (int i = 1; i <= 150; i++) {
      queue.offer(i);
    }
    assertThat(queue.account().dropped(Reason.QUEUE_FULL)).isEqualTo(50);
    assertThat(queue.account().queued()).isEqualTo(101).isLessThanOrEqualTo(queue.capacity());
    conserved(queue, 151);
    never.succeed();
    await().until(() -> queue.account().queued() == 0);
    assertThat(queue.account().acknowledged() + queue.account().dropped()).isEqualTo(151);
  }

  @Test
  void a_busy_receiver_is_asked_again_and_a_refusal_is_final() {
    AtomicInteger calls = new AtomicInteger();
    DeliveryQueue<Integer, Integer> queue =
        queue(
            FAST,
            batch ->
                says(
                    switch (calls.incrementAndGet()) {
                      case 1 -> Outcome.busy("HTTP 503", millis(20));
                      case 2 -> Outcome.acknowledged(1);
                      default -> Outcome.refused("HTTP 400");
                    }));
    queue.offer(1);
    queue.offer(2);
    await().until(() -> queue.account().acknowledged() == 1);
    assertThat(queue.account().dropped(Reason.REJECTED)).isEqualTo(1);
    queue.offer(3);
    await().until(() -> queue.account().dropped(Reason.REJECTED) == 2);
    assertThat(calls).hasValue(3);
    conserved(queue, 3);
  }

  @Test
  void a_wait_that_is_asked_for_is_not_held_against_the_batch() {
    BatchSettings brief = new BatchSettings(millis(10), 100, 10, millis(100), true);
    AtomicInteger calls = new AtomicInteger();
    DeliveryQueue<Integer, Integer> queue =
        queue(
            brief,
            batch ->
                says(
                    calls.incrementAndGet() < 4
                        ? Outcome.busy("HTTP 429", millis(80))
                        : Outcome.acknowledged(0)));
    long began = System.nanoTime();
    queue.offer(1);
    await().until(() -> queue.account().acknowledged() == 1);
    assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(3 * millis(80));
  }

  @Test
  void a_batch_expires_and_one_that_may_have_arrived_is_unconfirmed() {
    BatchSettings brief = new BatchSettings(millis(10), 100, 10, millis(60), true);
    AtomicInteger calls = new AtomicInteger();
    DeliveryQueue<Integer, Integer> queue =
        queue(
            brief,
            batch ->
                calls.incrementAndGet() == 1
                    ? says(Outcome.unreachable("connection refused"))
                    : new CompletableResultCode());
    queue.offer(1);
    await().until(() -> queue.account().dropped(Reason.EXPIRED) == 1);
    queue.offer(2);
    await().until(() -> queue.account().dropped(Reason.UNCONFIRMED) == 1);
    conserved(queue, 2);
  }

  @Test
  void an_exporter_that_throws_loses_its_batch_and_no_more() {
    DeliveryQueue<Integer, Integer> queue =
        queue(
            FAST,
            batch -> {
              if (batch.contains(1)) {
                throw new IllegalStateException("planted");
              }
              return CompletableResultCode.ofSuccess();
            });
    queue.offer(1);
    await().until(() -> queue.account().dropped(Reason.EXPORT_FAILED) == 1);
    queue.offer(2);
    await().until(() -> queue.account().acknowledged() == 1);
    assertThat(voice.deaths).isEmpty();
  }

  @Test
  void at_the_end_everything_that_waits_is_sent_and_nothing_more_is_taken() {
    DeliveryQueue<Integer, Integer> queue =
        queue(
            new BatchSettings(millis(600_000), 100, 100, millis(2_000), true),
            batch -> says(Outcome.acknowledged(0)));
    for (int i = 0; i < 99; i++) {
      queue.offer(i);
    }
    long deadline = System.nanoTime() + millis(5_000);
    queue.stopBy(deadline);
    queue.offer(100);
    queue.awaitEnd(deadline);
    assertThat(queue.account().acknowledged()).isEqualTo(99);
    assertThat(queue.account().dropped(Reason.SHUTDOWN)).isEqualTo(1);
    assertThat(queue.flush().isSuccess()).isFalse();
    conserved(queue, 100);
  }

  @Test
  void at_the_end_a_receiver_that_is_not_there_is_given_up_soon() {
    DeliveryQueue<Integer, Integer> queue =
        queue(
            new BatchSettings(millis(600_000), 100, 10, millis(60_000), true),
            batch -> says(Outcome.unreachable("connection refused")));
    for (int i = 0; i < 50; i++) {
      queue.offer(i);
    }
    long deadline = System.nanoTime() + millis(60_000);
    queue.stopBy(deadline);
    queue.awaitEnd(deadline);
    assertThat(System.nanoTime()).isLessThan(deadline - millis(50_000));
    assertThat(queue.account().dropped(Reason.SHUTDOWN)).isEqualTo(50);
    assertThat(queue.lastCause()).isEqualTo("connection refused");
    conserved(queue, 50);
  }

  @Test
  void at_the_end_an_exporter_that_hangs_costs_the_deadline_and_is_accounted_for() {
    DeliveryQueue<Integer, Integer> queue =
        queue(
            FAST,
            batch -> {
              try {
                Thread.currentThread().join();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return CompletableResultCode.ofSuccess();
            });
    for (int i = 0; i < 25; i++) {
      queue.offer(i);
    }
    await().until(() -> !sent.isEmpty());
    long deadline = System.nanoTime() + millis(300);
    queue.stopBy(deadline);
    queue.awaitEnd(deadline);
    assertThat(queue.account().dropped(Reason.UNCONFIRMED)).isEqualTo(10);
    assertThat(queue.account().dropped(Reason.SHUTDOWN)).isEqualTo(15);
    conserved(queue, 25);
  }

  @Test
  void a_thread_that_dies_begins_again_and_loses_one_batch() {
    AtomicInteger calls = new AtomicInteger();
    DeliveryQueue<Integer, Integer> queue =
        queue(
            FAST,
            batch -> {
              switch (calls.incrementAndGet()) {
                case 1 -> throw new OutOfMemoryError("planted");
                case 3 -> throw new StackOverflowError("planted");
                case 5 -> throw new Death();
                default -> {
                  return says(Outcome.acknowledged(0));
                }
              }
            });
    for (int i = 0; i < 60; i++) {
      queue.offer(i);
    }
    await().until(() -> queue.account().queued() == 0);
    assertThat(queue.account().dropped(Reason.INTERNAL_ERROR)).isEqualTo(30);
    assertThat(queue.account().acknowledged()).isEqualTo(30);
    assertThat(voice.deaths)
        .containsExactly(
            "delivery of spans: OutOfMemoryError",
            "delivery of spans: StackOverflowError",
            "delivery of spans: Death");
    conserved(queue, 60);
    System.out.printf(
        "row 44: %d deaths of the delivering thread, 30 of 60 spans lost, pipeline back%n", 3);
  }

  @Test
  void a_thread_that_dies_too_often_is_off_and_says_so() {
    DeliveryQueue<Integer, Integer> queue =
        queue(
            FAST,
            batch -> {
              throw new OutOfMemoryError("planted");
            });
    for (int i = 0; i < 60; i++) {
      queue.offer(i);
    }
    await().until(() -> voice.lines.stream().anyMatch(line -> line.startsWith("SG-0800")));
    queue.offer(60);
    queue.offer(61);
    assertThat(voice.deaths).hasSize(4);
    assertThat(queue.account().dropped(Reason.INTERNAL_ERROR)).isEqualTo(62);
    conserved(queue, 62);
    System.out.println("row 44: off after 4 deaths within a minute (SG-0800), 62 of 62 counted");
  }

  @Test
  void a_storm_of_interrupts_costs_nothing() throws Exception {
    AtomicLong attempts = new AtomicLong();
    DeliveryQueue<Integer, Integer> queue =
        queue(
            FAST,
            batch -> {
              attempts.incrementAndGet();
              return says(Outcome.acknowledged(0));
            });
    Thread worker =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().equals("sightglass-delivery spans"))
            .filter(Thread::isAlive)
            .findFirst()
            .orElseThrow();
    int accepted = 0;
    for (int i = 0; i < 20_000; i++) {
      worker.interrupt();
      if (i % 100 == 0) {
        queue.offer(i);
        accepted++;
      }
    }
    assertThat(queue.flush().join(10, TimeUnit.SECONDS).isDone()).isTrue();
    await().atMost(Duration.ofSeconds(10)).until(() -> queue.account().queued() == 0);
    assertThat(queue.account().acknowledged()).isEqualTo(accepted - queue.account().dropped());
    assertThat(queue.account().dropped()).isEqualTo(queue.account().dropped(Reason.QUEUE_FULL));
    assertThat(voice.deaths).isEmpty();
    System.out.printf(
        "row 44: 20,000 interrupts, %d of %d spans sent%n",
        queue.account().acknowledged(), accepted);
  }
}
