// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A program that runs beside the test: its output as lines, and signals by its id. */
final class Child implements AutoCloseable {

  private static final int KEPT_LINES = 20_000;

  private final String name;
  private final Process process;
  private final Shelf.Guard guard = new Shelf.Guard();
  private final Shelf<String> out = new Shelf<>(guard, KEPT_LINES);
  private final Shelf<String> err = new Shelf<>(guard, KEPT_LINES);
  private final Thread outReader;
  private final Thread errReader;

  Child(String name, ProcessBuilder builder) {
    this.name = name;
    try {
      process = builder.start();
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    outReader = reader(process.inputReader(StandardCharsets.UTF_8), out, "out");
    errReader = reader(process.errorReader(StandardCharsets.UTF_8), err, "err");
  }

  private Thread reader(BufferedReader lines, Shelf<String> shelf, String stream) {
    Thread thread =
        new Thread(
            () -> {
              try (lines) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                  shelf.add(line);
                }
              } catch (IOException e) {
                // The process was killed while it wrote: there are no more lines.
                shelf.add("[" + stream + " ended: " + e.getMessage() + "]");
              }
            },
            "sightglass-testkit-" + name + "-" + stream);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  List<String> out() {
    return out.all();
  }

  List<String> err() {
    return err.all();
  }

  String awaitOut(Predicate<? super String> wanted, Duration timeout) {
    return out.await(wanted, timeout, () -> "a line of " + this + "\n" + tail());
  }

  String awaitErr(Predicate<? super String> wanted, Duration timeout) {
    return err.await(wanted, timeout, () -> "an error line of " + this + "\n" + tail());
  }

  /** SIGTERM on Unix. By the handle: {@link Process#destroy} would close the streams as well. */
  void terminate() {
    process.toHandle().destroy();
  }

  /** SIGKILL on Unix. */
  void kill() {
    process.toHandle().destroyForcibly();
  }

  /** Sends any signal, by the id of this process alone. */
  void signal(String signal) {
    if (!process.isAlive()) {
      throw new IllegalStateException(this + " has ended");
    }
    try {
      int exit =
          new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
      if (exit != 0) {
        throw new IllegalStateException("kill -" + signal + " " + process.pid() + ": " + exit);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** The exit code, with every line read. */
  int awaitExit(Duration timeout) {
    try {
      if (!process.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new AssertionError(
            this + " still runs after " + timeout.toMillis() + " ms\n" + tail());
      }
      outReader.join(TimeUnit.SECONDS.toMillis(5));
      errReader.join(TimeUnit.SECONDS.toMillis(5));
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for " + this, e);
    }
  }

  /** The last lines, for a failure's message. */
  String tail() {
    return "stdout: " + last(out()) + "\nstderr: " + last(err());
  }

  private static String last(List<String> lines) {
    return String.join("\n  ", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
  }

  @Override
  public void close() {
    kill();
    awaitExit(Duration.ofSeconds(10));
  }

  @Override
  public String toString() {
    return name + " (pid " + process.pid() + ")";
  }
}
