// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.meter;

import io.sightglass.Code;
import io.sightglass.catalogue.Catalogue;
import io.sightglass.catalogue.Exposure;
import io.sightglass.catalogue.LabelSpec;
import io.sightglass.catalogue.MeterSpec;
import io.sightglass.catalogue.MeterType;
import io.sightglass.meter.Counter;
import io.sightglass.meter.Gauge;
import io.sightglass.meter.Histogram;
import io.sightglass.meter.Meters;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Declares meters over a store: one meter for each name, the first shape wins. */
final class OwnMeters implements Meters {

  private static final MeterSpec OVERFLOW =
      MeterSpec.counter(
              "sightglass_overflow_total",
              "Measurements counted under _other because a limit was reached.")
          .label(LabelSpec.upTo("metric", 10_000))
          .label(LabelSpec.upTo("label", 1_000))
          .fedBy("the meters, when a label or the app reaches its limit")
          .build();

  // A closed set of more combinations than this starts empty: most of them will never occur.
  private static final int MAX_PREPARED = 1_000;

  // A label's name, without those that Prometheus keeps for itself.
  private static final Pattern TAG = Pattern.compile("(?!(?:le|quantile)$)[a-zA-Z][a-zA-Z0-9_]*");

  private record Declared(MeterSpec spec, Exposure exposure, String site, Object meter) {}

  private final MeterStore store;
  private final int maxLabelValues;
  private final int maxLabelSets;
  private final Reports reports;
  private final Namer namer;
  private final Function<MeterSpec, @Nullable String> taken;
  private final ConcurrentHashMap<String, Declared> declared = new ConcurrentHashMap<>();
  private final AtomicInteger labelSets = new AtomicInteger();
  private final Catalogue catalogue;
  private final Counter overflow;

  OwnMeters(
      MeterStore store,
      int maxLabelValues,
      int maxLabelSets,
      Reports reports,
      Namer namer,
      Function<MeterSpec, @Nullable String> taken) {
    this.store = store;
    this.maxLabelValues = maxLabelValues;
    this.maxLabelSets = maxLabelSets;
    this.reports = reports;
    this.namer = namer;
    this.taken = taken;
    this.catalogue = new OwnCatalogue(this::exposures, store::spelled, namer.profile());
    this.overflow = counter(OVERFLOW);
  }

  @Override
  public Counter counter(MeterSpec spec) {
    Declared known = declare(spec, MeterType.COUNTER);
    return known.meter() instanceof CounterMeter meter
        ? meter.relabelled(Relabel.between(known.spec(), spec))
        : NoopMeters.COUNTER;
  }

  @Override
  public Histogram histogram(MeterSpec spec) {
    Declared known = declare(spec, MeterType.HISTOGRAM);
    return known.meter() instanceof HistogramMeter meter
        ? meter.relabelled(Relabel.between(known.spec(), spec))
        : NoopMeters.HISTOGRAM;
  }

  @Override
  public Gauge gauge(MeterSpec spec) {
    Declared known = declare(spec, MeterType.GAUGE);
    return known.meter() instanceof GaugeMeter meter
        ? meter.relabelled(Relabel.between(known.spec(), spec))
        : NoopMeters.GAUGE;
  }

  @Override
  public void observeCounter(
      MeterSpec spec, DoubleSupplier value, @Nullable String @Nullable ... values) {
    Objects.requireNonNull(value, "value");
    Declared known = declare(spec, MeterType.COUNTER, false);
    if (known.meter() instanceof CounterMeter meter) {
      meter.relabelled(Relabel.between(known.spec(), spec)).observe(value, values);
    }
  }

  @Override
  public Catalogue catalogue() {
    return catalogue;
  }

  /** Where the app declared the meter that has that name on the page; null if it did not. */
  @Nullable String siteOf(String name) {
    String id = namer.ownerOf(name);
    Declared known = id == null ? null : declared.get(id);
    return known == null ? null : known.site();
  }

  private List<Exposure> exposures() {
    return declared.values().stream().map(Declared::exposure).toList();
  }

  int labelSets() {
    return labelSets.get();
  }

  private Declared declare(MeterSpec spec, MeterType type) {
    return declare(spec, type, true);
  }

  private Declared declare(MeterSpec spec, MeterType type, boolean prepared) {
    Objects.requireNonNull(spec, "spec");
    if (spec.type() != type) {
      throw new IllegalArgumentException(
          "meter '" + spec.name() + "' is a " + spec.type() + ", it cannot be used as a " + type);
    }
    Declared known = declared.get(spec.name());
    if (known == null) {
      known = declareFirst(spec, prepared);
    }
    if (known.spec() != spec && !known.spec().sameShape(spec)) {
      conflict(spec, known.spec().toString(), known.site());
    } else if (known.spec() != spec && known.spec().with(spec) != known.spec()) {
      return widen(spec, prepared);
    }
    return known;
  }

  // Two events may share a counter, each with its own value of a label.
  private Declared widen(MeterSpec spec, boolean prepared) {
    synchronized (declared) {
      Declared known = Objects.requireNonNull(declared.get(spec.name()));
      MeterSpec wider = known.spec().with(spec);
      Exposure exposure = namer.widened(wider, known.exposure());
      Declared after = new Declared(wider, exposure, known.site(), known.meter());
      if (exposure.isOmitted()) {
        declared.put(spec.name(), after);
        return after;
      }
      SeriesTable<?> table = tableOf(known.meter());
      table.widen(wider.labels());
      declared.put(spec.name(), after);
      if (prepared && known.meter() instanceof CounterMeter) {
        prepareClosed(spec, table);
      }
      return after;
    }
  }

  private static SeriesTable<?> tableOf(Object meter) {
    if (meter instanceof CounterMeter counter) {
      return counter.table();
    }
    return meter instanceof HistogramMeter histogram
        ? histogram.table()
        : ((GaugeMeter) meter).table();
  }

  private Declared declareFirst(MeterSpec spec, boolean prepared) {
    synchronized (declared) {
      Declared known = declared.get(spec.name());
      if (known != null) {
        return known;
      }
      Exposure exposure = namer.expose(spec);
      for (MeterSpec exposed : exposure.specs()) {
        String other = taken.apply(exposed);
        if (other != null) {
          conflict(exposed, other, "Micrometer");
        }
      }
      Declared made = new Declared(spec, exposure, CallSite.find(), make(spec, exposure, prepared));
      declared.put(spec.name(), made);
      return made;
    }
  }

  private void conflict(MeterSpec spec, String first, String firstSite) {
    reports.invalid("meter_conflict");
    reports.warn(
        Code.METER_CONFLICT,
        "'"
            + spec.name()
            + "' was declared as "
            + first
            + " at "
            + firstSite
            + " and again as "
            + spec
            + " at "
            + CallSite.find()
            + "; the first one is exposed. Declare it once, or give the second another name.");
  }

  private Object make(MeterSpec spec, Exposure exposure, boolean prepared) {
    if (exposure.isOmitted()) {
      return NoopMeters.INSTANCE;
    }
    Reports to = spec.name().startsWith("sightglass_") ? Reports.SILENT : reports;
    Numbers numbers = new Numbers(spec.name(), to);
    return switch (spec.type()) {
      case COUNTER -> {
        var family = NamedFamily.of(exposure, numbers, one -> store.counters(one, numbers));
        yield counterOf(spec, family, to, prepared);
      }
      case HISTOGRAM -> {
        var family = NamedFamily.of(exposure, numbers, one -> store.histograms(one, numbers));
        SeriesTable<HistogramSeries> table = table(spec, family::create, to);
        prepareUnlabelled(spec, table);
        yield new HistogramMeter(table, null);
      }
      case GAUGE -> {
        var family = NamedFamily.of(exposure, numbers, one -> store.gauges(one, numbers));
        yield new GaugeMeter(table(spec, family::create, to), null);
      }
    };
  }

  private CounterMeter counterOf(
      MeterSpec spec, MeterStore.Family<CounterSeries> family, Reports to, boolean prepared) {
    SeriesTable<CounterSeries> table = table(spec, family::create, to);
    if (prepared) {
      prepareUnlabelled(spec, table);
      prepareClosed(spec, table);
    }
    return new CounterMeter(table, family, null);
  }

  private static void prepareUnlabelled(MeterSpec spec, SeriesTable<?> table) {
    if (spec.labels().isEmpty()) {
      table.find();
    }
  }

  // A rate needs a first sample: a series that starts with its first event hides that event.
  private static void prepareClosed(MeterSpec spec, SeriesTable<?> table) {
    long combinations = 1;
    for (LabelSpec label : spec.labels()) {
      combinations *= label.values().size();
      if (combinations > MAX_PREPARED) {
        return;
      }
    }
    if (combinations > 0) {
      prepare(spec.labels(), new String[spec.labels().size()], 0, table);
    }
  }

  private static void prepare(
      List<LabelSpec> labels, String[] values, int at, SeriesTable<?> table) {
    if (at == values.length) {
      table.find(values);
      return;
    }
    for (String value : labels.get(at).values()) {
      values[at] = value;
      prepare(labels, values, at + 1, table);
    }
  }

  private <S> SeriesTable<S> table(MeterSpec spec, Function<String[], S> create, Reports to) {
    LabelBound[] bounds = new LabelBound[spec.labels().size()];
    for (int i = 0; i < bounds.length; i++) {
      LabelSpec label = spec.labels().get(i);
      bounds[i] =
          new LabelBound(spec.name(), label, maxLabelValues, overflow(spec.name(), label, to), to);
    }
    // The library's own meters are few and bounded, and wanted most when a limit is reached.
    BooleanSupplier grows = to == Reports.SILENT ? () -> true : this::mayGrow;
    return new SeriesTable<>(
        bounds, create, grows, full(spec.name(), to), () -> badArity(spec, to));
  }

  /** A bound for a tag of the app's Micrometer meters, whatever its key. */
  LabelBound bound(String meter, String key) {
    String name = key.replaceAll("[^a-zA-Z0-9_]", "_");
    LabelSpec label = LabelSpec.learned(TAG.matcher(name).matches() ? name : "tag");
    return new LabelBound(meter, label, maxLabelValues, overflow(meter, label, reports), reports);
  }

  /** Takes a label set, or returns false where the app has as many as it may. */
  boolean mayGrow() {
    if (labelSets.incrementAndGet() <= maxLabelSets) {
      return true;
    }
    labelSets.decrementAndGet();
    return false;
  }

  /** Gives a label set back. */
  void shrink() {
    labelSets.decrementAndGet();
  }

  Overflow full(String meter) {
    return full(meter, reports);
  }

  private void badArity(MeterSpec spec, Reports to) {
    to.invalid("label_count");
    to.warn(
        Code.BAD_ARGUMENT,
        "'"
            + spec.name()
            + "' was given another number of label values than it has labels "
            + spec.labelNames()
            + "; missing ones are counted as _other, further ones are ignored.");
  }

  private Overflow overflow(String meter, LabelSpec label, Reports to) {
    String name = label.name();
    int limit = label.limit() == 0 ? maxLabelValues : label.limit();
    String what =
        label.isClosed()
            ? "label '" + name + "' of '" + meter + "' was given a value outside its set; it is"
            : "label '"
                + name
                + "' of '"
                + meter
                + "' reached "
                + limit
                + " values; further values are";
    String remedy =
        label.isClosed()
            ? "Add the value to the label's set."
            : "Give the " + name + " a template or raise sightglass.metrics.max-label-values.";
    return new Overflow(
        countedFor(meter, name), to, what + " counted as " + name + "=\"_other\". " + remedy);
  }

  private Overflow full(String meter, Reports to) {
    return new Overflow(
        countedFor(meter, "*"),
        to,
        "the app reached "
            + maxLabelSets
            + " label sets; new ones of '"
            + meter
            + "' are counted with every label as \"_other\". Use fewer labels or raise"
            + " sightglass.metrics.max-label-sets.");
  }

  // What overflows the count of overflows itself is not counted.
  private Supplier<Counter.Handle> countedFor(String meter, String label) {
    return meter.equals(OVERFLOW.name())
        ? NoopMeters.COUNTER::handle
        : () -> overflow.handle(meter, label);
  }
}
