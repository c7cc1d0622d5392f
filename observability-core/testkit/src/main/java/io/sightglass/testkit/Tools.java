// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.testkit;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.opentest4j.TestAbortedException;

/** Programs that a test needs and that are not Java: found on the PATH, or the test is skipped. */
public final class Tools {

  /** Set to {@code true} where every tool is installed: a missing one then fails the test. */
  public static final String REQUIRE_TOOLS = "SIGHTGLASS_REQUIRE_TOOLS";

  /** How the reason of each skip begins, so that a build can count them. */
  public static final String SKIPPED = "[tool missing]";

  private Tools() {}

  /** Where the program is, if it is on the PATH. */
  public static Optional<Path> find(String program) {
    return find(program, Objects.requireNonNullElse(System.getenv("PATH"), ""));
  }

  /**
   * Where the program is.
   *
   * @throws TestAbortedException if it is not on the PATH, which skips the test
   * @throws AssertionError instead, where {@value #REQUIRE_TOOLS} is {@code true}
   */
  public static Path require(String program) {
    return require(
        program,
        Objects.requireNonNullElse(System.getenv("PATH"), ""),
        Boolean.parseBoolean(System.getenv(REQUIRE_TOOLS)));
  }

  static Path require(String program, String path, boolean mustExist) {
    Optional<Path> found = find(program, path);
    if (found.isPresent()) {
      return found.get();
    }
    String reason =
        SKIPPED
            + " '"
            + program
            + "' is not on the PATH; on Debian: apt-get install "
            + ofDebian(program);
    if (mustExist) {
      throw new AssertionError(reason + " (" + REQUIRE_TOOLS + " is true)");
    }
    throw new TestAbortedException(reason);
  }

  // Exporters are packages of their own, and so is Alertmanager.
  private static String ofDebian(String program) {
    if (program.equals("amtool")) {
      return "prometheus-alertmanager";
    }
    return program.startsWith("prometheus-") || program.equals("jq") ? program : "prometheus";
  }

  static Optional<Path> find(String program, String path) {
    for (String folder : path.split(File.pathSeparator, -1)) {
      if (!folder.isEmpty()) {
        Path candidate = Path.of(folder, program);
        if (Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
          return Optional.of(candidate);
        }
      }
    }
    return Optional.empty();
  }
}
