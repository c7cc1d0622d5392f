// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages for people hang together. */
class DocsTest {

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)[^)]*\\)");

  @Test
  void every_link_to_a_file_of_this_repository_leads_somewhere() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path page : pages()) {
      Matcher links = LINK.matcher(Repository.read(page));
      while (links.find()) {
        String target = links.group(1);
        if (!target.contains("://") && !Files.exists(page.resolveSibling(target))) {
          broken.add(Repository.shortName(page) + " -> " + target);
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void every_class_that_a_page_names_in_code_exists() throws IOException {
    List<String> sources =
        Repository.javaSources().stream()
            .map(file -> file.getFileName().toString().replace(".java", ""))
            .toList();
    Pattern ours =
        Pattern.compile(
            "\\b(Observability[A-Z]\\w*|Health[A-Z]\\w*|Jdk[A-Z]\\w*|Ops[A-Z]\\w*"
                + "|Http(?:Server|Client)[A-Z]\\w*|Observed\\w+|Logback[A-Z]\\w*|Meter[A-Z]\\w*)\\b");
    List<String> unknown = new ArrayList<>();
    for (Path page : pages()) {
      Matcher names = ours.matcher(Repository.read(page));
      while (names.find()) {
        Path alert = Repository.ROOT.resolve("docs/runbooks/" + names.group(1) + ".md");
        boolean known = sources.contains(names.group(1)) || Files.exists(alert);
        if (!known && !names.group(1).equals("MeterRegistry")) {
          unknown.add(Repository.shortName(page) + ": " + names.group(1));
        }
      }
    }
    assertThat(unknown).isEmpty();
  }

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>();
    pages.add(Repository.ROOT.resolve("README.md"));
    for (String folder : List.of("docs", ".github")) {
      try (Stream<Path> files = Files.list(Repository.ROOT.resolve(folder))) {
        files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
      }
    }
    return pages;
  }
}
