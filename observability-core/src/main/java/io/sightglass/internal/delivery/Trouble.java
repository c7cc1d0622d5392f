// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.delivery;

import io.sightglass.Code;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Says when delivery begins to fail and when it is fine again, one line each and at most one pair a
 * minute: what a pair leaves out, the next one counts.
 *
 * <p>For one thread, except {@link #nanos}.
 */
final class Trouble {

  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  private final DeliveryQueue.Signal signal;
  private final int capacity;
  private final Voice voice;
  private final LongSupplier clock;
  private volatile boolean on;
  private volatile long begin;
  private boolean said;
  private long nextLine;
  private long lost;

  Trouble(DeliveryQueue.Signal signal, int capacity, Voice voice, LongSupplier clock) {
    this.signal = signal;
    this.capacity = capacity;
    this.voice = voice;
    this.clock = clock;
    this.nextLine = clock.getAsLong();
  }

  /** Delivery fails, or something was lost. */
  void failing(String cause, long lostNow) {
    lost += lostNow;
    long now = clock.getAsLong();
    if (!on) {
      begin = now;
      on = true;
      said = false;
      voice.impaired(part(), "exporter_behind");
    }
    if (!said && now - nextLine >= 0) {
      said = true;
      nextLine = now + MINUTE;
      voice.announce(Code.EXPORT_LOSS, began(cause), true);
    }
  }

  private String began(String cause) {
    String wait =
        capacity == 0
            ? "The next push has everything again. "
            : "Up to "
                + Counts.text(capacity)
                + " wait; what does not fit is dropped and counted in sightglass_dropped_total. ";
    return signal.noun()
        + " cannot be delivered: "
        + cause
        + ". "
        + wait
        + "Check that OTEL_EXPORTER_OTLP_ENDPOINT names a collector that is up and takes them;"
        + " the app goes on without.";
  }

  // Not the signal alone, which others speak of too: the log file, for example.
  private String part() {
    return signal.name() + " export";
  }

  /** Delivery works. */
  void fine() {
    if (!on) {
      return;
    }
    on = false;
    voice.impaired(part(), null);
    if (said) {
      long seconds = Math.round((clock.getAsLong() - begin) / 1e9);
      voice.announce(
          Code.EXPORT_RESUMED,
          "delivery of "
              + signal.noun()
              + " is fine again after "
              + seconds
              + " s, lost "
              + Counts.text(lost)
              + ".",
          false);
      lost = 0;
    }
  }

  /** For how long delivery has been failing, in nanoseconds; 0 where it works. */
  long nanos() {
    return on ? Math.max(1, clock.getAsLong() - begin) : 0;
  }
}
