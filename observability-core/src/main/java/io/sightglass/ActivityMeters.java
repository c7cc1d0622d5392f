// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import io.opentelemetry.api.trace.SpanContext;
import io.sightglass.catalogue.LabelSpec;
import io.sightglass.catalogue.MeterSpec;
import io.sightglass.meter.Histogram;
import io.sightglass.meter.Meters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * The meters of activities, resolved once for each name. Names are constants of the code; should an
 * app make them up, all beyond {@value #MAX_NAMES} share one.
 */
final class ActivityMeters {

  /** The meters of one name, and the clock of their durations. */
  record Handles(
      String name,
      Histogram.Handle success,
      Histogram.Handle error,
      LongAdder inProgress,
      LongSupplier clock) {}

  static final int MAX_NAMES = 500;
  private static final Histogram.Handle NOTHING =
      new Histogram.Handle() {
        @Override
        public void record(double value) {}

        @Override
        public void record(double value, SpanContext exemplar) {}
      };
  private static final LongAdder NOBODY_READS = new LongAdder();

  /** The label that every duration has. */
  static final String OUTCOME = "outcome";

  private static final String OVERFLOW = "activity_other";

  private final Map<String, Handles> byName = new ConcurrentHashMap<>();
  private final Map<String, Family> byFamily = new ConcurrentHashMap<>();
  private final Meters meters;
  private final Diagnostics diagnostics;
  private final LongSupplier clock;

  ActivityMeters(Meters meters, Diagnostics diagnostics, LongSupplier clock) {
    this.meters = meters;
    this.diagnostics = diagnostics;
    this.clock = clock;
  }

  /** For an activity that is measured elsewhere. */
  Handles none(String name) {
    return new Handles(name, NOTHING, NOTHING, NOBODY_READS, clock);
  }

  Handles of(String name) {
    Handles known = byName.get(name);
    return known == null ? declare(name) : known;
  }

  private Handles declare(String name) {
    if (byName.size() >= MAX_NAMES) {
      diagnostics.invalid("metrics", "activity_name");
      diagnostics.warn(
          Code.BAD_ARGUMENT,
          "more than "
              + MAX_NAMES
              + " names of activities; further ones are counted as '"
              + OVERFLOW
              + "'. Use a constant as name and put ids into attributes.");
      return byName.computeIfAbsent(OVERFLOW, this::handles);
    }
    return byName.computeIfAbsent(name, this::handles);
  }

  private Handles handles(String name) {
    Family family = family(name, List.of(), new double[0]);
    return family.handles(name, List.of(), new String[0], clock);
  }

  /**
   * The meters of a name with labels; those that were declared first for it, should there be
   * others.
   *
   * @param labels besides {@code outcome}
   * @param buckets in seconds; those of every activity if empty
   */
  Family family(String name, List<LabelSpec> labels, double[] buckets) {
    String own = base(name);
    String base = byFamily.size() < MAX_NAMES || byFamily.containsKey(own) ? own : OVERFLOW;
    Family family = byFamily.computeIfAbsent(base, key -> declare(base, labels, buckets));
    if (!labels.isEmpty()) {
      widen(base, family, labels);
    }
    return family;
  }

  /** Closed sets of values add up: one place says {@code gateway=a}, another {@code gateway=b}. */
  private void widen(String base, Family family, List<LabelSpec> labels) {
    List<LabelSpec> ordered = new ArrayList<>();
    for (String name : family.labels()) {
      labels.stream().filter(label -> label.name().equals(name)).forEach(ordered::add);
    }
    if (ordered.size() == labels.size() && ordered.size() == family.labels().size()) {
      durations(base, ordered, family.buckets());
    }
  }

  private Histogram durations(String base, List<LabelSpec> labels, double[] buckets) {
    MeterSpec.Builder spec =
        MeterSpec.histogram(base + "_duration_seconds", "How long " + base + " took.");
    labels.forEach(spec::label);
    spec.label(LabelSpec.oneOf(OUTCOME, "success", "error")).fedBy("activity " + base);
    if (buckets.length > 0) {
      spec.buckets(buckets);
    }
    return meters.histogram(spec.build());
  }

  private Family declare(String base, List<LabelSpec> labels, double[] buckets) {
    Histogram durations = durations(base, labels, buckets);
    // All threads change it: an adder, which they do not wait for, and not the gauge itself.
    LongAdder running = new LongAdder();
    meters
        .gauge(
            MeterSpec.gauge(base + "_in_progress", "How many of " + base + " are running.")
                .fedBy("activity " + base)
                .build())
        .observe(() -> Math.max(0, running.sum()));
    return new Family(durations, running, labels.stream().map(LabelSpec::name).toList(), buckets);
  }

  /** All meters of one name. */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Family(Histogram durations, LongAdder running, List<String> labels, double[] buckets) {

    /** Those of one set of values; what is not among the family's labels is left out. */
    Handles handles(String name, List<String> names, String[] values, LongSupplier clock) {
      String[] success = new String[labels.size() + 1];
      for (int i = 0; i < labels.size(); i++) {
        int at = names.indexOf(labels.get(i));
        success[i] = at < 0 ? LabelSpec.NONE : values[at];
      }
      String[] error = success.clone();
      success[labels.size()] = "success";
      error[labels.size()] = "error";
      return new Handles(name, durations.handle(success), durations.handle(error), running, clock);
    }
  }

  /** The name as part of a meter's: lower case, with _ for all that Prometheus does not allow. */
  private static String base(String name) {
    StringBuilder out = new StringBuilder();
    String lower = name.toLowerCase(Locale.ROOT);
    for (int i = 0; i < lower.length() && out.length() < 100; i++) {
      char c = lower.charAt(i);
      boolean plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      out.append(plain ? c : '_');
    }
    if (out.isEmpty()) {
      return "activity_unnamed";
    }
    return Character.isDigit(out.charAt(0)) ? "activity_" + out : out.toString();
  }
}
