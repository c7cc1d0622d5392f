// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.meter;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DistributionDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.Quantile;
import io.prometheus.metrics.model.snapshots.StateSetSnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes families as Prometheus text 0.0.4 or OpenMetrics 1.0. Exemplars go on counters and buckets
 * alone: Prometheus before 2.43 refuses a scrape that has one on {@code _count}. Creation times are
 * not written.
 */
final class TextWriter {

  private final Chunks out;
  private final boolean openMetrics;
  private final Set<String> headed = new HashSet<>();
  private double[] bounds = new double[0];
  private @Nullable String[] boundTexts = new String[0];

  private TextWriter(Chunks out, boolean openMetrics) {
    this.out = out;
    this.openMetrics = openMetrics;
  }

  /**
   * @param failed what to do with a family that cannot be written; the page is as if it were not
   */
  static void text(
      List<MetricSnapshot> families, Chunks out, BiConsumer<MetricSnapshot, Exception> failed) {
    new TextWriter(out, false).writeAll(families, failed);
  }

  static void openMetrics(
      List<MetricSnapshot> families, Chunks out, BiConsumer<MetricSnapshot, Exception> failed) {
    var writer = new TextWriter(out, true);
    // A counter gives way to a gauge of its name without the ending.
    for (MetricSnapshot family : families) {
      if (!(family instanceof CounterSnapshot) && !(family instanceof InfoSnapshot)) {
        writer.headed.add(family.getMetadata().getPrometheusName());
      }
    }
    writer.writeAll(families, failed);
    out.ascii("# EOF\n");
  }

  private void writeAll(
      List<MetricSnapshot> families, BiConsumer<MetricSnapshot, Exception> failed) {
    for (MetricSnapshot family : families) {
      long start = out.length();
      try {
        write(family);
      } catch (RuntimeException e) {
        out.cut(start);
        failed.accept(family, e);
      }
    }
  }

  private void write(MetricSnapshot family) {
    if (family instanceof CounterSnapshot counter) {
      write(counter);
    } else if (family instanceof GaugeSnapshot gauge) {
      write(gauge);
    } else if (family instanceof HistogramSnapshot histogram) {
      write(histogram);
    } else if (family instanceof SummarySnapshot summary) {
      write(summary);
    } else if (family instanceof InfoSnapshot info) {
      write(info);
    } else if (family instanceof StateSetSnapshot states) {
      write(states);
    } else if (family instanceof UnknownSnapshot unknown) {
      write(unknown);
    }
  }

  private void write(CounterSnapshot family) {
    String name = Merge.Names.of(family);
    headSuffixed(family, name, "_total", "counter");
    for (CounterDataPointSnapshot point : family.getDataPoints()) {
      sample(name, "", point.getLabels());
      out.number(point.getValue());
      end(point, point.getExemplar());
    }
  }

  private void write(InfoSnapshot family) {
    String name = Merge.Names.of(family);
    headSuffixed(family, name, "_info", openMetrics ? "info" : "gauge");
    for (DataPointSnapshot point : family.getDataPoints()) {
      sample(name, "", point.getLabels());
      out.write('1');
      end(point, null);
    }
  }

  // In OpenMetrics the family has the name without the ending, unless another family has it.
  private void headSuffixed(MetricSnapshot family, String name, String ending, String type) {
    if (!openMetrics) {
      head(name, type, family.getMetadata());
      return;
    }
    String base = name.substring(0, name.length() - ending.length());
    if (headed.add(base)) {
      head(base, type, family.getMetadata());
    } else {
      head(name, "unknown", family.getMetadata());
    }
  }

  private void write(GaugeSnapshot family) {
    String name = family.getMetadata().getPrometheusName();
    head(name, "gauge", family.getMetadata());
    for (GaugeDataPointSnapshot point : family.getDataPoints()) {
      sample(name, "", point.getLabels());
      out.number(point.getValue());
      end(point, null);
    }
  }

  private void write(UnknownSnapshot family) {
    String name = family.getMetadata().getPrometheusName();
    head(name, openMetrics ? "unknown" : "untyped", family.getMetadata());
    for (var point : family.getDataPoints()) {
      sample(name, "", point.getLabels());
      out.number(point.getValue());
      end(point, null);
    }
  }

  private void write(StateSetSnapshot family) {
    String name = family.getMetadata().getPrometheusName();
    head(name, openMetrics ? "stateset" : "gauge", family.getMetadata());
    for (var point : family.getDataPoints()) {
      for (int i = 0; i < point.size(); i++) {
        out.ascii(name);
        out.write('{');
        labels(point.getLabels());
        label(name, point.getName(i), !point.getLabels().isEmpty());
        out.ascii("} ");
        out.write(point.isTrue(i) ? '1' : '0');
        end(point, null);
      }
    }
  }

  private void write(SummarySnapshot family) {
    String name = family.getMetadata().getPrometheusName();
    head(name, "summary", family.getMetadata());
    for (SummaryDataPointSnapshot point : family.getDataPoints()) {
      for (Quantile quantile : point.getQuantiles()) {
        String text = Double.toString(quantile.getQuantile());
        bounded(name, "", point.getLabels(), "quantile", text);
        out.number(quantile.getValue());
        end(point, null);
      }
      count(name, "_count", point);
      sum(name, "_sum", point);
    }
  }

  private void write(HistogramSnapshot family) {
    MetricMetadata metadata = family.getMetadata();
    String name = metadata.getPrometheusName();
    boolean gauge = family.isGaugeHistogram();
    head(name, gauge && openMetrics ? "gaugehistogram" : "histogram", metadata);
    for (HistogramDataPointSnapshot point : family.getDataPoints()) {
      buckets(name, point);
      if (!gauge || openMetrics) {
        count(name, gauge ? "_gcount" : "_count", point);
        sum(name, gauge ? "_gsum" : "_sum", point);
      }
    }
    if (gauge && !openMetrics) {
      gaugeSums(name, family);
    }
  }

  // Text 0.0.4 knows no gauge histogram: its count and sum are gauges of their own.
  private void gaugeSums(String name, HistogramSnapshot family) {
    head(name + "_gcount", "gauge", family.getMetadata());
    family.getDataPoints().forEach(point -> count(name, "_gcount", point));
    head(name + "_gsum", "gauge", family.getMetadata());
    family.getDataPoints().forEach(point -> sum(name, "_gsum", point));
  }

  private void count(String name, String suffix, DistributionDataPointSnapshot point) {
    if (point.hasCount()) {
      sample(name, suffix, point.getLabels());
      out.number(point.getCount());
      end(point, null);
    }
  }

  private void sum(String name, String suffix, DistributionDataPointSnapshot point) {
    if (point.hasSum()) {
      sample(name, suffix, point.getLabels());
      out.number(point.getSum());
      end(point, null);
    }
  }

  private void buckets(String name, HistogramDataPointSnapshot point) {
    ClassicHistogramBuckets buckets = point.getClassicBuckets();
    if (buckets.isEmpty()) {
      bounded(name, "_bucket", point.getLabels(), "le", "+Inf");
      out.number(point.getCount());
      end(point, null);
      return;
    }
    Exemplars exemplars = point.getExemplars();
    long cumulative = 0;
    double below = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < buckets.size(); i++) {
      double bound = buckets.getUpperBound(i);
      cumulative += buckets.getCount(i);
      bounded(name, "_bucket", point.getLabels(), "le", boundText(i, bound));
      out.number(cumulative);
      end(point, exemplars.size() == 0 ? null : exemplars.get(below, bound));
      below = bound;
    }
  }

  // Series of one family mostly have the same bounds. The text is a part of a series' identity, so
  // it is what Prometheus' own library writes.
  private String boundText(int bucket, double bound) {
    if (bucket >= bounds.length) {
      bounds = Arrays.copyOf(bounds, bucket + 8);
      boundTexts = Arrays.copyOf(boundTexts, bucket + 8);
    }
    String known = boundTexts[bucket];
    if (known == null || bounds[bucket] != bound) {
      known = bound == Double.POSITIVE_INFINITY ? "+Inf" : Double.toString(bound);
      bounds[bucket] = bound;
      boundTexts[bucket] = known;
    }
    return known;
  }

  private void head(String name, String type, MetricMetadata metadata) {
    if (openMetrics) {
      type(name, type);
      unit(name, metadata);
      help(name, metadata);
    } else {
      help(name, metadata);
      type(name, type);
    }
  }

  private void type(String name, String type) {
    out.ascii("# TYPE ");
    out.ascii(name);
    out.write(' ');
    out.ascii(type);
    out.write('\n');
  }

  private void unit(String name, MetricMetadata metadata) {
    if (metadata.getUnit() != null && name.endsWith("_" + metadata.getUnit())) {
      out.ascii("# UNIT ");
      out.ascii(name);
      out.write(' ');
      out.ascii(metadata.getUnit().toString());
      out.write('\n');
    }
  }

  private void help(String name, MetricMetadata metadata) {
    String help = metadata.getHelp();
    if (help != null && !help.isEmpty()) {
      out.ascii("# HELP ");
      out.ascii(name);
      out.write(' ');
      out.escaped(help, openMetrics);
      out.write('\n');
    }
  }

  private void sample(String name, String suffix, Labels labels) {
    out.ascii(name);
    out.ascii(suffix);
    if (labels.size() > 0) {
      out.write('{');
      labels(labels);
      out.write('}');
    }
    out.write(' ');
  }

  private void bounded(String name, String suffix, Labels labels, String key, String bound) {
    out.ascii(name);
    out.ascii(suffix);
    out.write('{');
    labels(labels);
    if (labels.size() > 0) {
      out.write(',');
    }
    out.ascii(key);
    out.ascii("=\"");
    out.ascii(bound);
    out.ascii("\"} ");
  }

  private void labels(Labels labels) {
    for (int i = 0; i < labels.size(); i++) {
      label(labels.getPrometheusName(i), labels.getValue(i), i > 0);
    }
  }

  private void label(String name, String value, boolean follows) {
    if (follows) {
      out.write(',');
    }
    out.ascii(name);
    out.ascii("=\"");
    out.escaped(value, true);
    out.write('"');
  }

  private void end(DataPointSnapshot point, @Nullable Exemplar exemplar) {
    if (point.hasScrapeTimestamp()) {
      out.write(' ');
      if (openMetrics) {
        seconds(point.getScrapeTimestampMillis());
      } else {
        out.number(point.getScrapeTimestampMillis());
      }
    }
    if (openMetrics && exemplar != null) {
      out.ascii(" # {");
      labels(exemplar.getLabels());
      out.ascii("} ");
      out.number(exemplar.getValue());
      if (exemplar.hasTimestamp()) {
        out.write(' ');
        seconds(exemplar.getTimestampMillis());
      }
    }
    out.write('\n');
  }

  private void seconds(long millis) {
    out.number(millis / 1000);
    out.write('.');
    long rest = millis % 1000;
    out.write('0' + (int) (rest / 100));
    out.write('0' + (int) (rest / 10 % 10));
    out.write('0' + (int) (rest % 10));
  }
}
