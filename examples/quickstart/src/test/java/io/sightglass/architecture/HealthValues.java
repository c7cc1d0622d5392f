// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.architecture;

import java.time.Instant;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;

/** What the methods of health take and no other method does. */
final class HealthValues {

  private HealthValues() {}

  /** Values at the edge of what can be made. */
  static Object[] hostile() {
    return new Object[] {
      Instant.MIN,
      Instant.MAX,
      Instant.EPOCH,
      pool(true),
      pool(false),
      SSLSocketFactory.getDefault()
    };
  }

  private static ThreadPoolExecutor pool(boolean stopped) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
    if (stopped) {
      pool.shutdown();
    }
    return pool;
  }
}
