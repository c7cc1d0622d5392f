// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {

  private static final String FLOOR = "HttpBenchmark.floorChain";
  private static final String OURS = "HttpBenchmark.unsampledSightglass";
  private static final String OTEL = "HttpBenchmark.unsampledOtel";

  @Test
  void aRowThatReachesItsRatioAndItsBytesIsMet() {
    assertThat(line(row(OURS, 505, 400.4), row(OTEL, 1600, 2900)))
        .contains("Otel 1600 ns (1600 ns), 2900 B = 3.17×")
        .contains("≥ 3.00× Otel", "≤ 400 B")
        .endsWith("| yes |");
  }

  @Test
  void aRatioBelowTheTargetIsNotMet() {
    assertThat(line(row(OURS, 600, 300), row(OTEL, 1600, 2900))).endsWith("| no |");
  }

  @Test
  void bytesAboveTheTargetAreNotMet() {
    assertThat(line(row(OURS, 100, 402), row(OTEL, 1600, 2900))).endsWith("| no |");
  }

  @Test
  void theBaseIsTakenOff() {
    assertThat(line(row(FLOOR, 5, 72), row(OURS, 105, 472), row(OTEL, 1600, 2900)))
        .contains("| 100 ns, 400 B |")
        .endsWith("| yes |");
  }

  @Test
  void aRowThatDidNotRunIsLeftOut() {
    assertThat(Report.of(rows(row(OTEL, 1600, 2900)))).doesNotContain("everything but");
  }

  private static String line(Measured... measured) {
    return Report.of(rows(measured))
        .lines()
        .filter(line -> line.startsWith("| HTTP request, everything but"))
        .findFirst()
        .orElseThrow();
  }

  private static Measured row(String name, double nanos, double bytes) {
    return new Measured(name, nanos, nanos, bytes);
  }

  private static Map<String, Measured> rows(Measured... measured) {
    Map<String, Measured> rows = new LinkedHashMap<>();
    for (Measured row : measured) {
      rows.put(row.name(), row);
    }
    return rows;
  }
}
