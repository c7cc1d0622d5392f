// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.benchmarks;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.results.RunResult;

/** The rows of one run beside the targets, in Markdown. */
final class Report {

  private final Map<String, Measured> rows;
  private final StringBuilder out = new StringBuilder();

  private Report(Map<String, Measured> rows) {
    this.rows = rows;
  }

  /** The page for those results; rows that did not run are left out. */
  static String of(Collection<RunResult> results) {
    return of(Measured.all(results));
  }

  static String of(Map<String, Measured> rows) {
    return new Report(rows).page();
  }

  private String page() {
    out.append("A cell is `median (fastest), bytes per call`; × is the rival's over ours.\n\n");
    out.append(
        "| hot path | ours | over its base | rivals | target | met |\n|---|---|---|---|---|---|\n");
    Target.all().forEach(this::target);
    out.append("\n| benchmark | figures |\n|---|---|\n");
    rows.values()
        .forEach(
            row ->
                out.append("| ")
                    .append(row.name())
                    .append(" | ")
                    .append(row.figures())
                    .append(" |\n"));
    return out.toString();
  }

  private void target(Target target) {
    Measured ours = rows.get(target.ours());
    if (ours == null) {
      return;
    }
    Measured base = target.base() == null ? null : rows.get(target.base());
    double nanos = ours.median() - (base == null ? 0 : base.median());
    double bytes = ours.bytes() - (base == null ? 0 : base.bytes());
    StringBuilder rivals = new StringBuilder();
    StringBuilder wanted = new StringBuilder();
    // A count of bytes has an error of a fraction of one, from JMH's own threads.
    boolean met = nanos <= target.maxNanos() && bytes < target.maxBytes() + 1;
    for (Target.Rival rival : target.rivals()) {
      met &= rival(rival, ours, rivals, wanted);
    }
    limits(target, wanted);
    out.append("| ").append(target.path());
    out.append(" | ").append(ours.figures());
    out.append(" | ").append(over(base, nanos, bytes));
    out.append(" | ").append(rivals);
    out.append(" | ").append(wanted);
    out.append(" | ").append(met ? "yes" : "no").append(" |\n");
  }

  private static String over(@Nullable Measured base, double nanos, double bytes) {
    return base == null ? "" : Measured.time(nanos) + ", " + Measured.size(bytes);
  }

  private boolean rival(
      Target.Rival rival, Measured ours, StringBuilder rivals, StringBuilder wanted) {
    String name = who(rival.name());
    if (rival.times() > 0) {
      wanted.append(String.format(Locale.ROOT, "≥ %.2f× %s; ", rival.times(), name));
    }
    Measured row = rows.get(rival.name());
    if (row == null) {
      return true;
    }
    double times = row.median() / ours.median();
    rivals.append(
        String.format(
            Locale.ROOT,
            "%s %s = %.2f× (fastest %.2f×)<br>",
            name,
            row.figures(),
            times,
            row.fastest() / ours.fastest()));
    return times >= rival.times();
  }

  private static void limits(Target target, StringBuilder wanted) {
    if (Double.isFinite(target.maxNanos())) {
      wanted.append("≤ ").append(Measured.time(target.maxNanos())).append("; ");
    }
    if (Double.isFinite(target.maxBytes())) {
      wanted.append("≤ ").append(Measured.size(target.maxBytes()));
    }
  }

  private static String who(String benchmark) {
    for (String name :
        new String[] {
          "Prometheus",
          "Micrometer",
          "Otel",
          "SpringTimed",
          "SpringObserved",
          "Spring",
          "Dropwizard",
          "ByHand",
          "Logstash",
          "Logback",
          "Log4j",
          "Ecs",
          "Aspectj",
          "JdkProxy"
        }) {
      if (benchmark.contains(name)) {
        return name;
      }
    }
    return "Brave";
  }
}
