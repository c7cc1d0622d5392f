// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.testkit;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * A main class that runs in a JVM of its own, for what a test cannot do to itself: signals, exit
 * codes, settings from the environment.
 *
 * <pre>{@code
 * try (JavaProcess app = JavaProcess.of(Quickstart.class).env("PORT", "0").start()) {
 *   String line = app.awaitLine(l -> l.contains("SG-0001"), Duration.ofSeconds(20));
 *   app.terminate();
 *   assertThat(app.awaitExit(Duration.ofSeconds(10))).isEqualTo(143);
 * }
 * }</pre>
 *
 * <p>Thread-safe. The newest 20,000 lines of each stream are kept. Signals go to this process
 * alone, by its id.
 */
public final class JavaProcess implements AutoCloseable {

  private final Child child;

  private JavaProcess(Child child) {
    this.child = child;
  }

  /** A process of that class, with the test's own class path and JVM unless told otherwise. */
  public static Builder of(Class<?> mainClass) {
    return of(mainClass.getName());
  }

  /** A process of the class of that name. */
  public static Builder of(String mainClass) {
    return new Builder(mainClass);
  }

  /** Its id. */
  public long pid() {
    return child.pid();
  }

  /** Whether it runs. */
  public boolean isAlive() {
    return child.isAlive();
  }

  /** The newest lines of its standard output, the oldest first. */
  public List<String> lines() {
    return child.out();
  }

  /** The newest lines of its standard error, the oldest first. */
  public List<String> errorLines() {
    return child.err();
  }

  /**
   * Waits for a line on standard output, written already or yet to come.
   *
   * @throws AssertionError after the timeout, with the last lines of both streams
   */
  public String awaitLine(Predicate<? super String> wanted, Duration timeout) {
    return child.awaitOut(Objects.requireNonNull(wanted, "wanted"), timeout);
  }

  /** Waits for a line on standard error. */
  public String awaitErrorLine(Predicate<? super String> wanted, Duration timeout) {
    return child.awaitErr(Objects.requireNonNull(wanted, "wanted"), timeout);
  }

  /** Asks it to end: SIGTERM. */
  public void terminate() {
    child.terminate();
  }

  /** Asks it to end as Ctrl-C does: SIGINT. */
  public void interrupt() {
    child.signal("INT");
  }

  /** Ends it without asking: SIGKILL. */
  public void kill() {
    child.kill();
  }

  /** Holds it where it is: SIGSTOP. */
  public void pause() {
    child.signal("STOP");
  }

  /** Lets it go on after {@link #pause}: SIGCONT. */
  public void resume() {
    child.signal("CONT");
  }

  /**
   * Waits for its end.
   *
   * @return the exit code; 128 plus the signal's number where a signal ended it
   * @throws AssertionError if it still runs after the timeout
   */
  public int awaitExit(Duration timeout) {
    return child.awaitExit(timeout);
  }

  /** Kills it if it still runs. */
  @Override
  public void close() {
    child.close();
  }

  /** Collects what a {@link JavaProcess} needs. Not thread-safe. */
  public static final class Builder {

    private final String mainClass;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final List<String> jvmArguments = new ArrayList<>();
    private final List<String> arguments = new ArrayList<>();
    private String classPath = System.getProperty("java.class.path");
    private Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    private Path folder = Path.of("").toAbsolutePath();

    private Builder(String mainClass) {
      this.mainClass = Objects.requireNonNull(mainClass, "mainClass");
    }

    /** The class path; the test's own unless set. */
    public Builder classPath(String classPath) {
      this.classPath = Objects.requireNonNull(classPath, "classPath");
      return this;
    }

    /** The {@code java} to run; the test's own unless set. */
    public Builder java(Path java) {
      this.java = Objects.requireNonNull(java, "java");
      return this;
    }

    /** The working directory; the test's own unless set. */
    public Builder folder(Path folder) {
      this.folder = Objects.requireNonNull(folder, "folder");
      return this;
    }

    /** Sets an environment variable; the others are the test's own. */
    public Builder env(String name, String value) {
      environment.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
      return this;
    }

    /** Adds arguments of the JVM, such as {@code -Xmx64m}. */
    public Builder jvm(String... more) {
      jvmArguments.addAll(List.of(more));
      return this;
    }

    /** Adds arguments of the program. */
    public Builder args(String... more) {
      arguments.addAll(List.of(more));
      return this;
    }

    /**
     * Starts it.
     *
     * @throws java.io.UncheckedIOException if it cannot be started
     */
    public JavaProcess start() {
      List<String> command = new ArrayList<>();
      command.add(java.toString());
      command.addAll(jvmArguments);
      command.add("-cp");
      command.add(classPath);
      command.add(mainClass);
      command.addAll(arguments);
      ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
      // Said to the tests and not to programs, which would warn of a setting they do not know.
      builder.environment().remove(Tools.REQUIRE_TOOLS);
      builder.environment().putAll(environment);
      return new JavaProcess(
          new Child(mainClass.substring(mainClass.lastIndexOf('.') + 1), builder));
    }
  }
}
