// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.meter;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.sightglass.catalogue.MeterSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** The own store: families in the one Prometheus registry. */
final class OwnStore implements MeterStore {

  private final PrometheusRegistry registry;

  OwnStore(PrometheusRegistry registry) {
    this.registry = registry;
  }

  @Override
  public Family<CounterSeries> counters(MeterSpec spec, Numbers numbers) {
    var family = new Counters(spec, numbers);
    registry.register(family);
    return family;
  }

  @Override
  public Family<HistogramSeries> histograms(MeterSpec spec, Numbers numbers) {
    var family = new Histograms(spec, numbers);
    registry.register(family);
    return family;
  }

  @Override
  public Family<GaugeSeries> gauges(MeterSpec spec, Numbers numbers) {
    var family = new Gauges(spec, numbers);
    registry.register(family);
    return family;
  }

  private static final class Counters extends OwnFamily<OwnCounter>
      implements Family<CounterSeries> {

    private record Observed(Labels labels, ObservedSum sum) {}

    private final Numbers numbers;
    private final List<Observed> observed = new CopyOnWriteArrayList<>();

    Counters(MeterSpec spec, Numbers numbers) {
      super(spec);
      this.numbers = numbers;
    }

    @Override
    public CounterSeries create(@Nullable String[] values) {
      var series = new OwnCounter(numbers, labels(values));
      add(series);
      return series;
    }

    @Override
    public void observeSum(DoubleSupplier value, @Nullable String[] values) {
      Labels labels = labels(values);
      synchronized (observed) {
        for (Observed known : observed) {
          if (known.labels().equals(labels)) {
            known.sum().observe(value);
            return;
          }
        }
        observed.add(new Observed(labels, new ObservedSum(numbers, value)));
      }
    }

    @Override
    boolean isInstant() {
      return observed.isEmpty();
    }

    @Override
    Labels labelsOf(OwnCounter series) {
      return series.labels();
    }

    @Override
    public MetricSnapshot collect() {
      long now = System.currentTimeMillis();
      List<CounterDataPointSnapshot> points = points(series -> series.collect(now));
      if (observed.isEmpty()) {
        return new CounterSnapshot(metadata(), points);
      }
      for (Observed one : observed) {
        double base = remove(points, one.labels());
        points.add(new CounterDataPointSnapshot(base + one.sum().read(), one.labels(), null, 0));
      }
      return new CounterSnapshot(metadata(), points);
    }

    // A series may be both added to and observed: then it is the sum of the two.
    private static double remove(List<CounterDataPointSnapshot> points, Labels labels) {
      for (int i = 0; i < points.size(); i++) {
        if (points.get(i).getLabels().equals(labels)) {
          return points.remove(i).getValue();
        }
      }
      return 0;
    }
  }

  private static final class Histograms extends OwnFamily<OwnHistogram>
      implements Family<HistogramSeries> {

    private final Numbers numbers;
    private final double[] bounds;

    Histograms(MeterSpec spec, Numbers numbers) {
      super(spec);
      this.numbers = numbers;
      double[] finite = spec.buckets();
      bounds = Arrays.copyOf(finite, finite.length + 1);
      bounds[finite.length] = Double.POSITIVE_INFINITY;
    }

    @Override
    public HistogramSeries create(@Nullable String[] values) {
      var series = new OwnHistogram(numbers, labels(values), bounds);
      add(series);
      return series;
    }

    @Override
    public void observeSum(DoubleSupplier value, @Nullable String[] values) {
      throw new UnsupportedOperationException("a histogram has no sum to observe");
    }

    @Override
    Labels labelsOf(OwnHistogram series) {
      return series.labels();
    }

    @Override
    public MetricSnapshot collect() {
      long now = System.currentTimeMillis();
      return new HistogramSnapshot(metadata(), points(series -> series.collect(now)));
    }
  }

  private static final class Gauges extends OwnFamily<Gauges.Labelled>
      implements Family<GaugeSeries> {

    record Labelled(GaugeSeries series, Labels labels) {}

    private final Numbers numbers;

    Gauges(MeterSpec spec, Numbers numbers) {
      super(spec);
      this.numbers = numbers;
    }

    @Override
    public GaugeSeries create(@Nullable String[] values) {
      var series = new GaugeSeries(numbers);
      add(new Labelled(series, labels(values)));
      return series;
    }

    @Override
    public void observeSum(DoubleSupplier value, @Nullable String[] values) {
      throw new UnsupportedOperationException("a gauge observes through its series");
    }

    @Override
    boolean isInstant() {
      for (Labelled one : inOrder()) {
        if (one.series().isObserved()) {
          return false;
        }
      }
      return true;
    }

    @Override
    Labels labelsOf(Labelled series) {
      return series.labels();
    }

    @Override
    public MetricSnapshot collect() {
      List<GaugeDataPointSnapshot> points = new ArrayList<>();
      for (Labelled one : inOrder()) {
        points.add(new GaugeDataPointSnapshot(one.series().read(), one.labels(), null));
      }
      return new GaugeSnapshot(metadata(), points);
    }
  }
}
