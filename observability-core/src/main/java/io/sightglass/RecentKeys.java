// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The keys given lately: at most {@value #MAX_KEYS}, each for ten minutes after it was last given.
 * Thread-safe; of several threads with one key one is the first.
 */
final class RecentKeys {

  /** How many keys are known at most. */
  static final int MAX_KEYS = 10_000;

  /** A longer key is known by its digest. */
  static final int MAX_LENGTH = 200;

  private static final long KEPT_NANOS = Duration.ofMinutes(10).toNanos();

  // From the one given longest ago to the latest, with when.
  private final Map<String, Long> given = new LinkedHashMap<>();
  private final LongSupplier clock;

  RecentKeys(LongSupplier clock) {
    this.clock = clock;
  }

  /** Whether the key was not known; it is from here on. */
  boolean add(String key) {
    String kept = key.length() > MAX_LENGTH ? digest(key) : key;
    synchronized (given) {
      long now = clock.getAsLong();
      // Removed first, so that it comes last.
      Long before = given.remove(kept);
      if (before == null) {
        makeRoom(now);
      }
      given.put(kept, now);
      return before == null || now - before >= KEPT_NANOS;
    }
  }

  private void makeRoom(long now) {
    Iterator<Long> times = given.values().iterator();
    while (times.hasNext()) {
      boolean isOld = now - times.next() >= KEPT_NANOS;
      if (!isOld && given.size() < MAX_KEYS) {
        return;
      }
      times.remove();
    }
  }

  int size() {
    synchronized (given) {
      return given.size();
    }
  }

  private static String digest(String key) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException impossible) {
      // Every JDK has it.
      throw new IllegalStateException(impossible);
    }
  }
}
