// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.weave;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A Maven with a local repository of its own below {@code target}, in which what this build made is
 * installed. Everything else comes from the local repository of this build, or from where it came.
 */
final class ConsumerMaven {

  private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();

  private final Path target;
  private final Path repository;
  private final String version = System.getProperty("sightglass.version");

  ConsumerMaven(Path target) {
    this.target = target;
    this.repository = target.resolve("consumer-repository");
  }

  /** Installs the artifacts of this build. */
  void offer() throws IOException {
    install("sightglass-parent", ROOT.resolve("pom.xml"), "pom");
    install("observability-bom", ROOT.resolve("observability-core/bom/pom.xml"), "pom");
    install("observability-core", ROOT.resolve("observability-core/pom.xml"), "pom");
    install("observability-core", jar(ROOT.resolve("observability-core/target"), "core"), "jar");
    Path monitoring = ROOT.resolve("observability-core/monitoring");
    install("observability-monitoring", monitoring.resolve("pom.xml"), "pom");
    install("observability-monitoring", jar(monitoring.resolve("target"), "monitoring"), "jar");
    install("observability-maven-plugin", Path.of("pom.xml"), "pom");
    install("observability-maven-plugin", jar(target, "maven-plugin"), "jar");
  }

  private Path jar(Path folder, String name) {
    return folder.resolve("observability-" + name + "-" + version + ".jar");
  }

  private void install(String artifact, Path file, String extension) throws IOException {
    Path folder = repository.resolve("io/sightglass").resolve(artifact).resolve(version);
    Files.createDirectories(folder);
    Files.copy(
        file,
        folder.resolve(artifact + "-" + version + "." + extension),
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** The weaver as an agent. */
  Path agent() {
    return target.resolve("observability-maven-plugin-" + version + "-agent.jar");
  }

  /** What core brings along, and core. */
  String classPath() {
    return classPath("observability-core", "core");
  }

  /** What the monitoring satellite brings along, and itself. */
  String monitoringClassPath() {
    return classPath("observability-core/monitoring", "monitoring");
  }

  private String classPath(String module, String name) {
    Path made = ROOT.resolve(module).resolve("target");
    try {
      return jar(made, name)
          + File.pathSeparator
          + Files.readString(made.resolve("class-path")).strip();
    } catch (IOException missing) {
      throw new AssertionError(name + " was not packaged", missing);
    }
  }

  /** A copy of a project of {@code src/test} below {@code target}. */
  Path copy(String name, String as) throws IOException {
    Path from = Path.of("src/test", name);
    Path project = target.resolve(as);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path to = project.resolve(from.relativize(file).toString());
        Files.createDirectories(to.getParent());
        Files.deleteIfExists(to);
        Files.copy(file, to);
      }
    }
    return project;
  }

  /** Runs goals; the lines it printed. */
  List<String> run(Path project, Jdk jdk, String... goals) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("maven.home"), "bin", "mvn").toString());
    command.addAll(List.of("-B", "-ntp", "-Dstyle.color=never"));
    command.add("-Dmaven.repo.local=" + repository);
    command.add("-Dsightglass.version=" + version);
    command.add("-Ddownloads=" + Path.of(System.getProperty("local.repository")).toUri());
    command.add("-Djava.release=" + jdk.version());
    command.addAll(List.of(goals));
    Path log = project.resolve("maven.log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(project.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("JAVA_HOME", jdk.home().toString());
    Process maven = builder.start();
    try {
      assertThat(maven.waitFor(5, TimeUnit.MINUTES)).as("ended").isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    } finally {
      maven.destroyForcibly();
    }
    List<String> lines = Files.readAllLines(log);
    assertThat(maven.exitValue()).as(() -> String.join("\n", lines)).isZero();
    return lines;
  }
}
