// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import io.sightglass.Observability;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs from many virtual threads, and from as many tasks on platform threads, for comparison. */
final class VirtualThreads {

  private static final Logger LOG = LoggerFactory.getLogger("virtual");

  private VirtualThreads() {}

  /**
   * Runs it.
   *
   * @param args how many, and the file for the recording
   */
  public static void main(String[] args) throws Exception {
    int count = Integer.parseInt(args[0]);
    Observability obs = Observability.fromEnvironment("virtual");
    obs.installLogging();
    LOG.info("warm");
    // Logback loads what names a virtual thread with its first line, and loading a class pins.
    run(virtualThreads(), 1);
    long platform = run(Executors.newFixedThreadPool(200), count);
    long virtual;
    Path recorded = Path.of(args[1]);
    try (Recording recording = new Recording()) {
      recording.enable("jdk.VirtualThreadPinned").withThreshold(Duration.ZERO).withStackTrace();
      recording.start();
      virtual = run(virtualThreads(), count);
      recording.dump(recorded);
    }
    System.err.println("platform " + platform);
    System.err.println("virtual " + virtual);
    System.err.println("pinned " + pinnedByUs(recorded));
    LogPrograms.pipeline().await(Duration.ofSeconds(60));
    Ledger ledger = LogPrograms.pipeline().ledger();
    System.err.println("offered " + ledger.offered(Ledger.FILE));
    System.err.println("written " + ledger.written(Ledger.FILE));
    System.err.println("dropped " + ledger.account(Ledger.FILE).dropped());
    System.err.println("errors " + ledger.account(Ledger.FILE).dropped(Levels.ERROR));
    Files.delete(recorded);
    obs.close();
  }

  /** By reflection: the tests are compiled for a JVM that does not have them. */
  private static ExecutorService virtualThreads() throws ReflectiveOperationException {
    return (ExecutorService)
        Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
  }

  private static long run(ExecutorService executor, int count) throws Exception {
    Object lock = new Object();
    List<Future<?>> tasks = new ArrayList<>(count);
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      tasks.add(executor.submit(task(i, lock)));
    }
    for (Future<?> task : tasks) {
      task.get();
    }
    long millis = (System.nanoTime() - start) / 1_000_000;
    executor.shutdown();
    return millis;
  }

  private static Callable<Object> task(int i, Object lock) {
    return () -> {
      if (i % 100 == 0) {
        LOG.error("error {}", i);
      } else if (i % 10 == 0) {
        synchronized (lock) {
          LOG.info("in a block {}", i);
        }
      } else {
        LOG.info("line {}", i);
      }
      return Map.of();
    };
  }

  private static long pinnedByUs(Path recorded) throws Exception {
    long pinned = 0;
    try (RecordingFile file = new RecordingFile(recorded)) {
      while (file.hasMoreEvents()) {
        RecordedEvent event = file.readEvent();
        if (event.getStackTrace() != null
            && event.getStackTrace().getFrames().stream()
                .map(frame -> frame.getMethod().getType().getName())
                .anyMatch(
                    type ->
                        type.startsWith("io.sightglass")
                            && !type.startsWith(VirtualThreads.class.getName()))) {
          pinned++;
        }
      }
    }
    return pinned;
  }
}
