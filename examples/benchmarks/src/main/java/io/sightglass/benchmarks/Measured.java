// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.Statistics;

/**
 * One row of a run.
 *
 * @param name class and method, and {@code lines=…} where there are several
 * @param median nanoseconds per call
 * @param fastest nanoseconds per call, of the fastest iteration
 * @param bytes allocated per call
 */
record Measured(String name, double median, double fastest, double bytes) {

  private static final String BYTES = "gc.alloc.rate.norm";

  /** All rows by name, in the order of the run. */
  static Map<String, Measured> all(Collection<RunResult> results) {
    Map<String, Measured> rows = new LinkedHashMap<>();
    for (RunResult result : results) {
      Measured row = of(result);
      rows.put(row.name(), row);
    }
    return rows;
  }

  private static Measured of(RunResult result) {
    BenchmarkParams params = result.getParams();
    Statistics times = result.getPrimaryResult().getStatistics();
    @Nullable Result<?> bytes = result.getSecondaryResults().get(BYTES);
    double nanos = params.getTimeUnit().toNanos(1);
    return new Measured(
        name(params),
        times.getPercentile(50) * nanos,
        times.getMin() * nanos,
        bytes == null ? 0 : bytes.getScore());
  }

  private static String name(BenchmarkParams params) {
    String full = params.getBenchmark();
    StringBuilder name =
        new StringBuilder(full.substring(full.lastIndexOf('.', full.lastIndexOf('.') - 1) + 1));
    List<String> keys = new ArrayList<>(params.getParamsKeys());
    keys.forEach(key -> name.append(' ').append(key).append('=').append(params.getParam(key)));
    return name.toString();
  }

  /** Median, fastest and bytes, as docs quote them. */
  String figures() {
    return time(median) + " (" + time(fastest) + "), " + size(bytes);
  }

  static String time(double nanos) {
    if (nanos < 100) {
      return String.format(Locale.ROOT, "%.1f ns", nanos);
    }
    if (nanos < 10_000) {
      return String.format(Locale.ROOT, "%.0f ns", nanos);
    }
    return nanos < 1e6
        ? String.format(Locale.ROOT, "%.1f µs", nanos / 1e3)
        : String.format(Locale.ROOT, "%.2f ms", nanos / 1e6);
  }

  static String size(double bytes) {
    if (bytes < 10_000) {
      return String.format(Locale.ROOT, "%.0f B", bytes);
    }
    return bytes < 1e7
        ? String.format(Locale.ROOT, "%.0f kB", bytes / 1e3)
        : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }
}
