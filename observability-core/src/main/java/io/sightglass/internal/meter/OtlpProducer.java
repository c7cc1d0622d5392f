// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.meter;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.Data;
import io.opentelemetry.sdk.metrics.data.DoubleExemplarData;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.GaugeData;
import io.opentelemetry.sdk.metrics.data.HistogramData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.MetricDataType;
import io.opentelemetry.sdk.metrics.data.SumData;
import io.opentelemetry.sdk.metrics.data.SummaryData;
import io.opentelemetry.sdk.metrics.data.SummaryPointData;
import io.opentelemetry.sdk.metrics.data.ValueAtQuantile;
import io.opentelemetry.sdk.metrics.export.MetricProducer;
import io.opentelemetry.sdk.resources.Resource;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.StateSetSnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The registry's families as OpenTelemetry metrics: the names, the values and the exemplars of the
 * exposition, cumulative since the engine was made. It reads the same isolated collection.
 */
final class OtlpProducer implements MetricProducer {

  private static final InstrumentationScopeInfo SCOPE =
      InstrumentationScopeInfo.create("io.sightglass");

  // OpenTelemetry writes units as UCUM does.
  private static final Map<String, String> UNITS = Map.of("seconds", "s", "bytes", "By");

  private final Supplier<List<MetricSnapshot>> collection;
  private final long startNanos = now();

  OtlpProducer(Supplier<List<MetricSnapshot>> collection) {
    this.collection = collection;
  }

  private static long now() {
    return TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
  }

  @Override
  public Collection<MetricData> produce(Resource resource) {
    List<MetricData> metrics = new ArrayList<>();
    for (MetricSnapshot family : collection.get()) {
      Metric metric = new Conversion(startNanos, now()).of(family, resource);
      if (metric != null) {
        metrics.add(metric);
      }
    }
    return metrics;
  }

  /** One reading of the clock for the points of a family. */
  private record Conversion(long start, long now) {

    @Nullable Metric of(MetricSnapshot family, Resource resource) {
      if (family instanceof CounterSnapshot counter) {
        return metric(resource, family, MetricDataType.DOUBLE_SUM, sums(counter));
      }
      if (family instanceof HistogramSnapshot histogram && !histogram.isGaugeHistogram()) {
        return metric(resource, family, MetricDataType.HISTOGRAM, histograms(histogram));
      }
      if (family instanceof SummarySnapshot summary) {
        return metric(resource, family, MetricDataType.SUMMARY, summaries(summary));
      }
      List<DoublePointData> levels = levels(family);
      return levels == null
          ? null
          : metric(
              resource,
              family,
              MetricDataType.DOUBLE_GAUGE,
              GaugeData.createDoubleGaugeData(levels));
    }

    private static Metric metric(
        Resource resource, MetricSnapshot family, MetricDataType type, Data<?> data) {
      var metadata = family.getMetadata();
      String unit = metadata.getUnit() == null ? "" : metadata.getUnit().toString();
      return new Metric(
          resource,
          SCOPE,
          Merge.Names.of(family),
          metadata.getHelp() == null ? "" : metadata.getHelp(),
          UNITS.getOrDefault(unit, unit),
          type,
          data);
    }

    private Data<?> sums(CounterSnapshot family) {
      List<DoublePointData> points = new ArrayList<>();
      for (var point : family.getDataPoints()) {
        Exemplar exemplar = point.getExemplar();
        points.add(
            DoublePointData.create(
                start,
                now,
                attributes(point.getLabels()),
                point.getValue(),
                exemplar == null ? List.of() : List.of(exemplar(exemplar))));
      }
      return SumData.createDoubleSumData(true, AggregationTemporality.CUMULATIVE, points);
    }

    private Data<?> histograms(HistogramSnapshot family) {
      List<HistogramPointData> points = new ArrayList<>();
      for (HistogramDataPointSnapshot point : family.getDataPoints()) {
        points.add(histogram(point));
      }
      return HistogramData.create(AggregationTemporality.CUMULATIVE, points);
    }

    private HistogramPoint histogram(HistogramDataPointSnapshot point) {
      ClassicHistogramBuckets buckets = point.getClassicBuckets();
      List<Double> bounds = new ArrayList<>();
      List<Long> counts = new ArrayList<>();
      for (int i = 0; i < buckets.size(); i++) {
        if (i < buckets.size() - 1) {
          bounds.add(buckets.getUpperBound(i));
        }
        counts.add(buckets.getCount(i));
      }
      List<DoubleExemplarData> exemplars = new ArrayList<>();
      for (Exemplar exemplar : point.getExemplars()) {
        exemplars.add(exemplar(exemplar));
      }
      return new HistogramPoint(
          start,
          now,
          attributes(point.getLabels()),
          point.getSum(),
          point.getCount(),
          List.copyOf(bounds),
          List.copyOf(counts),
          List.copyOf(exemplars));
    }

    private Data<?> summaries(SummarySnapshot family) {
      List<SummaryPointData> points = new ArrayList<>();
      for (SummaryDataPointSnapshot point : family.getDataPoints()) {
        List<ValueAtQuantile> quantiles = new ArrayList<>();
        for (var quantile : point.getQuantiles()) {
          quantiles.add(ValueAtQuantile.create(quantile.getQuantile(), quantile.getValue()));
        }
        points.add(
            SummaryPointData.create(
                start,
                now,
                attributes(point.getLabels()),
                point.getCount(),
                point.getSum(),
                quantiles));
      }
      return SummaryData.create(points);
    }

    private @Nullable List<DoublePointData> levels(MetricSnapshot family) {
      List<DoublePointData> points = new ArrayList<>();
      if (family instanceof GaugeSnapshot gauge) {
        gauge.getDataPoints().forEach(point -> points.add(level(point, point.getValue())));
      } else if (family instanceof UnknownSnapshot unknown) {
        unknown.getDataPoints().forEach(point -> points.add(level(point, point.getValue())));
      } else if (family instanceof InfoSnapshot info) {
        info.getDataPoints().forEach(point -> points.add(level(point, 1)));
      } else if (family instanceof StateSetSnapshot states) {
        String key = states.getMetadata().getPrometheusName();
        for (var point : states.getDataPoints()) {
          for (int i = 0; i < point.size(); i++) {
            Labels labels = point.getLabels().merge(Labels.of(key, point.getName(i)));
            points.add(level(labels, point.isTrue(i) ? 1 : 0));
          }
        }
      } else {
        return null;
      }
      return points;
    }

    private DoublePointData level(DataPointSnapshot point, double value) {
      return level(point.getLabels(), value);
    }

    private DoublePointData level(Labels labels, double value) {
      return DoublePointData.create(start, now, attributes(labels), value, List.of());
    }

    private static Attributes attributes(Labels labels) {
      if (labels.size() == 0) {
        return Attributes.empty();
      }
      AttributesBuilder attributes = Attributes.builder();
      for (int i = 0; i < labels.size(); i++) {
        attributes.put(labels.getPrometheusName(i), labels.getValue(i));
      }
      return attributes.build();
    }

    private static DoubleExemplarData exemplar(Exemplar exemplar) {
      String trace = exemplar.getLabels().get(Exemplar.TRACE_ID);
      String span = exemplar.getLabels().get(Exemplar.SPAN_ID);
      SpanContext context =
          trace == null || span == null
              ? SpanContext.getInvalid()
              : SpanContext.create(trace, span, TraceFlags.getSampled(), TraceState.getDefault());
      return DoubleExemplarData.create(
          Attributes.empty(),
          TimeUnit.MILLISECONDS.toNanos(exemplar.getTimestampMillis()),
          context,
          exemplar.getValue());
    }
  }

  private record Metric(
      Resource getResource,
      InstrumentationScopeInfo getInstrumentationScopeInfo,
      String getName,
      String getDescription,
      String getUnit,
      MetricDataType getType,
      Data<?> getData)
      implements MetricData {}

  private record HistogramPoint(
      long getStartEpochNanos,
      long getEpochNanos,
      Attributes getAttributes,
      double getSum,
      long getCount,
      List<Double> getBoundaries,
      List<Long> getCounts,
      List<DoubleExemplarData> getExemplars)
      implements HistogramPointData {

    @Override
    public boolean hasMin() {
      return false;
    }

    @Override
    public double getMin() {
      return 0;
    }

    @Override
    public boolean hasMax() {
      return false;
    }

    @Override
    public double getMax() {
      return 0;
    }
  }
}
