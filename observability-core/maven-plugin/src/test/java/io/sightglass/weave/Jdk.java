// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.weave;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A JDK of this machine. */
record Jdk(int version, Path home) {

  Path java() {
    return home.resolve("bin/java");
  }

  @Override
  public String toString() {
    return "JDK " + version;
  }

  /** Those of these versions that are here; the others are said to be missing. */
  static Stream<Jdk> find(int... versions) {
    List<Jdk> all = all();
    List<Jdk> found = new ArrayList<>();
    for (int version : versions) {
      Optional<Jdk> jdk = all.stream().filter(each -> each.version == version).findFirst();
      jdk.ifPresentOrElse(
          found::add, () -> System.out.println("JDK " + version + " not found: not tried"));
    }
    return found.stream();
  }

  // The one that runs the test, what CI names, and where Debian has them.
  private static List<Jdk> all() {
    Stream<String> named =
        Stream.of("17", "25")
            .flatMap(version -> Stream.of("X64", "ARM64").map(cpu -> version + "_" + cpu))
            .map(name -> System.getenv("JAVA_HOME_" + name))
            .filter(Objects::nonNull);
    Stream<Path> homes =
        Stream.concat(
            Stream.concat(Stream.of(System.getProperty("java.home")), named).map(Path::of),
            Stream.of(Path.of("/usr/lib/jvm")).flatMap(Jdk::folders));
    return homes.map(Jdk::of).filter(Objects::nonNull).toList();
  }

  private static Stream<Path> folders(Path folder) {
    String[] names = folder.toFile().list();
    return names == null ? Stream.empty() : Arrays.stream(names).sorted().map(folder::resolve);
  }

  private static @Nullable Jdk of(Path home) {
    if (!Files.isExecutable(home.resolve("bin/javac")) || !Files.exists(home.resolve("release"))) {
      return null;
    }
    try (Stream<String> lines = Files.lines(home.resolve("release"))) {
      return lines
          .filter(line -> line.startsWith("JAVA_VERSION="))
          .map(line -> line.replaceAll("\\D+(\\d+).*", "$1"))
          .map(version -> new Jdk(Integer.parseInt(version), home))
          .findFirst()
          .orElse(null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
