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

  /**
   * Flushes what was written, for example to a log file, after everything else was flushed; what it
   * says is part of the report SG-0900. That line itself comes after it, through the same backend,
   * which therefore closes by {@link #closeLast}.
   *
   * @param name what is flushed, as the report calls it: {@code logs}
   */
  void flushOnStop(String name, Flush flush);

  /** A last flush. */
  @FunctionalInterface
  interface Flush {

    /**
     * Writes what waits, and returns when that is done.
     *
     * @param within how long there is; after that it is left behind
     * @return how much was written and lost since the app started
     * @throws Exception if it fails; reported, not thrown on
     */
    Flushed flush(Duration within) throws Exception;
  }

  /**
   * What became of what was to be written, since the app started.
   *
   * @param written how much was written
   * @param lost how much was given up
   */
  record Flushed(long written, long lost) {}

  /** Closes {@code resource} after everything else, for the port that answers while stopping. */
  void closeLast(String name, AutoCloseable resource);

  /** How long the app has been up. */
  Duration uptime();
}
