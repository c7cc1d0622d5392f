// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs the benchmarks with JMH's own arguments, bytes per call always counted, and writes the
 * comparison with the targets to {@code target/benchmarks.md}.
 */
public final class Benchmarks {

  private static final String[] FORKS = {
    "-Xmx1g", "-Dlogback.configurationFile=benchmarks-logback.xml"
  };

  private Benchmarks() {}

  /**
   * Takes what JMH takes, for example {@code HttpBenchmark -f 1 -wi 3 -i 5}; {@code startup} alone
   * measures whole processes instead, {@code stopping} what a stop costs while the collector fails.
   */
  public static void main(String[] args) throws Exception {
    if (args.length == 1 && args[0].equals("startup")) {
      StartupReport.run();
      return;
    }
    if (args.length == 1 && args[0].equals("stopping")) {
      StoppingReport.run();
      return;
    }
    CommandLineOptions given = new CommandLineOptions(args);
    if (given.shouldHelp()) {
      given.showHelp();
      return;
    }
    Collection<RunResult> results = new Runner(options(given)).run();
    Path page = Path.of("target", "benchmarks.md");
    Files.createDirectories(page.getParent());
    Files.writeString(page, Report.of(results));
    System.out.println("\n" + page.toAbsolutePath());
  }

  private static Options options(CommandLineOptions given) {
    OptionsBuilder options = new OptionsBuilder();
    return options
        .parent(given)
        .addProfiler(GCProfiler.class)
        .jvmArgsPrepend(FORKS)
        .shouldFailOnError(true)
        .build();
  }
}
