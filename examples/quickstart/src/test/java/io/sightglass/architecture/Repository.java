// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where things are in this repository. */
final class Repository {

  /** The root of the repository. */
  static final Path ROOT = root();

  /** The folders of the modules that are published as jars. */
  static final List<String> PUBLISHED =
      List.of(
          "observability-core",
          "observability-core/logback",
          "observability-core/testkit",
          "observability-http",
          "observability-business",
          "observability-health");

  private Repository() {}

  /** The main sources of the published jars. */
  static List<Path> publishedSources() {
    // The plugin's classes are on Maven's class path and never on an app's.
    return Stream.concat(PUBLISHED.stream(), Stream.of("observability-core/maven-plugin"))
        .flatMap(module -> javaFiles(ROOT.resolve(module).resolve("src/main/java")).stream())
        .toList();
  }

  /** Every Java file, of every module. */
  static List<Path> javaSources() {
    return Stream.of(
            "observability-core",
            "observability-http",
            "observability-business",
            "observability-health",
            "examples")
        .flatMap(folder -> javaFiles(ROOT.resolve(folder)).stream())
        .toList();
  }

  /** The path below the root, for messages. */
  static String shortName(Path file) {
    return ROOT.relativize(file).toString();
  }

  /** The text of a file. */
  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> javaFiles(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !ROOT.relativize(file).toString().contains("target/"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isRegularFile(folder.resolve("LICENSE"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException("not inside the repository: no LICENSE above this folder");
      }
    }
    return folder;
  }
}
