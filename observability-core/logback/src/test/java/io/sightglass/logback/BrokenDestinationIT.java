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
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Row 26: destinations that break while a program logs, and what it and its lines make of it. */
class BrokenDestinationIT {

  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir Path folder;

  private Path disk;
  private boolean mounted;

  @BeforeEach
  void mount() throws Exception {
    disk = Files.createDirectory(folder.resolve("disk"));
    mounted = run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString());
  }

  @AfterEach
  void unmount() throws Exception {
    if (mounted) {
      assertThat(run("umount", "-l", disk.toString())).isTrue();
    }
  }

  /** Where nobody may mount, {@code /dev/full} is as full, and stays so. */
  @Test
  void a_disk_that_is_full_costs_lines_and_no_time_and_leaves_no_half_line() throws Exception {
    Path file = mounted ? disk.resolve("app.log") : Path.of("/dev/full");
    Path filler = disk.resolve("filler");
    if (mounted) {
      Files.write(filler, new byte[900 * 1024]);
    }
    try (JavaProcess program = steady().env("LOG_FILE_PATH", file.toString()).start()) {
      program.awaitLine(line -> line.contains("SG-4002"), LONG);
      measureWhileBroken(program);
      if (mounted) {
        recovers(program, () -> Files.deleteIfExists(filler));
      }
      stop(program);
      report(program, "a full disk" + (mounted ? "" : " (/dev/full)"));
      if (mounted) {
        everyLineIsWhole(file, program);
      } else {
        assertThat(number(program, "file-written ")).isZero();
      }
    }
  }

  @Test
  void a_disk_that_is_read_only_is_written_when_it_no_longer_is() throws Exception {
    if (!mounted) {
      // Only root may mount one; what a folder without the right to write does is shown below.
      return;
    }
    assertThat(run("mount", "-o", "remount,ro", disk.toString())).isTrue();
    Path file = disk.resolve("logs/app.log");
    try (JavaProcess program = steady().env("LOG_FILE_PATH", file.toString()).start()) {
      program.awaitLine(line -> line.contains("SG-4002"), LONG);
      recovers(program, () -> run("mount", "-o", "remount,rw,size=64m", disk.toString()));
      stop(program);
      report(program, "a read-only disk");
      everyLineIsWhole(file, program);
    }
  }

  @Test
  void a_folder_that_cannot_be_made_or_written_is_used_when_it_can() throws Exception {
    Path blocker = Files.writeString(folder.resolve("logs"), "a file in its place");
    Path file = blocker.resolve("deep/app.log");
    try (JavaProcess program = steady().env("LOG_FILE_PATH", file.toString()).start()) {
      program.awaitLine(line -> line.contains("SG-4002"), LONG);
      measureWhileBroken(program);
      recovers(program, () -> Files.deleteIfExists(blocker));
      stop(program);
      report(program, "a folder that cannot be made");
      everyLineIsWhole(file, program);
    }
  }

  @Test
  void a_folder_without_the_right_to_write_is_used_when_there_is_one() throws Exception {
    // To root every right is given; then this shows that nothing is lost.
    Path logs = Files.createDirectory(folder.resolve("closed"));
    Files.setPosixFilePermissions(logs, PosixFilePermissions.fromString("r-x------"));
    Path file = logs.resolve("app.log");
    boolean root = Files.isWritable(logs);
    try (JavaProcess program = steady().env("LOG_FILE_PATH", file.toString()).start()) {
      if (!root) {
        program.awaitLine(line -> line.contains("SG-4002"), LONG);
        recovers(
            program,
            () ->
                Files.setPosixFilePermissions(logs, PosixFilePermissions.fromString("rwx------")));
      }
      await().atMost(LONG).until(() -> Files.exists(file) && Files.size(file) > 0);
      stop(program);
      report(program, "a folder without the right to write" + (root ? ", as root" : ""));
      everyLineIsWhole(file, program);
    }
  }

  @Test
  void a_file_or_a_folder_that_is_deleted_is_made_again() throws Exception {
    Path file = folder.resolve("kept/app.log");
    try (JavaProcess program = steady().env("LOG_FILE_PATH", file.toString()).start()) {
      await().atMost(LONG).until(() -> Files.exists(file));
      Files.delete(file);
      await().atMost(Duration.ofSeconds(5)).until(() -> Files.exists(file));
      Files.deleteIfExists(file);
      Files.deleteIfExists(file.resolveSibling("app-errors.log"));
      assertThat(run("rm", "-rf", file.getParent().toString())).isTrue();
      await().atMost(Duration.ofSeconds(5)).until(() -> Files.exists(file));
      stop(program);
      report(program, "a deleted file and a deleted folder");
      Files.readAllLines(file).forEach(Lines::parse);
    }
  }

  @Test
  void a_process_without_a_file_descriptor_left_writes_when_it_has_one() throws Exception {
    Path blocker = Files.writeString(folder.resolve("logs"), "a file in its place");
    Path file = blocker.resolve("app.log");
    Path script = script("ulimit -n 256\nexec \"" + java() + "\" \"$@\"");
    Path release = folder.resolve("release");
    try (JavaProcess program =
        JavaProcess.of(Descriptors.class)
            .java(script)
            .env("LOG_FILE_PATH", file.toString())
            .env("SIGHTGLASS_LOGS_ERRORS_FILE", "false")
            .args(blocker.toString(), release.toString())
            .start()) {
      program.awaitLine(line -> line.contains("starved"), LONG);
      Files.writeString(release, "now");
      program.awaitLine(line -> line.contains("SG-4303"), Duration.ofSeconds(10));
      assertThat(program.awaitExit(LONG)).isZero();
      List<String> lines = Files.readAllLines(file);
      assertThat(lines.stream().map(Lines::parse))
          .filteredOn(line -> line.get("msg").stringValue().startsWith("line "))
          .hasSize(Descriptors.LINES);
      System.out.printf(
          "row 26: no file descriptor left: %d lines waited and were written%n", Descriptors.LINES);
    }
  }

  @Test
  void a_reader_of_standard_output_that_stands_still_costs_its_lines_alone() throws Exception {
    Path out = folder.resolve("out");
    Path pid = folder.resolve("pid");
    Path script =
        script("\"" + java() + "\" \"$@\" | sh -c 'echo $$ > " + pid + "; exec cat > " + out + "'");
    Path file = folder.resolve("app.log");
    try (JavaProcess program =
        steady().java(script).env("LOG_FILE_PATH", file.toString()).start()) {
      await().atMost(LONG).until(() -> Files.exists(out) && Files.size(out) > 0);
      String reader = Files.readString(pid, StandardCharsets.UTF_8).strip();
      assertThat(run("kill", "-STOP", reader)).isTrue();
      try {
        // Its own file tells that the console is blocked: the lost lines are said there no more.
        await().atMost(LONG).until(() -> lines(file) > 30_000);
        measureWhileBroken(program);
      } finally {
        assertThat(run("kill", "-CONT", reader)).isTrue();
      }
      stop(program);
      report(program, "standard output that nobody reads");
      assertThat(number(program, "file-dropped ")).isZero();
      assertThat(number(program, "file-written ")).isEqualTo(number(program, "file-offered "));
      assertThat(number(program, "console-dropped ")).isPositive();
      List<String> printed = Files.readAllLines(out);
      printed.forEach(Lines::parse);
      assertThat(printed.stream().filter(line -> line.contains("SG-4301"))).isNotEmpty();
    }
  }

  private JavaProcess.Builder steady() {
    return JavaProcess.of(Steady.class)
        .env("SIGHTGLASS_LOGS_REPEATS", "0")
        .args(folder.resolve("stop").toString(), folder.resolve("measure").toString());
  }

  /** Lets it measure once the queue is full, for some ten thousand calls. */
  private void measureWhileBroken(JavaProcess program) throws IOException {
    Files.writeString(folder.resolve("measure"), "now");
    long begin = System.nanoTime();
    await().atMost(LONG).until(() -> System.nanoTime() - begin > Duration.ofSeconds(2).toNanos());
    assertThat(program.isAlive()).isTrue();
  }

  private void recovers(JavaProcess program, Callable<?> repair) throws Exception {
    repair.call();
    long begin = System.nanoTime();
    program.awaitLine(line -> line.contains("SG-4303"), Duration.ofSeconds(5));
    System.out.printf(
        "row 26: written again %,d ms after the repair%n", (System.nanoTime() - begin) / 1_000_000);
  }

  private void stop(JavaProcess program) throws IOException {
    Files.writeString(folder.resolve("stop"), "now");
    assertThat(program.awaitExit(Duration.ofSeconds(60))).isZero();
  }

  private static void report(JavaProcess program, String what) {
    for (String to : Ledger.DESTINATIONS) {
      assertThat(
              number(program, to + "-written ")
                  + number(program, to + "-dropped ")
                  + number(program, to + "-queued "))
          .as(to)
          .isEqualTo(number(program, to + "-offered "));
    }
    System.out.printf(
        "row 26: %s: of %,d lines %,d in the file, %,d dropped, %,d queued at the end; p99 of a"
            + " call while broken %,d µs%n",
        what,
        number(program, "file-offered "),
        number(program, "file-written "),
        number(program, "file-dropped "),
        number(program, "file-queued "),
        number(program, "p99 "));
  }

  /** Each line can be read, and there are as many as were counted, and notices. */
  private static void everyLineIsWhole(Path file, JavaProcess program) throws IOException {
    String text = Files.readString(file, StandardCharsets.UTF_8);
    assertThat(text).endsWith("\n");
    List<String> lines = text.lines().toList();
    lines.forEach(Lines::parse);
    long notices =
        lines.stream().filter(line -> line.contains("SG-4301") || line.contains("SG-4302")).count();
    // What is logged after the numbers were printed comes on top.
    assertThat((long) lines.size() - notices)
        .isBetween(number(program, "file-written "), number(program, "file-written ") + 5);
  }

  private static long lines(Path file) throws IOException {
    return Files.exists(file) ? Files.readAllLines(file).size() : 0;
  }

  private Path script(String body) throws IOException {
    Path script = Files.writeString(folder.resolve("java.sh"), "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    return script;
  }

  private static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  private static boolean run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getInputStream().readAllBytes();
    return process.waitFor() == 0;
  }

  private static long number(JavaProcess program, String name) {
    return program.errorLines().stream()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> Long.parseLong(line.substring(name.length()).strip()))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + program.errorLines()));
  }
}
