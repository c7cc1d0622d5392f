// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import io.sightglass.Observability;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Uses up the file descriptors of its process before it logs to a file. */
final class Descriptors {

  static final int LINES = 100;

  private Descriptors() {}

  /**
   * Runs it.
   *
   * @param args what is in the place of the folder of its log, and the file that tells it to let go
   */
  public static void main(String[] args) throws Exception {
    // Everything that will be needed is loaded first.
    Observability obs = Observability.fromEnvironment("descriptors");
    obs.installLogging();
    Logger logger = LoggerFactory.getLogger("descriptors");
    logger.info("first");
    LogPrograms.pipeline().await(Duration.ofSeconds(10));
    Path blocker = Path.of(args[0]);
    Path release = Path.of(args[1]);
    Deque<FileInputStream> held = new ArrayDeque<>();
    try {
      while (held.size() < 10_000) {
        held.push(new FileInputStream("/dev/null"));
      }
    } catch (IOException none) {
      // From here on the file could be made, if there were a descriptor for it.
      Files.delete(blocker);
    }
    while (!String.valueOf(failure()).contains("Too many open files")) {
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
    for (int i = 0; i < LINES; i++) {
      logger.info("line {}", i);
    }
    logger.warn("starved: {}", failure());
    while (!Files.exists(release)) {
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
    for (FileInputStream stream : held) {
      stream.close();
    }
    long begin = System.nanoTime();
    while (LogPrograms.pipeline().ledger().queued(Ledger.FILE) > 0
        && System.nanoTime() - begin < Duration.ofSeconds(10).toNanos()) {
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
    obs.close();
  }

  private static @Nullable Throwable failure() {
    return LogPrograms.pipeline().pipes()[1].failure();
  }
}
