// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the compiler does not check about the sources of the published jars. */
class SourceRulesTest {

  private static final String HEADER =
      "// SPDX-License-Identifier: Apache-2.0\n// Copyright The Sightglass authors\n";
  private static final int MAX_FILE = 400;
  private static final int MAX_METHOD = 60;

  private final List<SourceFile> files = SourceFile.parse(Repository.publishedSources());

  @Test
  void everything_public_has_a_doc_comment() {
    List<String> missing =
        files.stream()
            .flatMap(
                file ->
                    file.undocumented().stream()
                        .map(what -> Repository.shortName(file.path()) + ": " + what))
            .toList();
    assertThat(missing).as("public or protected, without a doc comment").isEmpty();
  }

  @Test
  void every_package_has_a_null_marked_package_info() {
    Set<Path> folders = new TreeSet<>();
    Repository.publishedSources().forEach(file -> folders.add(file.getParent()));
    assertThat(folders).isNotEmpty();
    assertThat(folders)
        .filteredOn(folder -> !isNullMarked(folder.resolve("package-info.java")))
        .extracting(Repository::shortName)
        .isEmpty();
  }

  private static boolean isNullMarked(Path info) {
    if (!Files.exists(info)) {
      return false;
    }
    String text = Repository.read(info);
    return text.contains("@NullMarked") && text.contains("/**");
  }

  @Test
  void every_java_file_begins_with_the_licence_header() {
    assertThat(Repository.javaSources()).isNotEmpty();
    assertThat(Repository.javaSources())
        .filteredOn(file -> !Repository.read(file).startsWith(HEADER))
        .extracting(Repository::shortName)
        .isEmpty();
  }

  @Test
  void no_file_is_longer_than_400_lines() {
    assertThat(files)
        .filteredOn(file -> file.lines() > MAX_FILE)
        .extracting(file -> Repository.shortName(file.path()) + ": " + file.lines())
        .isEmpty();
  }

  @Test
  void no_method_is_longer_than_60_lines() {
    List<String> tooLong =
        methods().stream()
            .filter(method -> method.lines() > MAX_METHOD)
            .map(method -> method.name() + ": " + method.lines())
            .toList();
    assertThat(tooLong).isEmpty();
  }

  @Test
  void the_checks_find_what_they_look_for(@TempDir Path folder) throws Exception {
    String body = "    int a = 0;\n".repeat(MAX_METHOD);
    Path file = folder.resolve("Sample.java");
    Files.writeString(
        file,
        """
        /** Documented. */
        public class Sample {
          public static final int BARE = 1;
          /** Documented. */
          protected Sample() {}
          public void bare() {
        %s  }
          @Override public String toString() { return ""; }
          void hidden() {}
          public interface Inner { void alsoBare(); }
          enum Hidden { A; public void notReachable() {} }
        }
        """
            .formatted(body));
    SourceFile parsed = SourceFile.parse(List.of(file)).get(0);
    assertThat(parsed.undocumented())
        .containsExactly(
            "field Sample#BARE", "method Sample#bare", "type Inner", "method Inner#alsoBare");
    assertThat(parsed.methods())
        .filteredOn(method -> method.lines() > MAX_METHOD)
        .extracting(SourceFile.Method::name)
        .containsExactly("Sample#bare");
  }

  @Test
  void lengths_are_reported() {
    long[] fileLines = files.stream().mapToLong(SourceFile::lines).sorted().toArray();
    long[] methodLines = methods().stream().mapToLong(SourceFile.Method::lines).sorted().toArray();
    System.out.printf(
        "main sources: %d files, lines p50 %d p90 %d max %d; %d methods, lines p50 %d p90 %d max"
            + " %d%n",
        fileLines.length,
        at(fileLines, 50),
        at(fileLines, 90),
        at(fileLines, 100),
        methodLines.length,
        at(methodLines, 50),
        at(methodLines, 90),
        at(methodLines, 100));
    assertThat(fileLines).isNotEmpty();
  }

  private List<SourceFile.Method> methods() {
    return files.stream().flatMap(file -> file.methods().stream()).collect(Collectors.toList());
  }

  private static long at(long[] sorted, int percent) {
    return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
  }
}
