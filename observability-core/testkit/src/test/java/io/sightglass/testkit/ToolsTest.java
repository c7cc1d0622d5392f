// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

class ToolsTest {

  @TempDir Path folder;

  @Test
  void aProgramIsFoundOnThePathOnlyIfItCanBeRun() throws IOException {
    Files.writeString(folder.resolve("plain"), "text");
    Path program = Files.writeString(folder.resolve("program"), "#!/bin/sh\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    String path = "/nowhere" + File.pathSeparator + File.pathSeparator + folder;
    assertThat(Tools.find("program", path)).contains(program);
    assertThat(Tools.find("plain", path)).isEmpty();
    assertThat(Tools.require("program", path, true)).isEqualTo(program);
  }

  @Test
  void aMissingProgramSkipsOrFailsWithARecognisableReason() {
    assertThatExceptionOfType(TestAbortedException.class)
        .isThrownBy(() -> Tools.require("nosuch", "/nowhere", false))
        .withMessageStartingWith(Tools.SKIPPED)
        .withMessageContaining("'nosuch'");
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> Tools.require("nosuch", "/nowhere", true))
        .withMessageContaining(Tools.REQUIRE_TOOLS);
  }
}
