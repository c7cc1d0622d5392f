// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.meter;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.sightglass.catalogue.LabelSpec;
import io.sightglass.catalogue.MeterSpec;
import io.sightglass.meter.Counter;
import io.sightglass.meter.Histogram;
import java.time.Duration;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Exemplars: of sampled spans, on counters and buckets, from this thread or given. */
class ExemplarTest {

  private static final SpanContext SAMPLED = span(1, TraceFlags.getSampled());
  private static final SpanContext UNSAMPLED = span(2, TraceFlags.getDefault());
  private static final SpanContext OTHER = span(3, TraceFlags.getSampled());

  private final MeterEngine engine = MeterEngine.builder().build();
  private final Counter.Handle counter =
      engine.meters().counter(MeterSpec.counter("c_total", "C.").build()).handle();
  private final Histogram.Handle histogram =
      engine
          .meters()
          .histogram(
              MeterSpec.histogram("h_seconds", "H.")
                  .label(LabelSpec.learned("route"))
                  .buckets(0.1, 1)
                  .build())
          .handle("/a");

  @AfterEach
  void close() {
    engine.close();
  }

  private static SpanContext span(int id, TraceFlags flags) {
    return SpanContext.create(
        "%032x".formatted(id), "%016x".formatted(id), flags, TraceState.getDefault());
  }

  private static void in(SpanContext span, Runnable work) {
    Context.current().with(Span.wrap(span)).wrap(work).run();
  }

  private static String of(SpanContext span) {
    return "{span_id=" + span.getSpanId() + ", trace_id=" + span.getTraceId() + "}";
  }

  private @Nullable String exemplar(String name, String... labels) {
    return Engines.openMetrics(engine).samples.stream()
        .filter(sample -> sample.name().equals(name))
        .filter(
            sample ->
                IntStream.range(0, labels.length / 2)
                    .allMatch(i -> labels[2 * i + 1].equals(sample.labels().get(labels[2 * i]))))
        .findFirst()
        .orElseThrow()
        .exemplar();
  }

  @Test
  void the_sampled_span_of_this_thread_is_taken() {
    in(
        SAMPLED,
        () -> {
          counter.increment();
          histogram.record(0.5);
        });
    assertThat(exemplar("c_total")).isEqualTo(of(SAMPLED));
    assertThat(exemplar("h_seconds_bucket", "le", "1.0")).isEqualTo(of(SAMPLED));
    assertThat(exemplar("h_seconds_bucket", "le", "0.1")).isNull();
    assertThat(exemplar("h_seconds_bucket", "le", "+Inf")).isNull();
    assertThat(exemplar("h_seconds_count")).isNull();
    assertThat(exemplar("h_seconds_sum")).isNull();
  }

  @Test
  void an_exemplar_has_its_value_and_time() {
    long before = System.currentTimeMillis();
    histogram.record(0.25, SAMPLED);
    String line =
        Engines.page(engine, Engines.OPEN_METRICS)
            .lines()
            .filter(one -> one.contains("le=\"1.0\""))
            .findFirst()
            .orElseThrow();
    assertThat(line)
        .startsWith("h_seconds_bucket{route=\"/a\",le=\"1.0\"} 1 # {")
        .contains("} 0.25 ");
    double time = Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
    assertThat(time).isBetween(before / 1e3 - 0.001, System.currentTimeMillis() / 1e3 + 0.001);
  }

  @Test
  void a_span_that_is_not_sampled_is_not_taken() {
    in(
        UNSAMPLED,
        () -> {
          counter.increment();
        });
    counter.increment();
    counter.add(1, UNSAMPLED);
    counter.add(1, SpanContext.getInvalid());
    counter.add(1, null);
    assertThat(exemplar("c_total")).isNull();
    assertThat(Engines.text(engine).value("c_total")).isEqualTo(5);
  }

  @Test
  void a_given_span_wins_over_that_of_the_thread() {
    in(
        SAMPLED,
        () -> {
          counter.add(1, OTHER);
          histogram.record(0.5, UNSAMPLED);
          histogram.recordNanos(5_000_000_000L, OTHER);
        });
    assertThat(exemplar("c_total")).isEqualTo(of(OTHER));
    assertThat(exemplar("h_seconds_bucket", "le", "1.0")).isNull();
    assertThat(exemplar("h_seconds_bucket", "le", "+Inf")).isEqualTo(of(OTHER));
  }

  @Test
  void a_bucket_takes_the_first_span_after_each_scrape() {
    counter.add(1, SAMPLED);
    counter.add(1, OTHER);
    assertThat(exemplar("c_total")).isEqualTo(of(SAMPLED));
    assertThat(exemplar("c_total")).as("kept until there is another").isEqualTo(of(SAMPLED));
    counter.add(1, OTHER);
    assertThat(exemplar("c_total")).isEqualTo(of(OTHER));
  }

  @Test
  void text_has_none() {
    counter.add(1, SAMPLED);
    assertThat(Engines.page(engine, "")).doesNotContain("trace_id");
  }

  @Test
  void micrometer_timers_have_them_too() {
    Timer timer = Timer.builder("job.run").register(engine.registry());
    in(
        SAMPLED,
        () -> {
          timer.record(Duration.ofMillis(30));
        });
    assertThat(exemplar("job_run_seconds_bucket", "le", "0.05")).isEqualTo(of(SAMPLED));
    assertThat(exemplar("job_run_seconds_count")).isNull();
  }

  @Test
  void a_series_with_more_buckets_than_flags_still_takes_one() {
    double[] bounds = IntStream.range(1, 101).asDoubleStream().toArray();
    Histogram.Handle many =
        engine
            .meters()
            .histogram(MeterSpec.histogram("many", "M.").buckets(bounds).build())
            .handle();
    many.record(99.5, SAMPLED);
    many.record(0.5, OTHER);
    assertThat(exemplar("many_bucket", "le", "100.0")).isEqualTo(of(SAMPLED));
    assertThat(exemplar("many_bucket", "le", "1.0")).isEqualTo(of(OTHER));
  }

  @Test
  void recording_with_a_sampled_span_allocates_only_when_one_is_due() {
    var threads =
        (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
    histogram.record(0.5, SAMPLED);
    counter.add(1, SAMPLED);
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 1_000; i++) {
      histogram.record(0.5, SAMPLED);
      counter.add(1, SAMPLED);
    }
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1_000);
  }
}
