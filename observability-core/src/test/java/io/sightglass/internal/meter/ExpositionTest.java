// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.meter;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.sightglass.catalogue.LabelSpec;
import io.sightglass.catalogue.MeterSpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Whatever meters an app makes, the page can be read. */
class ExpositionTest {

  private static final int TRIES = 200;

  /** A meter that somebody may come to make. */
  private record Made(
      int kind, String name, String key, String value, double number, String help) {}

  @Provide
  Arbitrary<Made> meters() {
    Arbitrary<String> hostile =
        Arbitraries.oneOf(
            Arbitraries.strings().ofMaxLength(20),
            Arbitraries.of(
                "",
                "\n",
                "\\",
                "\"",
                "a\"b\\c\nd",
                "é",
                "日本",
                "😀",
                "\ud800",
                "\u0000",
                "\u2028",
                "\u202Eabc",
                "# EOF",
                "le",
                "x".repeat(200),
                "{a=\"b\"}"));
    Arbitrary<String> names =
        Arbitraries.oneOf(
            Arbitraries.strings().withChars("ab_:.-1 é").ofMinLength(1).ofMaxLength(6),
            Arbitraries.of(
                "a",
                "a_total",
                "a_created",
                "a_info",
                "a_bucket",
                "a_count",
                "a_sum",
                "a_max",
                "a.b",
                "a-b",
                "jobs",
                "jobs_total",
                "total",
                "info"));
    Arbitrary<String> keys =
        Arbitraries.of("a", "b", "a.b", "a-b", "le", "quantile", "__x", "9", "é", "name", "job");
    Arbitrary<Double> numbers =
        Arbitraries.oneOf(
            Arbitraries.doubles(),
            Arbitraries.of(0.0, -0.0, Double.NaN, Double.POSITIVE_INFINITY, 1e100, 1e-300, 1e16));
    return Combinators.combine(
            Arbitraries.integers().between(0, 9), names, keys, hostile, numbers, hostile)
        .as(Made::new);
  }

  @Provide
  Arbitrary<List<Made>> registries() {
    return meters().list().ofMaxSize(12);
  }

  @Property(tries = TRIES)
  void any_registry_can_be_read(@ForAll("registries") List<Made> made) {
    check(made);
  }

  /** The full number of registries, without the cost of shrinking. */
  @Property(tries = 1)
  void many_registries_can_be_read(@ForAll Random random) {
    int registries = Engines.FULL ? 10_000 : 300;
    var generator = registries().generator(1_000);
    for (int i = 0; i < registries; i++) {
      check(generator.next(random).value());
    }
    System.out.printf("row 35: %,d random registries, each read in both formats%n", registries);
  }

  private static void check(List<Made> made) {
    try (MeterEngine engine = MeterEngine.builder().limits(5, 50).build()) {
      makeAll(engine, made);
      engine.meters().counter(MeterSpec.counter("good_total", "G.").build()).handle().increment();
      Collected collected = engine.collect();
      Exposition page = Exposition.text(bytes(collected.body(Format.TEXT, Set.of(), false)));
      Exposition open =
          Exposition.openMetrics(bytes(collected.body(Format.OPEN_METRICS, Set.of(), false)));
      assertThat(page.value("good_total")).isEqualTo(1);
      assertThat(open.value("good_total")).isEqualTo(1);
      assertThat(values(open)).isEqualTo(values(page));
      assertThat(Engines.scrape(engine, "application/vnd.google.protobuf").status()).isEqualTo(200);
    }
  }

  private static Map<String, Double> values(Exposition page) {
    Map<String, Double> values = new HashMap<>();
    for (Exposition.Sample sample : page.samples) {
      // Gauge histograms have families of their own in text.
      if (!sample.name().endsWith("_gcount") && !sample.name().endsWith("_gsum")) {
        values.put(sample.key(), sample.value());
      }
    }
    return values;
  }

  private static void make(MeterEngine engine, Made made) {
    MeterRegistry micrometer = engine.registry();
    SpanContext span =
        SpanContext.create(
            "1".repeat(32), "2".repeat(16), TraceFlags.getSampled(), TraceState.getDefault());
    Tags tags = Tags.of(made.key(), made.value(), "other", "x");
    switch (made.kind()) {
      case 0 ->
          engine
              .meters()
              .counter(
                  MeterSpec.counter(made.name(), made.help())
                      .label(LabelSpec.learned(made.key()))
                      .build())
              .handle(made.value())
              .add(made.number(), span);
      case 1 ->
          engine
              .meters()
              .gauge(
                  MeterSpec.gauge(made.name(), made.help())
                      .label(LabelSpec.learned(made.key()))
                      .build())
              .handle(made.value())
              .set(made.number());
      case 2 ->
          engine
              .meters()
              .histogram(
                  MeterSpec.histogram(made.name(), made.help())
                      .label(LabelSpec.learned(made.key()))
                      .buckets(0.5, 1, 1e12)
                      .build())
              .handle(made.value())
              .record(made.number(), span);
      case 3 ->
          engine
              .meters()
              .gauge(MeterSpec.gauge(made.name(), made.help()).build())
              .observe(made::number);
      case 4 -> micrometer.counter(made.name(), tags).increment(made.number());
      case 5 -> micrometer.gauge(made.name(), tags, made.number());
      case 6 -> micrometer.timer(made.name(), tags).record(5, TimeUnit.MILLISECONDS);
      case 7 ->
          DistributionSummary.builder(made.name())
              .tags(tags)
              .description(made.help())
              .publishPercentiles(0.5, 0.9)
              .register(micrometer)
              .record(made.number());
      case 8 -> micrometer.more().longTaskTimer(made.name(), tags).start();
      default -> micrometer.summary(made.name(), tags).record(made.number());
    }
  }

  @Property(tries = 50)
  void our_writers_say_what_the_librarys_say(@ForAll("registries") List<Made> made)
      throws IOException {
    try (MeterEngine engine = MeterEngine.builder().build()) {
      engine.observeRuntime("1", "test");
      makeAll(engine, made);
      // The library's OpenMetrics writer breaks on a gauge 'jobs' beside a counter 'jobs_total'.
      Set<String> bases = new HashSet<>();
      List<MetricSnapshot> kept =
          engine.collect().families().stream()
              .filter(
                  family -> bases.add(Merge.Names.of(family).replaceFirst("(_total|_info)+$", "")))
              .toList();
      MetricSnapshots families = new MetricSnapshots(kept);
      Collected ours = new Collected(kept, engine.skips());
      assertThat(values(Exposition.text(bytes(ours.body(Format.TEXT, Set.of(), false)))))
          .isEqualTo(values(Exposition.text(library(families, false))));
      Exposition open =
          Exposition.openMetrics(bytes(ours.body(Format.OPEN_METRICS, Set.of(), false)));
      Exposition theirs = Exposition.openMetrics(library(families, true));
      assertThat(values(open)).isEqualTo(values(theirs));
      assertThat(open.types).isEqualTo(theirs.types);
      assertThat(open.help).isEqualTo(theirs.help);
      assertThat(open.samples)
          .extracting(Exposition.Sample::exemplar)
          .isEqualTo(theirs.samples.stream().map(Exposition.Sample::exemplar).toList());
    }
  }

  private static void makeAll(MeterEngine engine, List<Made> made) {
    for (Made one : made) {
      try {
        make(engine, one);
      } catch (IllegalArgumentException expected) {
        // Mistakes in code are refused when they are made; what passed must be exposed.
        assertThat(expected.getMessage()).isNotEmpty();
      }
    }
  }

  private static byte[] bytes(List<byte[]> chunks) {
    var all = new ByteArrayOutputStream();
    chunks.forEach(all::writeBytes);
    return all.toByteArray();
  }

  private static byte[] library(MetricSnapshots families, boolean openMetrics) throws IOException {
    var out = new ByteArrayOutputStream();
    if (openMetrics) {
      OpenMetricsTextFormatWriter.create().write(out, families);
    } else {
      PrometheusTextFormatWriter.create().write(out, families);
    }
    return out.toByteArray();
  }

  @Property(tries = 30)
  void promtool_reads_any_registry(@ForAll("registries") List<Made> made) throws Exception {
    Path promtool = promtool();
    if (promtool == null) {
      return;
    }
    try (MeterEngine engine = MeterEngine.builder().build()) {
      makeAll(engine, made);
      Process check =
          new ProcessBuilder(promtool.toString(), "check", "metrics")
              .redirectErrorStream(true)
              .start();
      check.getOutputStream().write(Engines.scrape(engine, "").bytes());
      check.getOutputStream().close();
      String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      // 3 is advice about names; 1 is a page that cannot be parsed.
      assertThat(check.waitFor()).as(said).isIn(0, 3);
    }
  }

  private static @Nullable Path promtool() {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .map(folder -> Path.of(folder, "promtool"))
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(null);
  }
}
