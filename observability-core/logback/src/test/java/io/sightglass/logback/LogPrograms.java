// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import ch.qos.logback.classic.LoggerContext;
import io.sightglass.Observability;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Programs that log and end, each in its own way, for tests that start them as processes. */
final class LogPrograms {

  private LogPrograms() {}

  /** Logs so many lines and ends. */
  static final class Ends {

    private Ends() {}

    /**
     * Runs it.
     *
     * @param args how to end: exit, return, uncaught, halt or wait; how many lines; the file that
     *     the last number is noted in
     */
    public static void main(String[] args) throws Exception {
      if (Boolean.getBoolean("with.app")) {
        Observability obs = Observability.fromEnvironment("ends");
        obs.installLogging();
        obs.started();
      }
      Logger logger = LoggerFactory.getLogger("ends");
      int lines = Integer.parseInt(args[1]);
      for (int i = 0; i < lines; i++) {
        logger.info("line {} of some length, so that a buffer does not end with a line", i);
        if (i == lines / 2) {
          Files.writeString(Path.of(args[2]), "half");
        }
      }
      end(args[0]);
    }

    private static void end(String how) throws InterruptedException {
      switch (how) {
        case "exit" -> System.exit(0);
        case "uncaught" -> throw new IllegalStateException("nobody catches this");
        case "halt" -> Runtime.getRuntime().halt(0);
        case "wait" -> Thread.currentThread().join();
        default -> {
          // Returns.
        }
      }
    }
  }

  /** Logs a burst, and says on standard error what became of it. */
  static final class Floods {

    private Floods() {}

    /**
     * Runs it.
     *
     * @param args how many lines
     */
    public static void main(String[] args) throws Exception {
      Observability obs = Observability.fromEnvironment("floods");
      obs.installLogging();
      int lines = Integer.parseInt(args[0]);
      int threads = 4;
      long[][] took = new long[threads][lines / threads];
      Thread[] all = new Thread[threads];
      long start = System.nanoTime();
      for (int t = 0; t < threads; t++) {
        long[] mine = took[t];
        Logger logger = LoggerFactory.getLogger("floods." + t);
        all[t] = new Thread(() -> burst(logger, mine));
        all[t].start();
      }
      for (Thread thread : all) {
        thread.join();
      }
      long nanos = System.nanoTime() - start;
      PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
      err.println("took " + nanos / 1_000_000);
      err.println("p999 " + percentile(took) / 1_000);
      Ledger ledger = pipeline().ledger();
      pipeline().await(Duration.ofSeconds(120));
      for (int level = 0; level < Levels.COUNT; level++) {
        err.println("dropped " + Levels.name(level) + " " + ledger.account(1).dropped(level));
      }
      err.println("offered " + ledger.offered(1));
      err.println("written " + ledger.written(1));
      err.println("queued " + ledger.queued(1));
      obs.close();
    }

    private static void burst(Logger logger, long[] took) {
      for (int i = 0; i < took.length; i++) {
        long begin = System.nanoTime();
        switch (i % 100) {
          case 0 -> logger.error("line {}", i);
          case 1, 2 -> logger.warn("line {}", i);
          case 3, 4, 5, 6 -> logger.debug("line {}", i);
          default -> logger.info("line {}", i);
        }
        took[i] = System.nanoTime() - begin;
      }
    }

    private static long percentile(long[][] took) {
      long[] all = Arrays.stream(took).flatMapToLong(Arrays::stream).sorted().toArray();
      return all[(int) (all.length * 0.999)];
    }
  }

  static Pipeline pipeline() {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    SightglassAppender appender =
        (SightglassAppender) context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("SIGHTGLASS");
    return Objects.requireNonNull(appender.pipeline());
  }
}
