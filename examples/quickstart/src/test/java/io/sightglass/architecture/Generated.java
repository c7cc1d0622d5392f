// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Files of the repository that are written from running code; checks them, or writes them anew. */
final class Generated {

  /** The switch that writes the files instead of checking them. */
  static final String WRITE = "sightglass.docs.write";

  private Generated() {}

  /** The command that writes what the tests of that class check. */
  static String command(Class<?> test) {
    return "mvn -pl examples/quickstart -am test -Dtest="
        + test.getSimpleName()
        + " -Dsurefire.failIfNoSpecifiedTests=false -D"
        + WRITE
        + "=true";
  }

  static void check(Path file, String content, Class<?> test) throws IOException {
    if (Boolean.getBoolean(WRITE)) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, content);
      return;
    }
    List<String> found = Files.exists(file) ? Files.readAllLines(file) : List.of();
    List<String> expected = content.lines().toList();
    int same = 0;
    while (same < Math.min(found.size(), expected.size())
        && found.get(same).equals(expected.get(same))) {
      same++;
    }
    // The first line that differs says enough; the whole file would fill the log.
    assertThat(found.subList(same, Math.min(same + 1, found.size())))
        .as(
            Repository.shortName(file)
                + " is not up to date from line "
                + (same + 1)
                + " on; write it anew with: "
                + command(test))
        .isEqualTo(expected.subList(same, Math.min(same + 1, expected.size())));
  }
}
