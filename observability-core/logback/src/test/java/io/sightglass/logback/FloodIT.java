// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightglass.testkit.JavaProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Row 25: more lines than the reader of a pipe takes. */
class FloodIT {

  private static final int LINES = 100_000;
  private static final int LINES_A_MILLI = Boolean.getBoolean("sightglass.full") ? 4 : 20;

  @TempDir Path folder;

  @Test
  void what_is_written_and_what_is_counted_as_dropped_is_what_was_logged() throws Exception {
    Path pipe = folder.resolve("pipe.log");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    CompletableFuture<List<JsonNode>> reader = CompletableFuture.supplyAsync(() -> read(pipe));
    try (JavaProcess program =
        JavaProcess.of(LogPrograms.Floods.class)
            .env("LOG_FILE_PATH", pipe.toString())
            .env("SIGHTGLASS_LOGS_CONSOLE", "false")
            .env("SIGHTGLASS_LOGS_ERRORS_FILE", "false")
            .env("SIGHTGLASS_LOGS_REPEATS", "0")
            .env("LOG_LEVEL", "debug")
            .args(String.valueOf(LINES))
            .start()) {
      assertThat(program.awaitExit(Duration.ofSeconds(180))).isZero();
      List<JsonNode> lines = reader.get(60, TimeUnit.SECONDS);
      long took = number(program, "took ");
      long offered = number(program, "offered ");
      long written = number(program, "written ");
      long errors = number(program, "dropped error ");
      long warnings = number(program, "dropped warn ");
      long info = number(program, "dropped info ");
      long debug = number(program, "dropped debug ");
      long read = lines.stream().filter(line -> is(line, "floods.")).count();

      assertThat(offered).isEqualTo(LINES);
      assertThat(number(program, "queued ")).isZero();
      assertThat(written).isEqualTo(read);
      assertThat(written + errors + warnings + info + debug).isEqualTo(LINES);
      assertThat(errors).isZero();
      assertThat(info + debug).isPositive();
      assertThat(lines.stream().filter(line -> says(line, "SG-4301")).count()).isPositive();
      System.out.printf(
          "row 25: %,d lines in %d ms to a reader of %,d lines a second: %,d written, dropped %,d"
              + " info, %,d debug, %,d warn, %,d error; p99.9 of a call %,d µs%n",
          LINES,
          took,
          LINES_A_MILLI * 1_000,
          written,
          info,
          debug,
          warnings,
          errors,
          number(program, "p999 "));
    }
  }

  private static boolean is(JsonNode line, String logger) {
    return line.get("logger").stringValue().startsWith(logger);
  }

  private static boolean says(JsonNode line, String code) {
    return line.get("msg").stringValue().startsWith(code);
  }

  private static List<JsonNode> read(Path pipe) {
    List<JsonNode> lines = new ArrayList<>();
    try (BufferedReader reader = Files.newBufferedReader(pipe)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(Lines.parse(line));
        if (lines.size() % LINES_A_MILLI == 0) {
          LockSupport.parkNanos(1_000_000);
        }
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return lines;
  }

  private static long number(JavaProcess program, String name) {
    return program.errorLines().stream()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> Long.parseLong(line.substring(name.length()).strip()))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + program.errorLines()));
  }
}
