// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * Where the app is between start and stop: one for each {@link Observability}. States only move
 * forward. Health reads it, HTTP adapters report what is in flight to it.
 *
 * <p>Thread-safe.
 */
public interface Lifecycle {

  /** The state, in the order they follow each other. */
  enum State {
    /** Before the app said it is ready. */
    STARTING,
    /** Taking work. */
    READY,
    /** No longer ready, still answering; ends what is in flight. */
    DRAINING,
    /** Closed. */
    STOPPED
  }

  /** The state now. */
  State state();

  /** Calls {@code listener} on each change, on the thread that makes it; must not block. */
  void onChange(Consumer<State> listener);

  /** A piece of work began; each call is followed by exactly one {@link #workEnded}. */
  void workBegan();

  /** A piece of work ended. */
  void workEnded();

  /** How much work is in flight. */
  long inFlight();

  /**
   * Closes {@code resource} when the app stops, after what was in flight has ended; the last
   * registered first. Failures are reported, not thrown.
   */
  void closeOnStop(String name, AutoCloseable resource);

  /** Closes {@code resource} after everything else, for the port that answers while stopping. */
  void closeLast(String name, AutoCloseable resource);

  /**
   * Flushes {@code pipeline} when the app stops, after everything that is closed and before the
   * last line, whose account it gives; a second one takes the place of the first.
   */
  void logsThrough(LogPipeline pipeline);

  /** How long the app has been up. */
  Duration uptime();
}
