// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.meter;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.NamingConvention;
import io.micrometer.core.instrument.noop.NoopCounter;
import io.micrometer.core.instrument.noop.NoopDistributionSummary;
import io.micrometer.core.instrument.noop.NoopFunctionCounter;
import io.micrometer.core.instrument.noop.NoopGauge;
import io.opentelemetry.api.trace.SpanContext;
import io.sightglass.Code;
import io.sightglass.catalogue.MeterSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Series in a host's own Micrometer registry, whose naming wins. Exemplars are the registry's
 * affair.
 */
final class MicrometerStore implements MeterStore {

  private final MeterRegistry registry;
  private final Reports reports;

  MicrometerStore(MeterRegistry registry, Reports reports) {
    this.registry = registry;
    this.reports = reports;
  }

  /** Registers, or takes what keeps nothing where the host has another meter of that name. */
  private <M> M registerOr(MeterSpec spec, Supplier<M> register, Supplier<M> nothing) {
    try {
      return register.get();
    } catch (RuntimeException e) {
      reports.invalid("meter_conflict");
      reports.warn(
          Code.METER_CONFLICT,
          "'"
              + spec.name()
              + "', declared at "
              + CallSite.find()
              + ", was refused by the host's registry, which has the name from another place; this"
              + " one keeps nothing. Give it another name.");
      return nothing.get();
    }
  }

  @Override
  public MeterSpec spelled(MeterSpec spec) {
    NamingConvention naming = registry.config().namingConvention();
    Meter.Type type =
        switch (spec.type()) {
          case COUNTER -> Meter.Type.COUNTER;
          case GAUGE -> Meter.Type.GAUGE;
          case HISTOGRAM -> Meter.Type.DISTRIBUTION_SUMMARY;
        };
    return spec.spelled(naming.name(spec.name(), type, unitOf(spec)), naming::tagKey);
  }

  private static Meter.Id idOf(MeterSpec spec, Meter.Type type) {
    return new Meter.Id(spec.name(), Tags.empty(), null, null, type);
  }

  @Override
  public Family<CounterSeries> counters(MeterSpec spec, Numbers numbers) {
    return new Counters(this, spec, numbers);
  }

  @Override
  public Family<HistogramSeries> histograms(MeterSpec spec, Numbers numbers) {
    return new Family<>() {
      @Override
      public HistogramSeries create(@Nullable String[] values) {
        var builder =
            DistributionSummary.builder(spec.name())
                .description(spec.help())
                .baseUnit(unitOf(spec))
                .tags(tagsOf(spec, values))
                .serviceLevelObjectives(spec.buckets());
        return new Summary(
            numbers,
            registerOr(
                spec,
                () -> builder.register(registry),
                () -> new NoopDistributionSummary(idOf(spec, Meter.Type.DISTRIBUTION_SUMMARY))));
      }

      @Override
      public void observeSum(DoubleSupplier value, @Nullable String[] values) {
        throw new UnsupportedOperationException("a histogram has no sum to observe");
      }
    };
  }

  @Override
  public Family<GaugeSeries> gauges(MeterSpec spec, Numbers numbers) {
    return new Family<>() {
      @Override
      public GaugeSeries create(@Nullable String[] values) {
        var series = new GaugeSeries(numbers);
        var builder =
            Gauge.builder(spec.name(), series, GaugeSeries::read)
                .strongReference(true)
                .description(spec.help())
                .baseUnit(unitOf(spec))
                .tags(tagsOf(spec, values));
        registerOr(
            spec,
            () -> builder.register(registry),
            () -> new NoopGauge(idOf(spec, Meter.Type.GAUGE)));
        return series;
      }

      @Override
      public void observeSum(DoubleSupplier value, @Nullable String[] values) {
        throw new UnsupportedOperationException("a gauge observes through its series");
      }
    };
  }

  private static Tags tagsOf(MeterSpec spec, @Nullable String[] values) {
    List<Tag> tags = new ArrayList<>(values.length);
    for (int i = 0; i < values.length; i++) {
      String value = values[i];
      if (value != null) {
        tags.add(Tag.of(spec.labels().get(i).name(), value));
      }
    }
    return Tags.of(tags);
  }

  private static @Nullable String unitOf(MeterSpec spec) {
    return spec.unit().isEmpty() ? null : spec.unit();
  }

  private record Counters(
      MicrometerStore store, MeterSpec spec, Numbers numbers, Map<List<String>, ObservedSum> sums)
      implements Family<CounterSeries> {

    Counters(MicrometerStore store, MeterSpec spec, Numbers numbers) {
      this(store, spec, numbers, new ConcurrentHashMap<>());
    }

    @Override
    public CounterSeries create(@Nullable String[] values) {
      var builder =
          Counter.builder(spec.name())
              .description(spec.help())
              .baseUnit(unitOf(spec))
              .tags(tagsOf(spec, values));
      return new Sum(
          numbers,
          store.registerOr(
              spec,
              () -> builder.register(store.registry),
              () -> new NoopCounter(idOf(spec, Meter.Type.COUNTER))));
    }

    @Override
    public void observeSum(DoubleSupplier value, @Nullable String[] values) {
      sums.computeIfAbsent(List.of(values), key -> register(value, values)).observe(value);
    }

    private ObservedSum register(DoubleSupplier value, @Nullable String[] values) {
      var sum = new ObservedSum(numbers, value);
      var builder =
          FunctionCounter.builder(spec.name(), sum, ObservedSum::read)
              .description(spec.help())
              .baseUnit(unitOf(spec))
              .tags(tagsOf(spec, values));
      store.registerOr(
          spec,
          () -> builder.register(store.registry),
          () -> new NoopFunctionCounter(idOf(spec, Meter.Type.COUNTER)));
      return sum;
    }
  }

  private static final class Sum extends CounterSeries {

    private final Counter counter;

    Sum(Numbers numbers, Counter counter) {
      super(numbers);
      this.counter = counter;
    }

    @Override
    public void increment() {
      counter.increment();
    }

    @Override
    void accept(double amount) {
      counter.increment(amount);
    }

    @Override
    void accept(double amount, @Nullable SpanContext exemplar) {
      counter.increment(amount);
    }
  }

  private static final class Summary extends HistogramSeries {

    private final DistributionSummary summary;

    Summary(Numbers numbers, DistributionSummary summary) {
      super(numbers);
      this.summary = summary;
    }

    @Override
    void accept(double value) {
      summary.record(value);
    }

    @Override
    void accept(double value, @Nullable SpanContext exemplar) {
      summary.record(value);
    }
  }
}
