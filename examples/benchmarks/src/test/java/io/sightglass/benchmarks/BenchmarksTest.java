// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs each benchmark once, so that none is broken when somebody wants its figure. */
class BenchmarksTest {

  private static final List<Class<?>> CLASSES =
      List.of(
          MeterBenchmark.class,
          HttpBenchmark.class,
          ScrapeBenchmark.class,
          SpanBenchmark.class,
          EventBenchmark.class,
          LogBenchmark.class,
          LogFileBenchmark.class,
          AiBenchmark.class,
          AnnotatedBenchmark.class);

  @Test
  void everyBenchmarkRunsOnce() throws Exception {
    Options once =
        new OptionsBuilder()
            .include("io\\.sightglass\\.benchmarks\\.")
            .mode(Mode.SingleShotTime)
            .forks(0)
            .warmupIterations(0)
            .measurementIterations(1)
            .param("lines", "1000")
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .build();

    Collection<RunResult> results = new Runner(once).run();

    assertThat(Measured.all(results).keySet()).containsExactlyInAnyOrderElementsOf(declared());
    assertThat(results)
        .allSatisfy(row -> assertThat(row.getPrimaryResult().getScore()).isPositive());
  }

  @Test
  void everyTargetNamesBenchmarksThatExist() {
    List<String> declared = declared();

    for (Target target : Target.all()) {
      List<String> named = new ArrayList<>(List.of(target.ours()));
      if (target.base() != null) {
        named.add(target.base());
      }
      target.rivals().forEach(rival -> named.add(rival.name()));
      assertThat(named)
          .allSatisfy(
              name -> assertThat(declared).contains(name.replaceAll("lines=.*", "lines=1000")));
    }
  }

  private static List<String> declared() {
    List<String> names = new ArrayList<>();
    for (Class<?> type : CLASSES) {
      for (Method method : type.getMethods()) {
        if (method.isAnnotationPresent(Benchmark.class)) {
          String lines = type == ScrapeBenchmark.class ? " lines=1000" : "";
          names.add(type.getSimpleName() + "." + method.getName() + lines);
        }
      }
    }
    return names;
  }
}
