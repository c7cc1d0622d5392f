// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.benchmarks;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one row of ours is to reach.
 *
 * @param path the hot path, as a reader knows it
 * @param ours the benchmark
 * @param base a benchmark whose time and bytes are not ours and are taken off; null for none
 * @param rivals whom it is compared with
 * @param maxNanos at most, after the base is taken off
 * @param maxBytes at most, after the base is taken off
 */
record Target(
    String path,
    String ours,
    @Nullable String base,
    List<Rival> rivals,
    double maxNanos,
    double maxBytes) {

  private static final double ANY = Double.POSITIVE_INFINITY;

  /**
   * A rival.
   *
   * @param name the benchmark
   * @param times how many times our median it is to cost at least; 0 for no demand
   */
  record Rival(String name, double times) {}

  /** Every row. */
  static List<Target> all() {
    List<Target> all = new ArrayList<>();
    meters(all);
    http(all);
    line(all);
    off(all);
    spans(all);
    events(all);
    lines(all);
    ai(all);
    annotated(all);
    for (String lines : List.of("1000", "10000", "100000")) {
      scrape(all, "text", Integer.parseInt(lines));
      scrape(all, "openMetrics", Integer.parseInt(lines));
    }
    return List.copyOf(all);
  }

  private static void meters(List<Target> all) {
    for (String kind : List.of("counter", "histogram")) {
      String by = "MeterBenchmark." + kind;
      List<Rival> handles = rivals(by + "Handle", "Prometheus", "Micrometer", "Otel");
      all.add(
          new Target(kind + ", handle in hand", by + "HandleSightglass", null, handles, ANY, 0));
      all.add(
          new Target(
              kind + " by 3 label values, over the handle's own cost",
              by + "LabelsSightglass",
              by + "HandleSightglass",
              rivals(by + "Labels", "Prometheus", "Micrometer", "Otel"),
              30,
              0));
    }
  }

  private static void http(List<Target> all) {
    String by = "HttpBenchmark.";
    String floor = by + "floorChain";
    List<Rival> rivals =
        List.of(
            new Rival(by + "metricsOtel", 12),
            new Rival(by + "metricsSpring", 0),
            new Rival(by + "metricsDropwizard", 1.5));
    all.add(new Target("HTTP request, metrics", by + "metricsSightglass", floor, rivals, ANY, 0));
    all.add(
        new Target(
            "HTTP request, metrics, a new exchange for each",
            by + "metricsNewSightglass",
            floor,
            rivals,
            ANY,
            56));
    traced(all, "", "", List.of(3.0, 2.0), List.of(400.0, 1300.0));
    traced(all, "Mdc", ", fields copied to the MDC", List.of(0.0, 0.0), List.of(ANY, ANY));
  }

  private static void traced(
      List<Target> all, String kind, String how, List<Double> times, List<Double> maxBytes) {
    String by = "HttpBenchmark.";
    List<String> paths =
        List.of("HTTP request, everything but the log line, not sampled", "HTTP request, sampled");
    List<String> rows = List.of(by + "unsampled", by + "sampled");
    for (int i = 0; i < rows.size(); i++) {
      String row = rows.get(i);
      all.add(
          new Target(
              paths.get(i) + how,
              row + kind + "Sightglass",
              by + "floorChain",
              List.of(new Rival(row + "Otel", times.get(i)), new Rival(row + "Spring", 0)),
              ANY,
              maxBytes.get(i)));
    }
  }

  private static void line(List<Target> all) {
    String by = "HttpBenchmark.";
    all.add(
        new Target(
            "HTTP request with its line, not sampled",
            by + "lineSightglass",
            by + "floorChain",
            List.of(new Rival(by + "lineByHand", 1)),
            ANY,
            ANY));
  }

  private static void off(List<Target> all) {
    String floor = "HttpBenchmark.floorChain";
    all.add(
        new Target(
            "HTTP request, metrics and SDK off",
            "HttpBenchmark.offSightglass",
            floor,
            List.of(),
            5,
            0));
    all.add(
        new Target("HTTP request, noop()", "HttpBenchmark.noopSightglass", floor, List.of(), 5, 0));
    all.add(
        new Target(
            "counter by 3 label values, off",
            "MeterBenchmark.counterOffSightglass",
            "MeterBenchmark.floor",
            List.of(),
            5,
            0));
    all.add(new Target("activity, off", "SpanBenchmark.offSightglass", null, List.of(), 5, 0));
  }

  private static void spans(List<Target> all) {
    String by = "SpanBenchmark.";
    for (String kind : List.of("sampled", "unsampled")) {
      List<Rival> rivals =
          List.of(
              new Rival(by + kind + "ByHand", 1 / 1.1),
              new Rival(by + kind + "Otel", 0),
              new Rival(by + kind + "Brave", 0));
      all.add(
          new Target(
              "activity with 5 attributes, " + kind,
              by + kind + "Sightglass",
              null,
              rivals,
              ANY,
              ANY));
    }
  }

  private static void events(List<Target> all) {
    String by = "EventBenchmark.";
    String floor = by + "floor";
    all.add(
        new Target(
            "event with 2 labels, a measure, a detail",
            by + "eventSightglass",
            floor,
            List.of(new Rival(by + "eventByHand", 0)),
            120,
            0));
    all.add(
        new Target(
            "the same on a sampled span",
            by + "onSpanSightglass",
            floor,
            List.of(new Rival(by + "onSpanByHand", 1)),
            ANY,
            ANY));
    all.add(
        new Target(
            "the same with its log line",
            by + "lineSightglass",
            null,
            List.of(new Rival(by + "lineLogstash", 1 / 1.2), new Rival(by + "lineByHand", 1)),
            ANY,
            ANY));
    all.add(new Target("event, off", by + "offSightglass", floor, List.of(), 5, 0));
  }

  private static void lines(List<Target> all) {
    String by = "LogBenchmark.";
    for (String kind : List.of("plain", "call")) {
      String what = kind.equals("plain") ? "log line, encoded" : "log line, from the call on";
      for (String ours : List.of("Sightglass", "Unredacted")) {
        boolean redacts = ours.equals("Sightglass");
        List<Rival> rivals = new ArrayList<>();
        rivals.add(new Rival(by + kind + "Logstash", 1 / (redacts ? 1.3 : 1.05)));
        rivals.addAll(rivals(by + kind, "Logback", "Ecs", "Log4j"));
        String path = what + (redacts ? ", redaction on" : ", redaction off");
        all.add(new Target(path, by + kind + ours, null, rivals, ANY, ANY));
      }
    }
    all.add(
        new Target(
            "log line, from the call to the file, redaction on",
            "LogFileBenchmark.fileSightglass",
            null,
            List.of(
                new Rival("LogFileBenchmark.fileLogstash", 1),
                new Rival("LogFileBenchmark.fileLog4j", 0)),
            ANY,
            ANY));
    all.add(
        new Target(
            "log line with an exception of 40 and 20 frames, redaction on",
            by + "exceptionSightglass",
            null,
            List.of(
                new Rival(by + "exceptionLogstash", 1),
                new Rival(by + "exceptionLogback", 0),
                new Rival(by + "exceptionEcs", 0),
                new Rival(by + "exceptionLog4j", 0)),
            ANY,
            20_480));
  }

  private static void ai(List<Target> all) {
    String by = "AiBenchmark.";
    all.add(
        new Target(
            "AI call, metrics alone",
            by + "metricsSightglass",
            null,
            List.of(new Rival(by + "metricsByHand", 1)),
            1_000,
            500));
    for (String kind : List.of("sampled", "unsampled")) {
      all.add(
          new Target(
              "AI call with its span, " + kind + ", over the bare span",
              by + kind + "Sightglass",
              by + kind + "Otel",
              List.of(new Rival(by + kind + "ByHand", 1)),
              1_000,
              500));
    }
    all.add(new Target("AI call, off", by + "offSightglass", by + "floor", List.of(), 5, 0));
  }

  private static void annotated(List<Target> all) {
    String by = "AnnotatedBenchmark.";
    String floor = by + "bareCall";
    List<Rival> rivals =
        List.of(
            new Rival(by + "callByHand", 1 / 1.1),
            new Rival(by + "callAspectj", 0),
            new Rival(by + "callSpringTimed", 0),
            new Rival(by + "callJdkProxy", 0));
    all.add(new Target("annotated call", by + "wovenSightglass", null, rivals, ANY, 0));
    all.add(
        new Target(
            "annotated call with a sampled span",
            by + "sampledWovenSightglass",
            null,
            List.of(new Rival(by + "sampledSpringObserved", 1)),
            ANY,
            ANY));
    for (String kind : List.of("unbound", "off")) {
      String row = by + kind + "WovenSightglass";
      all.add(new Target("annotated call, " + kind, row, floor, List.of(), 2, 0));
    }
    all.add(
        new Target("call by code", by + "callSightglass", null, rivals.subList(1, 4), ANY, ANY));
    all.add(
        new Target(
            "call by code with a label",
            by + "instrumentSightglass",
            null,
            rivals.subList(1, 4),
            ANY,
            ANY));
    all.add(
        new Target(
            "annotated call through observe()",
            by + "observedSightglass",
            null,
            rivals.subList(1, 4),
            ANY,
            ANY));
    all.add(new Target("call by code, off", by + "offSightglass", floor, List.of(), 5, 0));
  }

  private static void scrape(List<Target> all, String format, int lines) {
    String by = "ScrapeBenchmark." + format;
    String of = " lines=" + lines;
    List<Rival> rivals =
        List.of(new Rival(by + "Prometheus" + of, 1), new Rival(by + "Micrometer" + of, 0));
    all.add(
        new Target(
            "scrape, " + format + ", " + lines + " lines",
            by + "Sightglass" + of,
            null,
            rivals,
            ANY,
            560.0 * lines));
  }

  private static List<Rival> rivals(String row, String... names) {
    List<Rival> rivals = new ArrayList<>();
    for (String name : names) {
      rivals.add(new Rival(row + name, 0));
    }
    return rivals;
  }
}
