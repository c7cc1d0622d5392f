// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Prometheus' own checker of expositions and files, the program {@code promtool} on the PATH. */
public final class Promtool {

  private Promtool() {}

  /**
   * What it says, and whether that was good.
   *
   * @param exitCode 0 good, 1 unreadable, 3 readable with findings
   * @param lines standard output and error
   */
  public record Verdict(int exitCode, List<String> lines) {}

  /**
   * Runs {@code promtool check metrics}, which reads the classic text format alone.
   *
   * @throws org.opentest4j.TestAbortedException if the program is not there, which skips the test
   */
  public static Verdict checkMetrics(String exposition) {
    return run(exposition, "check", "metrics");
  }

  /** Runs it with those arguments, with nothing to read. */
  public static Verdict run(List<String> arguments) {
    return run("", arguments.toArray(String[]::new));
  }

  private static Verdict run(String input, String... arguments) {
    Path program = Tools.require("promtool");
    try {
      Path file = Files.createTempFile("sightglass-promtool-", ".txt");
      try {
        Files.writeString(file, input);
        String[] command = new String[arguments.length + 1];
        command[0] = program.toString();
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        Process process =
            new ProcessBuilder(command)
                .redirectInput(file.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Verdict(process.waitFor(), output.lines().toList());
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
