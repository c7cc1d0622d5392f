// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import io.sightglass.config.Setting;
import io.sightglass.internal.delivery.Deliveries;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Stops an app within one deadline: not ready, stop taking work, end what is in flight, close,
 * flush, report; the operational port closes last.
 */
final class Shutdown {

  private static final long LAST_NANOS = Duration.ofMillis(300).toNanos();

  private final DefaultObservability.Parts parts;
  private final DefaultErrors errors;
  private final AtomicBoolean begun = new AtomicBoolean();
  private volatile AutoCloseable stopTakingWork = () -> {};

  Shutdown(DefaultObservability.Parts parts, DefaultErrors errors) {
    this.parts = parts;
    this.errors = errors;
  }

  void stopTakingWork(AutoCloseable stop) {
    stopTakingWork = stop;
  }

  void run() {
    if (!begun.compareAndSet(false, true)) {
      return;
    }
    long start = System.nanoTime();
    Duration limit = parts.settings().get(Setting.SHUTDOWN_TIMEOUT);
    long deadline = start + limit.toNanos();
    DefaultLifecycle lifecycle = parts.lifecycle();
    boolean wasUp = lifecycle.state() == Lifecycle.State.READY;
    lifecycle.advance(Lifecycle.State.DRAINING);
    pause(parts.settings().get(Setting.SHUTDOWN_DELAY), deadline);
    bounded(new DefaultLifecycle.Closing("taking work", stopTakingWork), deadline);
    // No step may use up the time of the next one.
    long step = Math.min(limit.toNanos() / 10, LAST_NANOS);
    long flushed = deadline - 2 * step;
    long unfinished = lifecycle.awaitIdle(flushed);
    closeAll(lifecycle.closings(), flushed);
    parts.telemetry().close(flushed);
    flushLogs(deadline - step);
    lifecycle.advance(Lifecycle.State.STOPPED);
    if (wasUp || lost() > 0) {
      report(start, unfinished);
    }
    flushLogs(deadline);
    closeAll(lifecycle.lastClosings(), deadline);
    parts.metering().close();
  }

  private void flushLogs(long deadline) {
    LogPipeline logs = parts.lifecycle().logs();
    if (logs != null) {
      try {
        logs.flush(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
      } catch (Throwable failure) {
        parts.diagnostics().internalError("stop logs", failure);
      }
    }
  }

  private static void pause(Duration delay, long deadline) {
    long until = System.nanoTime() + delay.toNanos();
    while (until - System.nanoTime() > 0 && deadline - System.nanoTime() > 0) {
      LockSupport.parkNanos(Math.min(until, deadline) - System.nanoTime());
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
    }
  }

  private void closeAll(List<DefaultLifecycle.Closing> closings, long deadline) {
    for (DefaultLifecycle.Closing closing : closings) {
      bounded(closing, deadline);
    }
  }

  /** Closes on a thread of its own, so that one that hangs costs the deadline and no more. */
  private void bounded(DefaultLifecycle.Closing closing, long deadline) {
    Thread closer = new Thread(() -> close(closing), "sightglass-stop " + closing.name());
    closer.setDaemon(true);
    closer.start();
    try {
      closer.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    if (closer.isAlive()) {
      parts
          .diagnostics()
          .print(
              Code.STOPPED.id()
                  + " [lifecycle] "
                  + closing.name()
                  + " did not stop within the deadline and was left behind. Raise "
                  + Setting.SHUTDOWN_TIMEOUT.name()
                  + " if it needs longer.",
              true);
    }
  }

  private void close(DefaultLifecycle.Closing closing) {
    try {
      closing.resource().close();
    } catch (Throwable failure) {
      parts.diagnostics().internalError("stop " + closing.name(), failure);
    }
  }

  private void report(long start, long unfinished) {
    long millis = (System.nanoTime() - start) / 1_000_000;
    StringBuilder line = new StringBuilder(Code.STOPPED.id());
    line.append(' ').append(parts.name()).append(" stopped in ").append(millis).append(" ms");
    line.append(" · in flight ").append(unfinished == 0 ? "0" : unfinished + " left behind");
    String accounts = parts.telemetry().deliveries().text();
    if (!accounts.isEmpty()) {
      line.append(" · ").append(accounts);
    }
    LogPipeline logs = parts.lifecycle().logs();
    if (logs != null) {
      line.append(" · ").append(logs.account());
    }
    String reported = errors.account();
    if (!reported.isEmpty()) {
      line.append(" · ").append(reported);
    }
    parts.diagnostics().print(line.toString(), lost() > 0 || unfinished > 0);
  }

  private long lost() {
    Deliveries deliveries = parts.telemetry().deliveries();
    return deliveries.lost() + (deliveries.isMetricPushLost() ? 1 : 0) + errors.lost();
  }
}
