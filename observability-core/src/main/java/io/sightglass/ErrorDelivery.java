// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import io.opentelemetry.api.trace.SpanContext;
import io.sightglass.internal.Account;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Hands errors to the reporters, on a thread of its own behind a short queue: what is full, slow or
 * broken there costs the app nothing. Every error that was taken is either handed over or counted
 * in {@code sightglass_dropped_total{signal="errors"}}.
 */
final class ErrorDelivery {

  static final int QUEUE = 256;
  private static final ErrorSeen LAST =
      new ErrorSeen(
          "",
          "",
          new Throwable(),
          Instant.EPOCH,
          false,
          null,
          ContextFields.empty(),
          SpanContext.getInvalid(),
          "",
          0);

  private record Target(String name, ErrorReporter reporter) {}

  private final BlockingQueue<ErrorSeen> queue = new ArrayBlockingQueue<>(QUEUE);
  private final List<Target> targets = new CopyOnWriteArrayList<>();
  private final List<Function<ErrorReport, @Nullable ErrorReport>> filters =
      new CopyOnWriteArrayList<>();
  private final LongAdder taken = new LongAdder();
  private final LongAdder ended = new LongAdder();
  private final LongAdder lost = new LongAdder();
  private final double sampleRate;
  private final Duration patience;
  private final ErrorTrail trail;
  private final Diagnostics diagnostics;
  private volatile boolean stopping;
  private volatile @Nullable Thread thread;

  private volatile Redactor redactor = Redactor.standard();

  ErrorDelivery(double sampleRate, Duration patience, ErrorTrail trail, Diagnostics diagnostics) {
    this.trail = trail;
    this.sampleRate = sampleRate;
    this.patience = patience;
    this.diagnostics = diagnostics;
  }

  void filter(Function<ErrorReport, @Nullable ErrorReport> filter) {
    filters.add(filter);
  }

  void redact(Redactor rules) {
    redactor = rules.at(Redactor.Place.ERROR);
  }

  synchronized void sendTo(String name, ErrorReporter reporter) {
    targets.add(new Target(name, reporter));
    if (thread == null && !stopping) {
      Thread started = new Thread(this::run, "sightglass-errors");
      started.setDaemon(true);
      thread = started;
      started.start();
    }
  }

  /** Whether there is anybody to hand errors to. */
  boolean isOn() {
    return thread != null;
  }

  /** Whether this is its own thread, on which a reporter's own failures are not errors again. */
  boolean isHere() {
    return Thread.currentThread().equals(thread);
  }

  void offer(ErrorSeen error) {
    taken.increment();
    if (sampleRate < 1 && ThreadLocalRandom.current().nextDouble() >= sampleRate) {
      drop("sampled", 0);
    } else if (stopping) {
      drop("stopped", 1);
    } else if (!queue.offer(error)) {
      drop("queue_full", 1);
      diagnostics.warn(
          Code.ERRORS_LOST,
          "errors come faster than their reporters take them; some are not reported."
              + " errors_total has them all.");
    }
  }

  private void drop(String reason, int losses) {
    ended.increment();
    lost.add(losses);
    diagnostics.dropped("errors", reason, 1);
  }

  /** One that the rate limit keeps back. */
  void limited() {
    taken.increment();
    drop("rate_limited", 0);
  }

  private void run() {
    while (true) {
      try {
        ErrorSeen next = queue.take();
        if (!next.equals(LAST)) {
          deliver(next);
        }
        if (stopping && queue.isEmpty()) {
          return;
        }
      } catch (InterruptedException byReporter) {
        // Nobody but a reporter has this thread.
      } catch (Throwable failure) {
        note(failure);
      }
    }
  }

  private void note(Throwable failure) {
    try {
      diagnostics.internalError("errors", failure);
    } catch (Throwable fatal) {
      // The JVM's own; the thread goes on for as long as it can.
    }
  }

  private void deliver(ErrorSeen seen) {
    boolean handed = false;
    boolean wanted = true;
    try {
      ErrorReport report = filtered(ErrorReport.of(seen, trail, redactor));
      wanted = report != null;
      if (report != null) {
        handed = toAll(report);
      }
    } finally {
      if (handed) {
        ended.increment();
      } else {
        drop(wanted ? "reporter_failed" : "filtered", wanted ? 1 : 0);
      }
    }
  }

  private @Nullable ErrorReport filtered(ErrorReport report) {
    @Nullable ErrorReport shown = report;
    for (Function<ErrorReport, @Nullable ErrorReport> filter : filters) {
      if (shown == null) {
        return null;
      }
      try {
        shown = filter.apply(shown);
      } catch (Throwable failure) {
        note(failure);
      }
    }
    return shown;
  }

  private boolean toAll(ErrorReport report) {
    boolean all = true;
    for (Target target : targets) {
      try {
        target.reporter.report(report);
      } catch (Throwable failure) {
        all = false;
        diagnostics.warn(
            Code.ERRORS_LOST,
            "the reporter '"
                + target.name
                + "' threw "
                + failure.getClass().getName()
                + "; that error is not reported by it.");
      }
    }
    return all;
  }

  /** Hands over what is queued, for so long as its part of the deadline lasts; then closes them. */
  void close() {
    Thread running;
    synchronized (this) {
      stopping = true;
      running = thread;
    }
    if (running == null) {
      return;
    }
    // A full queue wakes its thread without it.
    queue.offer(LAST);
    try {
      running.join(Math.max(1, patience.toMillis()));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    for (ErrorSeen left = queue.poll(); left != null; left = queue.poll()) {
      if (!left.equals(LAST)) {
        drop("stopped", 1);
      }
    }
    for (Target target : targets) {
      close(target.reporter);
    }
  }

  private void close(ErrorReporter reporter) {
    if (reporter instanceof AutoCloseable closeable) {
      try {
        closeable.close();
      } catch (Throwable failure) {
        note(failure);
      }
    }
  }

  /** How many were taken and neither handed over nor dropped on purpose. */
  long lost() {
    return lost.sum()
        + Math.max(0, taken.sum() - ended.sum())
        + accounts().stream().mapToLong(Account::lost).sum();
  }

  /** For example {@code errors 3 reported, 0 lost}; empty where there was nothing to report. */
  String account() {
    long all = taken.sum();
    if (all == 0) {
      return "";
    }
    long open = Math.max(0, all - ended.sum());
    String own = "errors " + (all - lost.sum() - open) + " taken, " + (lost.sum() + open) + " lost";
    return accounts().stream()
        .map(Account::text)
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(", ", own + ", ", ""))
        .replaceAll(", $", "");
  }

  private List<Account> accounts() {
    return targets.stream()
        .map(Target::reporter)
        .filter(Account.class::isInstance)
        .map(Account.class::cast)
        .toList();
  }
}
