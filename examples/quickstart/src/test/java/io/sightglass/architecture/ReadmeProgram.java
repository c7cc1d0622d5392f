// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightglass.testkit.JavaProcess;
import io.sightglass.testkit.Ports;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The program of README.md, compiled from the page and run as a process. Of the page only the two
 * ports differ, since a test must not depend on their being free.
 */
final class ReadmeProgram {

  static final int APP_PORT_ON_PAGE = 8080;
  static final int OPS_PORT_ON_PAGE = 9091;

  private static final Pattern JAVA = block("java");
  private static final Pattern CONSOLE = block("console");

  private final Path folder;
  private final String classPath;
  private final int appPort = Ports.free();
  private final int opsPort = Ports.free();

  private ReadmeProgram(Path folder, List<Path> jars) {
    this.folder = folder;
    this.classPath = String.join(File.pathSeparator, jars.stream().map(Path::toString).toList());
  }

  /** Compiles it into {@code folder}, with those jars and nothing else. */
  static ReadmeProgram compile(Path folder, List<Path> jars) throws IOException {
    ReadmeProgram program = new ReadmeProgram(folder, jars);
    Path source = folder.resolve("Billing.java");
    Files.writeString(source, program.withFreePorts(source()));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter problems = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<String> options = List.of("-cp", program.classPath, "-d", folder.toString());
      var units = files.getJavaFileObjects(source);
      boolean good = compiler.getTask(problems, files, null, options, null, units).call();
      assertThat(good).as("%s", problems).isTrue();
    }
    return program;
  }

  /** What Maven puts on the run-time class path of an app that declares http and health. */
  static List<Path> publishedJars() throws IOException {
    Set<Path> jars = new LinkedHashSet<>();
    for (String module : List.of("observability-http", "observability-health")) {
      Path target = Repository.ROOT.resolve(module).resolve("target");
      try (Stream<Path> built = Files.list(target)) {
        built
            .filter(
                file ->
                    file.getFileName().toString().matches(module + "-[0-9][^-]*(-SNAPSHOT)?\\.jar"))
            .forEach(jars::add);
      }
      for (String entry :
          Repository.read(target.resolve("class-path")).strip().split(File.pathSeparator)) {
        jars.add(Path.of(entry));
      }
    }
    assertThat(jars).allSatisfy(jar -> assertThat(jar).isRegularFile());
    return List.copyOf(jars);
  }

  /** The program as printed. */
  static String source() {
    return only(JAVA);
  }

  /** What the page says it prints and answers, line by line. */
  List<String> console() {
    return new ArrayList<>(withFreePorts(only(CONSOLE)).lines().toList());
  }

  /** The process, yet to be started. */
  JavaProcess.Builder process() {
    return JavaProcess.of("Billing")
        .classPath(folder + File.pathSeparator + classPath)
        .folder(folder)
        .jvm("-Dfile.encoding=UTF-8", "-Dstderr.encoding=UTF-8")
        .env("METRICS_PORT", Integer.toString(opsPort));
  }

  /** An address of the app itself. */
  String app(String path) {
    return "http://127.0.0.1:" + appPort + path;
  }

  /** An address of its operational port. */
  String ops(String path) {
    return "http://127.0.0.1:" + opsPort + path;
  }

  private String withFreePorts(String text) {
    return text.replaceAll("\\b" + APP_PORT_ON_PAGE + "\\b", Integer.toString(appPort))
        .replaceAll("\\b" + OPS_PORT_ON_PAGE + "\\b", Integer.toString(opsPort));
  }

  private static String only(Pattern block) {
    Matcher matcher = block.matcher(Repository.read(Repository.ROOT.resolve("README.md")));
    assertThat(matcher.find()).as("a block %s in README.md", block).isTrue();
    return matcher.group(1);
  }

  private static Pattern block(String language) {
    return Pattern.compile("^```" + language + "\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
  }
}
