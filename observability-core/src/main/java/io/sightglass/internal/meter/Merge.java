// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.meter;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings the families of one collection together: each sample name belongs to the family that was
 * registered first, and a family that no exposition could hold is left out.
 */
final class Merge {

  private final Skips skips;
  private final Set<String> claimed = new HashSet<>();
  private final List<MetricSnapshot> families = new ArrayList<>();

  Merge(Skips skips) {
    this.skips = skips;
  }

  /** Takes what the source has; what it cannot take is counted. */
  void add(Source source, List<MetricSnapshot> snapshots) {
    boolean timed = snapshots.stream().anyMatch(Merge::isDistribution);
    for (MetricSnapshot snapshot : snapshots) {
      try {
        if (!snapshot.getDataPoints().isEmpty() && !(timed && isMaximum(snapshot))) {
          add(Mixture.resolved(snapshot));
        }
      } catch (RuntimeException e) {
        skips.failed(source.toString(), e);
      }
    }
  }

  List<MetricSnapshot> families() {
    families.sort(Comparator.comparing(family -> family.getMetadata().getPrometheusName()));
    return families;
  }

  private void add(MetricSnapshot snapshot) {
    String why = defect(snapshot);
    String name = Names.of(snapshot);
    if (why != null) {
      skips.invalid(name, why);
      return;
    }
    List<String> names = Names.samples(snapshot);
    for (String sample : names) {
      if (claimed.contains(sample)) {
        skips.duplicate(name);
        return;
      }
    }
    claimed.addAll(names);
    families.add(snapshot);
  }

  private static boolean isDistribution(MetricSnapshot snapshot) {
    return snapshot instanceof HistogramSnapshot || snapshot instanceof SummarySnapshot;
  }

  // Micrometer's decaying maximum beside a distribution: a family nobody asked for.
  private static boolean isMaximum(MetricSnapshot snapshot) {
    return snapshot instanceof GaugeSnapshot
        && snapshot.getMetadata().getPrometheusName().endsWith("_max");
  }

  private static @Nullable String defect(MetricSnapshot snapshot) {
    String reserved =
        snapshot instanceof HistogramSnapshot
            ? "le"
            : snapshot instanceof SummarySnapshot ? "quantile" : "";
    for (Object any : snapshot.getDataPoints()) {
      if (!(any instanceof DataPointSnapshot point) || !Mixture.fits(snapshot, point)) {
        return "has points of another type";
      }
      if (point instanceof CounterDataPointSnapshot sum && !Double.isFinite(sum.getValue())) {
        return "is a counter that is not a finite number";
      }
      Labels labels = point.getLabels();
      for (int i = 0; i < labels.size(); i++) {
        if (labels.getPrometheusName(i).equals(reserved)) {
          return "has a label '" + reserved + "', which its type reserves";
        }
      }
    }
    return null;
  }

  /** What families are called in an exposition. */
  static final class Names {

    private Names() {}

    static String of(MetricSnapshot snapshot) {
      MetricMetadata metadata = snapshot.getMetadata();
      if (snapshot instanceof CounterSnapshot) {
        return withEnding(metadata, "_total");
      }
      return snapshot instanceof InfoSnapshot
          ? withEnding(metadata, "_info")
          : metadata.getPrometheusName();
    }

    // The library keeps the name an app gave it, and the name without the ending, apart.
    private static String withEnding(MetricMetadata metadata, String ending) {
      String given = metadata.getExpositionBasePrometheusName();
      return given.endsWith(ending) ? given : metadata.getPrometheusName() + ending;
    }

    static List<String> samples(MetricSnapshot snapshot) {
      String name = of(snapshot);
      if (snapshot instanceof HistogramSnapshot histogram) {
        return histogram.isGaugeHistogram()
            ? List.of(name, name + "_bucket", name + "_gcount", name + "_gsum")
            : List.of(name, name + "_bucket", name + "_count", name + "_sum");
      }
      return snapshot instanceof SummarySnapshot
          ? List.of(name, name + "_count", name + "_sum")
          : List.of(name);
    }
  }
}
