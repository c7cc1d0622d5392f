// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import io.sightglass.catalogue.LabelSpec;
import io.sightglass.catalogue.MeterSpec;
import io.sightglass.internal.delivery.Deliveries;
import io.sightglass.internal.delivery.Voice;
import io.sightglass.meter.Counter;
import io.sightglass.meter.Meters;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.NOPLoggerFactory;

/**
 * Warns through SLF4J, or to standard error where no logging backend is there, so that a loss is
 * never silent.
 */
final class DefaultDiagnostics implements Diagnostics, Voice {

  private static final MeterSpec INVALID =
      MeterSpec.counter("sightglass_invalid_total", "Input that could not be recorded as given.")
          .label(
              LabelSpec.oneOf(
                  "signal", "metrics", "traces", "logs", "http", "health", "events", "errors"))
          .label(LabelSpec.upTo("kind", 50))
          .fedBy("every public method that refuses an argument")
          .build();
  static final MeterSpec DROPPED =
      MeterSpec.counter("sightglass_dropped_total", "Telemetry that was given up.")
          .label(
              LabelSpec.oneOf(
                  "signal", "metrics", "traces", "logs", "http", "health", "events", "errors"))
          .label(LabelSpec.upTo("reason", 50))
          .fedBy("queues and exporters")
          .build();
  private static final MeterSpec INTERNAL =
      MeterSpec.counter("sightglass_internal_errors_total", "Failures inside the library.")
          .label(LabelSpec.upTo("component", 50))
          .fedBy("the library's own error handlers")
          .build();

  private static final int MAX_PARTS = 20;
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  private final Logger logger = LoggerFactory.getLogger("io.sightglass");
  private final ThreadLocal<Boolean> inside = ThreadLocal.withInitial(() -> false);
  private final AtomicLongArray nextAllowed;
  private final AtomicLong[] suppressed;
  private final Map<String, String> statuses = Collections.synchronizedMap(new TreeMap<>());
  private final Map<String, String> impaired = new ConcurrentHashMap<>();
  private final LongSupplier clock;
  private volatile @Nullable Counters counters;
  private volatile Redactor redactor = Redactor.standard();
  private volatile Deliveries deliveries = Deliveries.none();

  private record Counters(Counter invalid, Counter dropped, Counter internal) {}

  DefaultDiagnostics(LongSupplier clock) {
    this.clock = clock;
    int codes = Code.values().length;
    nextAllowed = new AtomicLongArray(codes);
    suppressed = new AtomicLong[codes];
    long now = clock.getAsLong();
    for (int i = 0; i < codes; i++) {
      nextAllowed.set(i, now);
      suppressed[i] = new AtomicLong();
    }
  }

  /** From here on, messages are redacted by the rules of the app, switched on or not. */
  void redact(Redactor rules) {
    redactor = rules.at(Redactor.Place.DIAGNOSTICS).always();
  }

  /** From here on, counts go into those meters. */
  void countInto(Meters meters) {
    counters =
        new Counters(meters.counter(INVALID), meters.counter(DROPPED), meters.counter(INTERNAL));
  }

  @Override
  public void warn(@Nullable Code code, @Nullable String message) {
    say(code, message, true);
  }

  @Override
  public void info(@Nullable Code code, @Nullable String message) {
    say(code, message, false);
  }

  @SuppressWarnings("EnumOrdinal") // an index into this object's arrays, never kept elsewhere
  private void say(@Nullable Code code, @Nullable String message, boolean warning) {
    if (code == null || message == null) {
      invalid("logs", "null_argument");
      return;
    }
    int index = code.ordinal();
    long now = clock.getAsLong();
    long allowed = nextAllowed.get(index);
    if (now - allowed < 0 || !nextAllowed.compareAndSet(index, allowed, now + MINUTE)) {
      suppressed[index].incrementAndGet();
      return;
    }
    long skipped = suppressed[index].getAndSet(0);
    String text =
        code.id()
            + " ["
            + code.area()
            + "] "
            + redactor.redact(message)
            + (skipped == 0 ? "" : " (suppressed " + skipped + ")");
    print(text, warning);
  }

  /** Prints without a limit: for lines that come once, such as the start line. */
  void print(String text, boolean warning) {
    // A logging backend that fails and reports through us must not come back here.
    if (inside.get()) {
      return;
    }
    inside.set(true);
    try {
      if (LoggerFactory.getILoggerFactory() instanceof NOPLoggerFactory) {
        printPlain(text);
      } else if (warning) {
        logger.warn(text);
      } else {
        logger.info(text);
      }
    } catch (Throwable failure) {
      rethrowFatal(failure);
    } finally {
      inside.remove();
    }
  }

  // As UTF-8 whatever the locale: a container's is often none, and would turn signs into '?'.
  private static void printPlain(String text) {
    byte[] line = (text + System.lineSeparator()).getBytes(StandardCharsets.UTF_8);
    System.err.write(line, 0, line.length);
    System.err.flush();
  }

  @Override
  public void invalid(String signal, String kind) {
    Counters into = counters;
    if (into != null) {
      into.invalid.handle(signal, kind).increment();
    }
  }

  @Override
  public void dropped(String signal, String reason, long count) {
    Counters into = counters;
    if (into != null) {
      into.dropped.handle(signal, reason).add((double) count);
    }
  }

  @Override
  public void status(@Nullable String part, @Nullable String state) {
    if (part == null || state == null) {
      invalid("logs", "null_argument");
    } else {
      statuses.put(part, state);
    }
  }

  /** From here on, that is what is delivered. */
  void deliverThrough(Deliveries all) {
    deliveries = all;
  }

  @Override
  public List<Delivery> deliveries() {
    return deliveries.all();
  }

  @Override
  public void announce(Code code, String message, boolean warning) {
    print(code.id() + " [" + code.area() + "] " + message, warning);
  }

  @Override
  public void died(String component, Throwable failure) {
    failed(component, failure);
  }

  @Override
  public void impaired(@Nullable String part, @Nullable String reason) {
    if (part == null) {
      invalid("logs", "null_argument");
    } else if (reason == null) {
      impaired.remove(part);
    } else if (impaired.size() < MAX_PARTS) {
      impaired.put(part, reason);
    }
  }

  @Override
  public Map<String, String> impairments() {
    return new TreeMap<>(impaired);
  }

  /** The states noted so far, by part. */
  Map<String, String> statuses() {
    synchronized (statuses) {
      return new TreeMap<>(statuses);
    }
  }

  @Override
  public void internalError(@Nullable String component, @Nullable Throwable failure) {
    rethrowFatal(failure);
    failed(component, failure);
  }

  private void failed(@Nullable String component, @Nullable Throwable failure) {
    Counters into = counters;
    if (into != null) {
      into.internal.handle(component == null ? "unknown" : component).increment();
    }
    warn(
        Code.INTERNAL_ERROR,
        component
            + " failed: "
            + cause(failure)
            + ". The app is not affected; this call was skipped.");
  }

  private String cause(@Nullable Throwable failure) {
    if (failure == null) {
      return "an unknown cause";
    }
    String name = failure.getClass().getName();
    try {
      String message = failure.getMessage();
      return message == null ? name : name + ": " + redactor.redact(firstLine(message));
    } catch (Throwable hostile) {
      rethrowFatal(hostile);
      return name;
    }
  }

  private static String firstLine(String message) {
    String line = message.lines().findFirst().orElse("");
    return line.length() > 200 ? line.substring(0, 200) + "…" : line;
  }

  private static void rethrowFatal(@Nullable Throwable failure) {
    if (failure instanceof VirtualMachineError fatal && !(failure instanceof StackOverflowError)) {
      throw fatal;
    }
  }
}
