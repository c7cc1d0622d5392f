// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/**
 * A line of JSON: a fresh event to bytes, without and with an exception, and a call of the logger
 * up to the last byte in a stream that counts and forgets.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LogBenchmark {

  /** Ours. */
  @Benchmark
  public Object plainSightglass(LogContestants all) {
    return all.plain(all.sightglass);
  }

  /** Ours without redaction. */
  @Benchmark
  public Object plainUnredacted(LogContestants all) {
    return all.plain(all.sightglassUnredacted);
  }

  /** logstash-logback-encoder as it comes. */
  @Benchmark
  public Object plainLogstash(LogContestants all) {
    return all.plain(all.logstash);
  }

  /** Logback's own JsonEncoder. */
  @Benchmark
  public Object plainLogback(LogContestants all) {
    return all.plain(all.logbackJson);
  }

  /** Elastic's encoder, which leaves the three fields of the call out. */
  @Benchmark
  public Object plainEcs(LogContestants all) {
    return all.plain(all.ecs);
  }

  /** Log4j 2's JSON template layout. */
  @Benchmark
  public Object plainLog4j(LogContestants all, Log4jContestant log4j) {
    return log4j.encode(null);
  }

  /** Ours. */
  @Benchmark
  public Object exceptionSightglass(LogContestants all) {
    return all.exception(all.sightglass);
  }

  /** Ours without redaction. */
  @Benchmark
  public Object exceptionUnredacted(LogContestants all) {
    return all.exception(all.sightglassUnredacted);
  }

  /** logstash-logback-encoder as it comes. */
  @Benchmark
  public Object exceptionLogstash(LogContestants all) {
    return all.exception(all.logstash);
  }

  /** Logback's own JsonEncoder. */
  @Benchmark
  public Object exceptionLogback(LogContestants all) {
    return all.exception(all.logbackJson);
  }

  /** Elastic's encoder, which leaves the three fields of the call out. */
  @Benchmark
  public Object exceptionEcs(LogContestants all) {
    return all.exception(all.ecs);
  }

  /** Log4j 2's JSON template layout. */
  @Benchmark
  public Object exceptionLog4j(LogContestants all, Log4jContestant log4j) {
    return log4j.encode(all.failure());
  }

  /** Ours. */
  @Benchmark
  public void callSightglass(LogContestants all) {
    all.call(all.toSightglass);
  }

  /** Ours without redaction. */
  @Benchmark
  public void callUnredacted(LogContestants all) {
    all.call(all.toSightglassUnredacted);
  }

  /** logstash-logback-encoder as it comes. */
  @Benchmark
  public void callLogstash(LogContestants all) {
    all.call(all.toLogstash);
  }

  /** Logback's own JsonEncoder. */
  @Benchmark
  public void callLogback(LogContestants all) {
    all.call(all.toLogbackJson);
  }

  /** Elastic's encoder, which leaves the three fields of the call out. */
  @Benchmark
  public void callEcs(LogContestants all) {
    all.call(all.toEcs);
  }

  /** Log4j 2's JSON template layout, by Log4j's own API. */
  @Benchmark
  public void callLog4j(LogContestants all, Log4jContestant log4j) {
    log4j.call();
  }
}
