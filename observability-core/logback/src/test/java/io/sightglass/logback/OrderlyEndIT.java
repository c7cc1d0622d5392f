// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sightglass.testkit.JavaProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Row 13: the ways a JVM ends, and the lines that are in the file afterwards. */
class OrderlyEndIT {

  private static final boolean FULL = Boolean.getBoolean("sightglass.full");
  private static final int RUNS = FULL ? 100 : 2;
  private static final int LINES = 5_000;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "exit, true", "return, true", "uncaught, true",
    "exit, false", "return, false", "uncaught, false"
  })
  void no_line_is_lost_in_an_orderly_end(String how, boolean withApp) throws IOException {
    for (int run = 0; run < RUNS; run++) {
      Path file = folder.resolve(run + ".log");
      try (JavaProcess program = start(how, withApp, file)) {
        assertThat(program.awaitExit(Duration.ofSeconds(60)))
            .isEqualTo(how.equals("uncaught") ? 1 : 0);
        assertThat(messages(Files.readAllLines(file)))
            .hasSize(LINES)
            .allSatisfy(line -> assertThat(line).startsWith("line "));
        assertThat(messages(program.lines())).hasSize(LINES);
      }
    }
    System.out.printf(
        "row 13: %s, %s: %d runs of %,d lines to a file and to standard output, 0 lost%n",
        how, withApp ? "with an app" : "base.xml alone", RUNS, LINES);
  }

  @ParameterizedTest
  @CsvSource({"halt", "kill"})
  void a_line_is_whole_or_not_there_where_nothing_could_be_done(String how) throws IOException {
    long lost = 0;
    for (int run = 0; run < RUNS; run++) {
      Path file = folder.resolve(run + ".log");
      try (JavaProcess program = start(how.equals("kill") ? "wait" : how, true, file)) {
        if (how.equals("kill")) {
          await()
              .atMost(Duration.ofSeconds(60))
              .until(() -> Files.exists(folder.resolve(run(file) + ".log.note")));
          program.kill();
        }
        program.awaitExit(Duration.ofSeconds(60));
      }
      String text = Files.readString(file, StandardCharsets.UTF_8);
      List<String> whole = text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
      lost += LINES - messages(whole).size();
    }
    System.out.printf(
        "row 13: %s: %d runs of %,d lines, %,d that were queued are lost, 0 torn lines%n",
        how, RUNS, LINES, lost);
    assertThat(lost).isLessThanOrEqualTo((long) RUNS * LINES);
  }

  private static String run(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.indexOf('.'));
  }

  private JavaProcess start(String how, boolean withApp, Path file) throws IOException {
    Path config = folder.resolve("logback.xml");
    Files.writeString(
        config,
        "<configuration><include resource=\"io/sightglass/logback/base.xml\"/></configuration>");
    return JavaProcess.of(LogPrograms.Ends.class)
        .jvm("-Dwith.app=" + withApp, withApp ? "-Dx=y" : "-Dlogback.configurationFile=" + config)
        .env("LOG_FILE_PATH", file.toString())
        .args(how, String.valueOf(LINES), file + ".note")
        .start();
  }

  /** The messages of the program's own lines; each line must be JSON. */
  private static List<String> messages(List<String> lines) {
    return lines.stream()
        .map(Lines::parse)
        .filter(line -> line.get("logger").stringValue().equals("ends"))
        .map(line -> line.get("msg").stringValue())
        .toList();
  }
}
