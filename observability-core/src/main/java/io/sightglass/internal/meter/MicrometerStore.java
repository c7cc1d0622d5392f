// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.meter;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.opentelemetry.api.trace.SpanContext;
import io.sightglass.catalogue.MeterSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Series in a host's own Micrometer registry, whose naming wins. Exemplars are the registry's
 * affair.
 */
final class MicrometerStore implements MeterStore {

  private final MeterRegistry registry;

  MicrometerStore(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public Family<CounterSeries> counters(MeterSpec spec, Numbers numbers) {
    return new Counters(registry, spec, numbers);
  }

  @Override
  public Family<HistogramSeries> histograms(MeterSpec spec, Numbers numbers) {
    return new Family<>() {
      @Override
      public HistogramSeries create(String[] values) {
        return new Summary(
            numbers,
            DistributionSummary.builder(spec.name())
                .description(spec.help())
                .baseUnit(unitOf(spec))
                .tags(tagsOf(spec, values))
                .serviceLevelObjectives(spec.buckets())
                .register(registry));
      }

      @Override
      public void observeSum(DoubleSupplier value, String[] values) {
        throw new UnsupportedOperationException("a histogram has no sum to observe");
      }
    };
  }

  @Override
  public Family<GaugeSeries> gauges(MeterSpec spec, Numbers numbers) {
    return new Family<>() {
      @Override
      public GaugeSeries create(String[] values) {
        var series = new GaugeSeries(numbers);
        Gauge.builder(spec.name(), series, GaugeSeries::read)
            .strongReference(true)
            .description(spec.help())
            .baseUnit(unitOf(spec))
            .tags(tagsOf(spec, values))
            .register(registry);
        return series;
      }

      @Override
      public void observeSum(DoubleSupplier value, String[] values) {
        throw new UnsupportedOperationException("a gauge observes through its series");
      }
    };
  }

  private static Tags tagsOf(MeterSpec spec, String[] values) {
    List<Tag> tags = new ArrayList<>(values.length);
    for (int i = 0; i < values.length; i++) {
      tags.add(Tag.of(spec.labels().get(i).name(), values[i]));
    }
    return Tags.of(tags);
  }

  private static @Nullable String unitOf(MeterSpec spec) {
    return spec.unit().isEmpty() ? null : spec.unit();
  }

  private record Counters(
      MeterRegistry registry, MeterSpec spec, Numbers numbers, Map<List<String>, ObservedSum> sums)
      implements Family<CounterSeries> {

    Counters(MeterRegistry registry, MeterSpec spec, Numbers numbers) {
      this(registry, spec, numbers, new ConcurrentHashMap<>());
    }

    @Override
    public CounterSeries create(String[] values) {
      return new Sum(
          numbers,
          Counter.builder(spec.name())
              .description(spec.help())
              .baseUnit(unitOf(spec))
              .tags(tagsOf(spec, values))
              .register(registry));
    }

    @Override
    public void observeSum(DoubleSupplier value, String[] values) {
      sums.computeIfAbsent(List.of(values), key -> register(value, values)).observe(value);
    }

    private ObservedSum register(DoubleSupplier value, String[] values) {
      var sum = new ObservedSum(numbers, value);
      FunctionCounter.builder(spec.name(), sum, ObservedSum::read)
          .description(spec.help())
          .baseUnit(unitOf(spec))
          .tags(tagsOf(spec, values))
          .register(registry);
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
