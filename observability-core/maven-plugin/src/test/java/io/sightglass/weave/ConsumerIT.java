// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.weave;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightglass.testkit.JavaProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A project of a user, with Kotlin and Lombok, built through the real plugin by a Maven of its own
 * and run, woven and under the agent.
 */
class ConsumerIT {

  private static final Path TARGET = Path.of("target").toAbsolutePath();
  private static final Duration MINUTES = Duration.ofMinutes(5);
  private static final ConsumerMaven MAVEN = new ConsumerMaven(TARGET);

  @BeforeAll
  static void offerWhatWasBuilt() throws IOException {
    MAVEN.offer();
  }

  static Stream<Jdk> jdks() {
    return Jdk.find(17, 25);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("jdks")
  void a_project_is_woven_by_its_build_and_by_the_agent(Jdk jdk) throws IOException {
    Path project = MAVEN.copy("consumer", "consumer-" + jdk.version());
    List<String> plain =
        MAVEN.run(project, jdk, "clean", "process-classes", "-Dsightglass.weave.skip");
    assertThat(plain).anyMatch(line -> line.contains("weaving is skipped"));
    assertThat(counts(run(project, jdk))).isEmpty();
    assertThat(counts(run(project, jdk, "-javaagent:" + MAVEN.agent()))).containsAll(expected());

    List<String> clean = MAVEN.run(project, jdk, "clean", "process-classes");
    assertThat(clean).anyMatch(line -> line.endsWith("wove 4 methods"));
    assertThat(counts(run(project, jdk))).containsAll(expected());
    assertThat(counts(run(project, jdk, "-javaagent:" + MAVEN.agent()))).containsAll(expected());

    change(project.resolve("src/main/java/consumer/Order.java"));
    List<String> again = MAVEN.run(project, jdk, "process-classes");
    assertThat(again).anyMatch(line -> line.contains("wove consumer/Order: 2 methods"));
    assertThat(counts(run(project, jdk))).containsAll(expected());
    List<String> unchanged = MAVEN.run(project, jdk, "process-classes");
    // Kotlin's plugin compiles each time.
    assertThat(unchanged).anyMatch(line -> line.endsWith("wove 1 method, 4 were woven before"));
    assertThat(Files.readAllLines(project.resolve("target/classes/" + FolderWeaver.INDEX)))
        .hasSize(5)
        .contains("consumer.Main#place(Lconsumer/Main$Plan;J)Ljava/lang/String;");
    assertThat(classFileVersion(project)).isEqualTo(44 + jdk.version());
  }

  private static List<String> expected() {
    return List.of(
        "order_later_duration_seconds_count{outcome=\"success\"} 3",
        "order_place_duration_seconds_count{outcome=\"success\",plan=\"paid\"} 3",
        "order_placed_total{plan=\"paid\"} 3.0",
        "order_print_duration_seconds_count{outcome=\"success\"} 3",
        "order_send_duration_seconds_count{outcome=\"success\"} 3");
  }

  private static List<String> counts(List<String> lines) {
    return lines.stream()
        .filter(line -> line.startsWith("order_"))
        .filter(line -> line.contains("_count{") || line.contains("_total{"))
        .toList();
  }

  private static List<String> run(Path project, Jdk jdk, String... jvm) {
    try (JavaProcess app =
        JavaProcess.of("consumer.Main")
            .java(jdk.java())
            .jvm(jvm)
            .classPath(project.resolve("target/classes") + File.pathSeparator + MAVEN.classPath())
            .start()) {
      assertThat(app.awaitExit(MINUTES)).as(() -> app.errorLines().toString()).isZero();
      return app.lines();
    }
  }

  private static void change(Path source) throws IOException {
    String text = Files.readString(source);
    String more = "  @Instrumented(\"order.resend\")\n  void resend() {\n    send();\n  }\n}\n";
    Files.writeString(source, text.stripTrailing().replaceAll("}$", "\n") + more);
  }

  private static int classFileVersion(Path project) throws IOException {
    return Files.readAllBytes(project.resolve("target/classes/consumer/Main.class"))[7];
  }
}
