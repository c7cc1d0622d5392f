// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.delivery;

import io.opentelemetry.sdk.common.CompletableResultCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * A bounded queue before an exporter, with the thread that empties it. What it takes it accounts
 * for: acknowledged, dropped for a reason, or still queued.
 *
 * <p>Thread-safe. {@link #offer} neither blocks nor allocates nor throws.
 *
 * @param <T> what waits
 * @param <D> what the exporter takes
 */
final class DeliveryQueue<T, D> {

  private static final long MARGIN = Duration.ofMillis(100).toNanos();
  private static final int MAX_FLUSHES = 100;
  private static final long SOON = Duration.ofMillis(10).toNanos();
  private static final long LOOK = Duration.ofSeconds(1).toNanos();

  private final Signal signal;
  private final BatchSettings settings;
  private final Function<T, D> data;
  private final Ring<T> ring;
  private final Account account;
  private final Trouble trouble;
  private final Ending ending = new Ending();
  private final Courier<D> courier;
  private final Supervised supervised;
  private final Queue<Flush> flushes = new ConcurrentLinkedQueue<>();
  private final CompletableResultCode ended = new CompletableResultCode();
  private final int wakeAt;
  private volatile boolean idle;

  private record Flush(long upTo, long lostBefore, CompletableResultCode result) {}

  /** What the messages and the meters call it. */
  record Signal(String name, String noun) {

    static final Signal TRACES = new Signal("traces", "spans");
    static final Signal LOGS = new Signal("logs", "log records");
    static final Signal METRICS = new Signal("metrics", "metrics");
  }

  DeliveryQueue(
      Signal signal,
      BatchSettings settings,
      Function<T, D> data,
      Function<Collection<D>, CompletableResultCode> exporter,
      Voice voice,
      LongSupplier clock) {
    this.signal = signal;
    this.settings = settings;
    this.data = data;
    this.wakeAt = settings.delayNanos() < SOON ? 1 : settings.batch();
    this.ring = new Ring<>(settings.queue());
    this.account = new Account(ring::offered);
    this.trouble = new Trouble(signal, settings.capacity(), voice, clock);
    this.courier = new Courier<>(exporter, settings, account, trouble, ending);
    this.supervised = new Supervised(signal.noun(), new Loop(), voice, clock);
  }

  void start() {
    supervised.thread().start();
  }

  /** Takes it, or counts that it could not. */
  void offer(T item) {
    int waiting = ring.offer(item);
    if (waiting >= wakeAt) {
      if (idle) {
        wake();
      }
    } else if (waiting == Ring.FULL) {
      account.queueFull();
    } else if (waiting == Ring.CLOSED) {
      account.afterTheEnd();
    }
  }

  private void wake() {
    idle = false;
    LockSupport.unpark(supervised.thread());
  }

  /** Sends what waits now; a success where all of it was acknowledged. */
  CompletableResultCode flush() {
    if (ended.isDone() || flushes.size() >= MAX_FLUSHES) {
      return CompletableResultCode.ofFailure();
    }
    Flush flush = new Flush(ring.offered(), account.dropped(), new CompletableResultCode());
    flushes.add(flush);
    wake();
    if (ended.isDone()) {
      settleFlushes();
    }
    return flush.result();
  }

  /** Takes nothing more in and sends what waits, by then at the latest; does not wait for it. */
  void stopBy(long deadlineNanos) {
    if (!ending.begun()) {
      ring.close();
      ending.begin(deadlineNanos);
      wake();
    }
  }

  /** The same with a deadline of its own choosing; done when the queue is empty. */
  CompletableResultCode stop() {
    stopBy(System.nanoTime() + Duration.ofSeconds(10).toNanos());
    return ended;
  }

  /** Waits for the end, and writes off what an exporter that hangs has not sent. */
  void awaitEnd(long deadlineNanos) {
    long left = Math.max(0, deadlineNanos + MARGIN - System.nanoTime());
    if (!ended.join(left, TimeUnit.NANOSECONDS).isDone()) {
      finish(Reason.SHUTDOWN);
    }
  }

  private void finish(Reason reason) {
    ring.close();
    account.close(reason);
    if (account.dropped() == 0) {
      ended.succeed();
    } else {
      ended.fail();
    }
    settleFlushes();
  }

  private void settleFlushes() {
    for (Flush next = flushes.peek(); next != null; next = flushes.peek()) {
      if (!ended.isDone() && ring.taken() < next.upTo()) {
        return;
      }
      flushes.remove(next);
      if (account.dropped() == next.lostBefore()) {
        next.result().succeed();
      } else {
        next.result().fail();
      }
    }
  }

  Signal signal() {
    return signal;
  }

  Account account() {
    return account;
  }

  int capacity() {
    return settings.capacity();
  }

  /** For how long delivery has been failing; 0 where it works. */
  long troubledNanos() {
    return trouble.nanos();
  }

  String lastCause() {
    return courier.lastCause();
  }

  /** What the thread does. */
  private final class Loop implements Supervised.Work {

    private long due = System.nanoTime() + settings.delayNanos();

    @Override
    public void run() {
      while (true) {
        courier.noteTurnedAway();
        int waiting = ring.size();
        boolean stopping = ending.begun();
        if (waiting >= wakeAt || (waiting > 0 && isTime(stopping))) {
          send();
        } else if (stopping) {
          finish(Reason.SHUTDOWN);
          return;
        } else {
          rest();
        }
        settleFlushes();
        if (courier.isHopeless()) {
          finish(Reason.SHUTDOWN);
          return;
        }
      }
    }

    private boolean isTime(boolean stopping) {
      return stopping || due - System.nanoTime() <= 0 || isFlushWanted();
    }

    private boolean isFlushWanted() {
      Flush next = flushes.peek();
      return next != null && next.upTo() > ring.taken();
    }

    private void send() {
      List<T> taken = new ArrayList<>(settings.batch());
      if (ring.drain(taken, settings.batch()) == 0) {
        // Whoever has the first place is about to fill it.
        LockSupport.parkNanos(10_000);
        return;
      }
      account.send(taken.size());
      List<D> batch = new ArrayList<>(taken.size());
      for (T item : taken) {
        batch.add(data.apply(item));
      }
      courier.deliver(batch);
      due = System.nanoTime() + settings.delayNanos();
    }

    private void rest() {
      long now = System.nanoTime();
      if (due - now <= 0) {
        due = now + (wakeAt == 1 ? LOOK : settings.delayNanos());
      }
      idle = true;
      if (ring.size() < wakeAt && !ending.begun() && !isFlushWanted()) {
        LockSupport.parkNanos(due - now);
      }
      idle = false;
      // Somebody's stray interrupt must not turn waiting into spinning.
      Thread.interrupted();
    }

    @Override
    public void failed() {
      account.lost(Reason.INTERNAL_ERROR);
    }

    @Override
    public void off() {
      finish(Reason.INTERNAL_ERROR);
    }
  }
}
