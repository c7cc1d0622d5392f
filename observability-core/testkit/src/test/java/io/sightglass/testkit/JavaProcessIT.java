// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class JavaProcessIT {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** Says who it is and waits, or leaves with a code. */
  static final class App {
    public static void main(String[] args) throws InterruptedException {
      System.out.println("greeting " + System.getenv("GREETING"));
      System.out.println("property " + System.getProperty("test.property"));
      System.err.println("argument " + args[0]);
      if (args[0].equals("leave")) {
        System.exit(7);
      }
      Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("bye")));
      System.out.println("waiting");
      new CountDownLatch(1).await();
    }
  }

  private static JavaProcess app(String argument) {
    return JavaProcess.of(App.class)
        .env("GREETING", "grüß")
        .jvm("-Dtest.property=set", "-Dstdout.encoding=UTF-8", "-Dfile.encoding=UTF-8")
        .args(argument)
        .folder(Path.of("").toAbsolutePath())
        .start();
  }

  @Test
  void environmentPropertiesArgumentsAndExitCodeArePassed() {
    try (JavaProcess process = app("leave")) {
      assertThat(process.awaitExit(LIMIT)).isEqualTo(7);
      assertThat(process.lines()).contains("greeting grüß", "property set");
      assertThat(process.errorLines()).contains("argument leave");
      assertThat(process.isAlive()).isFalse();
      assertThatIllegalStateException().isThrownBy(process::pause);
    }
  }

  @Test
  void terminatingRunsShutdownHooksAndKillingDoesNot() {
    try (JavaProcess process = app("wait")) {
      process.awaitLine("waiting"::equals, LIMIT);
      process.terminate();
      assertThat(process.awaitExit(LIMIT)).isEqualTo(143);
      assertThat(process.lines()).endsWith("bye");
    }
    try (JavaProcess process = app("wait")) {
      process.awaitLine("waiting"::equals, LIMIT);
      process.interrupt();
      assertThat(process.awaitExit(LIMIT)).isEqualTo(130);
      assertThat(process.lines()).endsWith("bye");
    }
    try (JavaProcess process = app("wait")) {
      process.awaitErrorLine(line -> line.endsWith("wait"), LIMIT);
      process.awaitLine("waiting"::equals, LIMIT);
      process.kill();
      assertThat(process.awaitExit(LIMIT)).isEqualTo(137);
      assertThat(process.lines()).endsWith("waiting");
    }
  }

  @Test
  void aPausedProcessDoesNotEndBeforeItIsResumed() {
    try (JavaProcess process = app("wait")) {
      process.awaitLine("waiting"::equals, LIMIT);
      process.pause();
      process.terminate();
      assertThatThrownBy(() -> process.awaitExit(Duration.ofMillis(300)))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("still runs")
          .hasMessageContaining("waiting");
      process.resume();
      assertThat(process.awaitExit(LIMIT)).isEqualTo(143);
    }
  }

  @Test
  void aLineThatNeverComesFailsWithWhatCame() {
    try (JavaProcess process = app("wait")) {
      process.awaitLine("waiting"::equals, LIMIT);
      assertThatThrownBy(() -> process.awaitLine("never"::equals, Duration.ofMillis(50)))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("greeting grüß");
    }
  }
}
