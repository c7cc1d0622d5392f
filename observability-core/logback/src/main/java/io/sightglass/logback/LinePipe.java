// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import io.sightglass.Code;
import io.sightglass.logback.LineQueue.Line;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The way to one destination: a bounded queue and a thread that writes. A caller never writes
 * itself, so a destination that stands still costs it nothing but the lines.
 */
final class LinePipe {

  /** How a destination is. */
  enum State {
    /** It takes lines. */
    WORKING,
    /** It fails, and is tried again. */
    FAILING,
    /** A write to it does not return. */
    BLOCKED
  }

  // From then on nobody waits for it.
  private static final long BLOCKED_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long FIRST_RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long LAST_RETRY_NANOS = TimeUnit.SECONDS.toNanos(2);
  // While lines come, the thread looks for them by itself: waking it costs a caller more than the
  // line does.
  private static final long LINGER_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long GLANCE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long TICK_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final String name;
  private final LineSink sink;
  private final LineQueue queue;
  private final LineAccount account;
  private final LossEpisode episode;
  private final LineBatch batch;
  private final PipeListener listener;
  private final Waiting waiting = new Waiting();
  private final Thread writer;
  private volatile @Nullable Throwable failure;
  private volatile long writingSince;
  private volatile boolean blockedTold;
  private volatile boolean asleep;
  private volatile boolean closing;
  private volatile boolean ended;
  private volatile boolean through;
  private final AtomicLong passed = new AtomicLong();
  private final AtomicLong attempts = new AtomicLong();
  private long retryNanos;
  private long lastLine;
  private long lastTick;

  LinePipe(String name, LineSink sink, LineAccount account, int capacity, PipeListener listener) {
    this.name = name;
    this.sink = sink;
    this.account = account;
    this.episode = new LossEpisode(account);
    this.queue = new LineQueue(capacity);
    this.listener = listener;
    this.batch = new LineBatch(sink.batchBytes());
    this.writer = new Writer(this::run, "sightglass-logs-" + name);
  }

  /** The threads that write, which must not wait for each other. */
  private static final class Writer extends Thread {

    Writer(Runnable work, String name) {
      super(null, work, name, 0, false);
      setDaemon(true);
      // Of the library, not of the web app that happens to start it.
      setContextClassLoader(null);
    }
  }

  LinePipe start() {
    lastLine = System.nanoTime();
    lastTick = lastLine;
    writer.start();
    return this;
  }

  String name() {
    return name;
  }

  LineAccount account() {
    return account;
  }

  /** How many lines wait, those that are being written as well. */
  int queued() {
    return queue.size();
  }

  @Nullable Throwable failure() {
    return failure;
  }

  State state() {
    if (isBlocked()) {
      return State.BLOCKED;
    }
    return failure == null ? State.WORKING : State.FAILING;
  }

  private boolean isBlocked() {
    long since = writingSince;
    return since != 0 && System.nanoTime() - since > BLOCKED_NANOS;
  }

  /**
   * Takes a place for a line of that level; where there is none, the line is lost and counted.
   *
   * @param until how long a warning or an error may wait, by {@link System#nanoTime}
   */
  boolean reserve(int level, long until) {
    account.offer();
    int limit = limit(level);
    if (queue.reserve(limit)) {
      return true;
    }
    if (level >= Levels.WARN && mayWait()) {
      long left = until - System.nanoTime();
      if (left > 0 && waiting.until(() -> queue.reserve(limit), () -> !mayWait(), left)) {
        return true;
      }
    }
    account.drop(level, reason());
    return false;
  }

  private int limit(int level) {
    int all = queue.capacity();
    return switch (level) {
      case 0, 1 -> all - all / 4;
      case 2 -> all - all / 8;
      case Levels.WARN -> all - all / 16;
      default -> all;
    };
  }

  private boolean mayWait() {
    return failure == null
        && !closing
        && !isBlocked()
        && !(Thread.currentThread() instanceof Writer);
  }

  private Loss reason() {
    if (failure != null) {
      return Loss.WRITE_FAILED;
    }
    if (!isBlocked()) {
      return Loss.QUEUE_FULL;
    }
    if (!blockedTold) {
      blockedTold = true;
      listener.changed(this);
    }
    return Loss.BLOCKED;
  }

  /** Puts a line in the place that was taken for it. */
  void put(byte[] line, int level) {
    queue.put(new Line(line, level));
    if (ended) {
      giveUp();
    } else if (asleep) {
      LockSupport.unpark(writer);
    }
    if (through && !(Thread.currentThread() instanceof Writer)) {
      flush(TICK_NANOS);
    }
  }

  /** Gives the place back: the line could not be made. */
  void giveBack(int level) {
    queue.release(1, 0);
    account.drop(level, Loss.NOT_ENCODED);
  }

  /** From now on a line is written before the call that logs it returns: the end is near. */
  void writeThrough() {
    through = true;
  }

  /**
   * Waits until every line that was put before is written. Gives up early where the destination
   * fails once more, or takes nothing.
   *
   * @return whether they are
   */
  boolean flush(long nanos) {
    long target = queue.puts();
    long attempt = attempts.get();
    LockSupport.unpark(writer);
    waiting.until(
        () -> passed.get() >= target,
        () -> isBlocked() || !writer.isAlive() || (failure != null && attempts.get() > attempt),
        nanos);
    return passed.get() >= target;
  }

  /** Ends the thread once what is there is written; waits for it for that long at most. */
  void close(long nanos) {
    long until = System.nanoTime() + nanos;
    flush(nanos);
    closing = true;
    LockSupport.unpark(writer);
    boolean interrupted = false;
    while (writer.isAlive() && !isBlocked() && until - System.nanoTime() > 0) {
      try {
        writer.join(10);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      prepare();
      boolean more;
      do {
        more = round();
      } while (more);
    } finally {
      ended = true;
      giveUp();
      sink.close();
    }
  }

  /** Whatever comes up: without this thread every line from here on would be lost. */
  private boolean round() {
    try {
      return step();
    } catch (Throwable fault) {
      survive(fault);
      return !closing;
    }
  }

  private void survive(Throwable fault) {
    try {
      fail(fault);
      listener.broke(this, fault);
    } catch (Throwable another) {
      // Saying so failed as well. It is tried again as after any other failure.
      LockSupport.parkNanos(FIRST_RETRY_NANOS);
    }
  }

  /** What could not be written is lost: nobody will try again. */
  private synchronized void giveUp() {
    int[] left = new int[Levels.COUNT];
    int count = batch.giveUp(left);
    for (Line line = queue.poll(); line != null; line = queue.poll()) {
      left[line.level()]++;
      count++;
    }
    for (int level = 0; level < left.length; level++) {
      for (int i = 0; i < left[level]; i++) {
        account.drop(level, Loss.WRITE_FAILED);
      }
    }
    queue.release(count, 0);
  }

  /** Finds out early whether lines can be written there. */
  private void prepare() {
    try {
      sink.prepare();
    } catch (IOException e) {
      fail(e);
    } catch (Throwable fault) {
      survive(fault);
    }
  }

  /** One round; false at the end. */
  private boolean step() {
    long now = System.nanoTime();
    batch.fill(queue);
    say(episode.look(now, queue.size() > queue.capacity() / 2), episode.isOpen());
    if (now - lastTick >= TICK_NANOS) {
      lastTick = now;
      listener.tick();
    }
    if (batch.isEmpty() && closing) {
      say(episode.end(), false);
    }
    if (batch.isEmpty()) {
      return !closing && rest(now);
    }
    lastLine = now;
    writingSince = now == 0 ? 1 : now;
    try {
      batch.write(sink, this::wrote);
      recover();
    } catch (IOException e) {
      fail(e);
      if (closing) {
        return false;
      }
    } finally {
      writingSince = 0;
      unblock();
    }
    return true;
  }

  private void say(@Nullable String text, boolean warning) {
    if (text != null) {
      Code code = warning ? Code.LOG_LOSS : Code.LOG_LOSS_OVER;
      String line = code.id() + " [" + code.area() + "] " + text;
      batch.first(new Line(listener.notice(this, warning, line), -1));
    }
  }

  private void wrote(int lines, long bytes) {
    account.wrote(lines);
    queue.release(lines, bytes);
    passed.addAndGet(lines);
    waiting.wake();
  }

  /** Waits for lines: a glance at a time while they come, else until somebody puts one. */
  private boolean rest(long now) {
    waiting.wake();
    if (now - lastLine < LINGER_NANOS) {
      LockSupport.parkNanos(GLANCE_NANOS);
      return true;
    }
    asleep = true;
    try {
      if (queue.isEmpty() && !closing) {
        LockSupport.parkNanos(TICK_NANOS);
      }
    } finally {
      asleep = false;
    }
    return true;
  }

  private void fail(Throwable e) {
    boolean first = failure == null;
    failure = e;
    attempts.incrementAndGet();
    waiting.wake();
    if (first) {
      retryNanos = FIRST_RETRY_NANOS;
      listener.failed(this, e);
    }
    if (!closing) {
      LockSupport.parkNanos(retryNanos);
      retryNanos = Math.min(2 * retryNanos, LAST_RETRY_NANOS);
    }
  }

  private void recover() {
    if (failure != null) {
      failure = null;
      listener.recovered(this);
    }
  }

  private void unblock() {
    if (blockedTold) {
      blockedTold = false;
      listener.changed(this);
    }
  }
}
