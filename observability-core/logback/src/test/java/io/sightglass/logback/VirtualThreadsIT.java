// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.sightglass.testkit.JavaProcess;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Row 29: virtual threads that log, on two carriers. */
class VirtualThreadsIT {

  private static final int COUNT = Boolean.getBoolean("sightglass.full") ? 100_000 : 20_000;

  @TempDir Path folder;

  @Test
  void no_virtual_thread_is_pinned_by_a_line() {
    assumeThat(Runtime.version().feature()).isGreaterThanOrEqualTo(21);
    try (JavaProcess program =
        JavaProcess.of(VirtualThreads.class)
            .jvm(
                "-Djdk.virtualThreadScheduler.parallelism=2",
                "-Djdk.virtualThreadScheduler.maxPoolSize=2")
            .env("LOG_FILE_PATH", folder.resolve("app.log").toString())
            .env("SIGHTGLASS_LOGS_CONSOLE", "false")
            .env("SIGHTGLASS_LOGS_REPEATS", "0")
            .args(String.valueOf(COUNT), folder.resolve("pinned.jfr").toString())
            .start()) {
      assertThat(program.awaitExit(Duration.ofSeconds(180))).isZero();

      assertThat(number(program, "offered ")).isEqualTo(2L * COUNT + 2);
      assertThat(number(program, "written ") + number(program, "dropped "))
          .isEqualTo(2L * COUNT + 2);
      assertThat(number(program, "pinned ")).isZero();
      System.out.printf(
          "row 29: %,d virtual threads on 2 carriers in %,d ms, as many tasks on 200 platform"
              + " threads in %,d ms; 0 pinned by us; %,d lines dropped, %,d of them errors%n",
          COUNT,
          number(program, "virtual "),
          number(program, "platform "),
          number(program, "dropped "),
          number(program, "errors "));
    }
  }

  private static long number(JavaProcess program, String name) {
    return program.errorLines().stream()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> Long.parseLong(line.substring(name.length()).strip()))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + program.errorLines()));
  }
}
