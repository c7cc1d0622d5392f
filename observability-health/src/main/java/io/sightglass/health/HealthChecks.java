// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.health;

import io.sightglass.health.HealthResult.Cause;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Objects;
import javax.sql.DataSource;

/** Checks that most apps need. */
public final class HealthChecks {

  private HealthChecks() {}

  /**
   * A database: takes one connection and asks the driver whether it is valid. A full pool is waited
   * for by this one thread alone, so a check never adds more than one waiting request to it.
   */
  public static HealthCheck jdbc(DataSource dataSource) {
    Objects.requireNonNull(dataSource, "dataSource");
    return () -> {
      try (Connection connection = dataSource.getConnection()) {
        // JDBC counts in whole seconds; the deadline of the check is the shorter one.
        return connection.isValid(1)
            ? HealthResult.healthy()
            : HealthResult.unhealthy(Cause.FAILED, "the connection is not valid");
      }
    };
  }

  /**
   * Free space of the file store that holds {@code path}.
   *
   * @param minFreeBytes unhealthy below this; not negative
   * @throws IllegalArgumentException for a negative limit
   */
  public static HealthCheck diskSpace(Path path, long minFreeBytes) {
    Objects.requireNonNull(path, "path");
    if (minFreeBytes < 0) {
      throw new IllegalArgumentException("least free space: 0 bytes or more, was " + minFreeBytes);
    }
    return () -> {
      long free = Files.getFileStore(path).getUsableSpace();
      return free >= minFreeBytes
          ? HealthResult.healthy()
          : HealthResult.unhealthy(Cause.LOW_SPACE, free + " bytes free at " + path);
    };
  }

  /**
   * Heap in use after the last garbage collection, so that garbage does not count.
   *
   * @param maxShare unhealthy above this share of the largest heap; above 0, at most 1
   * @throws IllegalArgumentException for a share outside its range
   */
  public static HealthCheck memory(double maxShare) {
    if (!(maxShare > 0 && maxShare <= 1)) {
      throw new IllegalArgumentException(
          "share of the heap: above 0 and at most 1, was " + maxShare);
    }
    return () -> {
      long used = usedAfterCollection();
      long max = Runtime.getRuntime().maxMemory();
      return used <= max * maxShare
          ? HealthResult.healthy()
          : HealthResult.unhealthy(Cause.LOW_MEMORY, used + " of " + max + " bytes in use");
    };
  }

  /** Threads that wait for each other for ever, as the JVM finds them. */
  public static HealthCheck deadlock() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return () -> {
      // The JVM's own contract: null when there is none.
      long[] deadlocked = threads.findDeadlockedThreads();
      return deadlocked == null
          ? HealthResult.healthy()
          : HealthResult.unhealthy(Cause.DEADLOCK, deadlocked.length + " threads");
    };
  }

  private static long usedAfterCollection() {
    long used = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      MemoryUsage usage = pool.getType() == MemoryType.HEAP ? pool.getCollectionUsage() : null;
      used += usage == null ? 0 : usage.getUsed();
    }
    return used;
  }
}
