// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Keeps the state, the work in flight and what is to be closed. */
final class DefaultLifecycle implements Lifecycle {

  /** A resource with the name that reports use. */
  record Closing(String name, AutoCloseable resource) {}

  private static final long POLL_NANOS = Duration.ofMillis(2).toNanos();

  private final long startNanos = System.nanoTime();
  private volatile State state = State.STARTING;
  private volatile @Nullable LogPipeline logs;
  private final List<Consumer<State>> listeners = new CopyOnWriteArrayList<>();
  private final LongAdder began = new LongAdder();
  private final LongAdder ended = new LongAdder();
  private final Deque<Closing> first = new ArrayDeque<>();
  private final Deque<Closing> last = new ArrayDeque<>();
  private final Diagnostics diagnostics;

  DefaultLifecycle(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  @Override
  public State state() {
    return state;
  }

  @Override
  public void onChange(Consumer<State> listener) {
    listeners.add(Objects.requireNonNull(listener, "listener"));
  }

  /** Moves forward to {@code next}; false where the state is already there or beyond. */
  boolean advance(State next) {
    if (!move(next)) {
      return false;
    }
    for (Consumer<State> listener : listeners) {
      try {
        listener.accept(next);
      } catch (Throwable failure) {
        diagnostics.internalError("lifecycle", failure);
      }
    }
    return true;
  }

  private synchronized boolean move(State next) {
    if (state.compareTo(next) >= 0) {
      return false;
    }
    state = next;
    return true;
  }

  @Override
  public void workBegan() {
    began.increment();
  }

  @Override
  public void workEnded() {
    ended.increment();
  }

  @Override
  public long inFlight() {
    // Ended first: a piece that ends in between can only make the answer too high, never negative.
    long done = ended.sum();
    return Math.max(0, began.sum() - done);
  }

  @Override
  public void closeOnStop(String name, AutoCloseable resource) {
    add(first, name, resource);
  }

  @Override
  public void closeLast(String name, AutoCloseable resource) {
    add(last, name, resource);
  }

  private void add(Deque<Closing> closings, String name, AutoCloseable resource) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(resource, "resource");
    synchronized (closings) {
      closings.push(new Closing(name, resource));
    }
  }

  @Override
  public void logsThrough(LogPipeline pipeline) {
    logs = Objects.requireNonNull(pipeline, "pipeline");
  }

  /** What writes the app's log lines; null where nothing of ours does. */
  @Nullable LogPipeline logs() {
    return logs;
  }

  /** What to close before the flush, in order. */
  List<Closing> closings() {
    return drain(first);
  }

  /** What to close after everything else, in order. */
  List<Closing> lastClosings() {
    return drain(last);
  }

  private static List<Closing> drain(Deque<Closing> closings) {
    synchronized (closings) {
      List<Closing> all = new ArrayList<>(closings);
      closings.clear();
      return all;
    }
  }

  /** Waits until nothing is in flight; returns what still is at the deadline. */
  long awaitIdle(long deadlineNanos) {
    boolean interrupted = false;
    while (inFlight() > 0 && deadlineNanos - System.nanoTime() > 0) {
      LockSupport.parkNanos(POLL_NANOS);
      interrupted |= Thread.interrupted();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return inFlight();
  }

  @Override
  public Duration uptime() {
    return Duration.ofNanos(System.nanoTime() - startNanos);
  }
}
