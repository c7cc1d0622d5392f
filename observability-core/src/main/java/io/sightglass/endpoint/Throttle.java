// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.endpoint;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Failures of each address within the current second. Holds at most a thousand addresses; the rest
 * share one count. Thread-safe.
 */
final class Throttle {

  static final int FAILURES = 5;
  private static final int MAX_PEERS = 1_000;
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final String OTHERS = "";

  private static final class Window {
    private final long startNanos;
    private int failures;

    Window(long startNanos) {
      this.startNanos = startNanos;
    }
  }

  private final LongSupplier clock;
  private final Map<String, Window> windows = new HashMap<>();

  Throttle(LongSupplier clock) {
    this.clock = clock;
  }

  synchronized boolean allows(String peer) {
    if (windows.isEmpty()) {
      return true;
    }
    Window window = windows.get(key(peer));
    return window == null || isOver(window) || window.failures < FAILURES;
  }

  synchronized void failed(String peer) {
    String key = key(peer);
    Window window = windows.get(key);
    if (window == null || isOver(window)) {
      window = new Window(clock.getAsLong());
      windows.put(key, window);
    }
    window.failures++;
  }

  private String key(String peer) {
    if (windows.containsKey(peer) || windows.size() < MAX_PEERS) {
      return peer;
    }
    windows.values().removeIf(this::isOver);
    return windows.size() < MAX_PEERS ? peer : OTHERS;
  }

  private boolean isOver(Window window) {
    return clock.getAsLong() - window.startNanos >= SECOND;
  }
}
