// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.health;

import com.sun.management.OperatingSystemMXBean;
import io.sightglass.health.HealthResult.Cause;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;

/** Checks of memory. */
final class MemoryChecks {

  private MemoryChecks() {}

  static double checked(double share) {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("share of memory: above 0 and at most 1, was " + share);
    }
    return share;
  }

  static HealthCheck heapAfterCollection(double maxShare) {
    return () -> result(usedAfterCollection(), Runtime.getRuntime().maxMemory(), maxShare);
  }

  static HealthCheck system(double maxShare) {
    return () -> {
      OperatingSystemMXBean system =
          ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
      long total = system.getTotalMemorySize();
      return result(total - system.getFreeMemorySize(), total, maxShare);
    };
  }

  private static HealthResult result(long used, long max, double maxShare) {
    return used <= max * maxShare
        ? HealthResult.healthy()
        : HealthResult.unhealthy(Cause.LOW_MEMORY, used + " of " + max + " bytes in use");
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
