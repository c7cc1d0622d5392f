// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program that builds without Maven run. */
class WeaveFoldersTest {

  @TempDir Path folder;

  @Test
  void it_weaves_the_folder_and_lists_what_it_wove() throws Exception {
    byte[] before = WovenLoader.bytes(Shapes.Static.class);
    Path file = folder.resolve(Shapes.Static.class.getName().replace('.', '/') + ".class");
    Files.createDirectories(file.getParent());
    Files.write(file, before);

    WeaveFolders.main(new String[] {folder.toString()});

    byte[] woven = Files.readAllBytes(file);
    assertThat(woven).isNotEqualTo(before);
    assertThat(Files.readAllLines(folder.resolve(FolderWeaver.INDEX)))
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).startsWith(Shapes.Static.class.getName() + "#"));

    WeaveFolders.main(new String[] {folder.toString()});
    assertThat(Files.readAllBytes(file)).isEqualTo(woven);
  }

  @Test
  void it_refuses_what_is_no_folder() {
    assertThatThrownBy(() -> WeaveFolders.main(new String[0])).hasMessageContaining("no folder");
    assertThatThrownBy(() -> WeaveFolders.main(new String[] {folder + "/none"}))
        .hasMessageEndingWith("/none is no folder of class files");
  }
}
