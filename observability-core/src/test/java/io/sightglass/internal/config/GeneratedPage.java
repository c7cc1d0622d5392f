// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page of docs/ that is written from data; writes it, or checks that it is up to date. */
final class GeneratedPage {

  /** The switch that writes the pages instead of checking them. */
  static final String WRITE = "sightglass.docs.write";

  static final String COMMAND =
      "mvn -pl observability-core -am test -Dtest=DocsTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -D"
          + WRITE
          + "=true";

  private GeneratedPage() {}

  static void check(Path page, String content, boolean write) throws IOException {
    if (write) {
      Files.createDirectories(page.getParent());
      Files.writeString(page, content);
      return;
    }
    assertThat(Files.exists(page) ? Files.readString(page) : "")
        .as(page.getFileName() + " is not up to date; write it anew with: " + COMMAND)
        .isEqualTo(content);
  }

  static Path docs() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve("docs"))) {
      folder = folder.getParent();
      assertThat(folder).as("a folder above with docs/ in it").isNotNull();
    }
    return folder.resolve("docs");
  }
}
