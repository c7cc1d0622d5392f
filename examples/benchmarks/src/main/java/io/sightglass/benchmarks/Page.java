// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.benchmarks;

import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A page of so many lines, the same for all. */
@State(Scope.Benchmark)
public abstract class Page {

  static final String[] NAMES = {"service", "code", "zone"};
  static final double[] BOUNDS = {.005, .01, .025, .05, .075, .1, .25, .5, 1, 2.5, 5, 10};
  static final int LINES_OF_A_HISTOGRAM = BOUNDS.length + 3;

  /** Lines of the page. */
  @Param({"1000", "10000", "100000"})
  public int lines;

  /** Records each series. */
  @Setup
  public void fill() {
    for (int i = 0; i < lines / 2; i++) {
      count(labels(i), i + 1);
    }
    for (int i = 0; i < lines / 2 / LINES_OF_A_HISTOGRAM; i++) {
      for (int k = 0; k < 20; k++) {
        record(labels(i), k * 0.6);
      }
    }
  }

  /** Sets a counter. */
  abstract void count(String[] labels, double value);

  /** Records into a histogram. */
  abstract void record(String[] labels, double value);

  /** Stops it. */
  @TearDown
  public void stop() {}

  private static String[] labels(int i) {
    return new String[] {"service-" + i % 10, Integer.toString(i / 10 % 50), "zone-" + i / 500};
  }
}
