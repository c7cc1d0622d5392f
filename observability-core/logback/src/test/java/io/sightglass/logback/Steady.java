// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import io.sightglass.Observability;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs until it is told to stop, and says what calls cost and what became of the lines. */
final class Steady {

  private static final int KEPT = 200_000;

  private Steady() {}

  /**
   * Runs it.
   *
   * @param args the file that tells it to stop, the file that tells it to measure from now on
   */
  public static void main(String[] args) throws Exception {
    Observability obs = Observability.fromEnvironment("steady");
    obs.installLogging();
    Logger logger = LoggerFactory.getLogger("steady");
    Path stop = Path.of(args[0]);
    Path measure = Path.of(args[1]);
    long[] took = new long[KEPT];
    int measured = 0;
    boolean measuring = false;
    long sent = 0;
    while (!Files.exists(stop)) {
      measuring = measuring || Files.exists(measure);
      for (int i = 0; i < 100; i++) {
        long begin = System.nanoTime();
        if (i == 0) {
          logger.error("line {}", sent++);
        } else {
          logger.info("line {}", sent++);
        }
        if (measuring && measured < KEPT) {
          took[measured++] = System.nanoTime() - begin;
        }
      }
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    LogPrograms.pipeline().await(Duration.ofSeconds(20));
    Arrays.sort(took, 0, measured);
    err.println("sent " + sent);
    err.println("p99 " + (measured == 0 ? 0 : took[(int) (measured * 0.99)] / 1_000));
    Ledger ledger = LogPrograms.pipeline().ledger();
    for (int to = 0; to < Ledger.DESTINATIONS.size(); to++) {
      String name = Ledger.DESTINATIONS.get(to);
      err.println(name + "-offered " + ledger.offered(to));
      err.println(name + "-written " + ledger.written(to));
      err.println(name + "-dropped " + ledger.account(to).dropped());
      err.println(name + "-queued " + ledger.queued(to));
    }
    obs.close();
  }
}
