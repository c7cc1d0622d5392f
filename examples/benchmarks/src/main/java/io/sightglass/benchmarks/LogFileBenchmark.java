// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/**
 * End to end: one thread logs 5,000 lines as fast as it can and waits until the last of them is in
 * the file; none may be lost. The figure is for one line; its inverse is lines per second.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LogFileBenchmark {

  /** Ours, with redaction, as an app has it. */
  @Benchmark
  @OperationsPerInvocation(LogFiles.LINES)
  public void fileSightglass(LogFiles.Ours files) {
    files.round();
  }

  /** logstash-logback-encoder behind Logback's AsyncAppender, which is told to drop nothing. */
  @Benchmark
  @OperationsPerInvocation(LogFiles.LINES)
  public void fileLogstash(LogFiles.Logstash files) {
    files.round();
  }

  /** Log4j 2's JSON template layout behind its async appender. */
  @Benchmark
  @OperationsPerInvocation(LogFiles.LINES)
  public void fileLog4j(LogFiles.Log4j files) {
    files.round();
  }
}
