// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.context.ContextStorageProvider;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where contexts are not OpenTelemetry's own, as under an agent, ours do not come between. */
class ForeignContextIT {

  @Test
  void an_activity_is_in_contexts_of_the_kind_that_is_there(@TempDir Path folder) throws Exception {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(
        services.resolve(ContextStorageProvider.class.getName()), ForeignContexts.class.getName());
    Path out = folder.resolve("out.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                folder + File.pathSeparator + classPath(),
                ForeignContexts.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(Files.readString(out, StandardCharsets.UTF_8))
        .contains("plain contexts: false")
        .contains("inside: activity, span, request r-1, tenant acme, a number in the tally")
        .contains("after: nothing")
        .contains("contexts of another kind: 0");
  }

  /** Without OpenTelemetry's testing part, whose own storage comes before all others. */
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(entry -> !entry.contains("opentelemetry-sdk-testing"))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
