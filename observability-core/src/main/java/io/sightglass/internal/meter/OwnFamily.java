// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.meter;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.MetricType;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricFamilyDescriptor;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.Unit;
import io.sightglass.catalogue.MeterSpec;
import io.sightglass.catalogue.MeterType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The series of one own meter, as a collector of the Prometheus registry. Series are only ever
 * added, and are kept in the order of an exposition so that a scrape has nothing to sort.
 *
 * @param <S> the kind of series
 */
abstract class OwnFamily<S> implements Collector {

  private final MeterSpec spec;
  private final String[] labelNames;
  private final MetricMetadata metadata;
  private final List<S> added = new ArrayList<>();
  private volatile List<S> ordered = List.of();

  OwnFamily(MeterSpec spec) {
    this.spec = spec;
    this.labelNames = spec.labelNames().toArray(new String[0]);
    this.metadata = metadataOf(spec);
  }

  private static MetricMetadata metadataOf(MeterSpec spec) {
    String name = spec.name();
    String base =
        spec.type() == MeterType.COUNTER
            ? name.substring(0, name.length() - "_total".length())
            : name;
    boolean named = !spec.unit().isEmpty() && base.endsWith("_" + spec.unit());
    return MetricMetadata.builder()
        .name(base)
        .expositionBaseName(name)
        .originalName(name)
        .help(spec.help())
        .unit(named ? new Unit(spec.unit()) : null)
        .build();
  }

  final MetricMetadata metadata() {
    return metadata;
  }

  final Labels labels(@Nullable String[] values) {
    String[] names = new String[values.length];
    String[] given = new String[values.length];
    int count = 0;
    for (int i = 0; i < values.length; i++) {
      String value = values[i];
      if (value != null) {
        names[count] = labelNames[i];
        given[count++] = value;
      }
    }
    return Labels.of(Arrays.copyOf(names, count), Arrays.copyOf(given, count));
  }

  /** Whether collecting runs no code of the app, so that it can neither throw nor block. */
  boolean isInstant() {
    return true;
  }

  final void add(S series) {
    synchronized (added) {
      added.add(series);
    }
  }

  abstract Labels labelsOf(S series);

  final List<S> inOrder() {
    List<S> seen = ordered;
    synchronized (added) {
      if (seen.size() == added.size()) {
        return seen;
      }
      List<S> sorted = new ArrayList<>(added);
      sorted.sort(Comparator.comparing(this::labelsOf));
      ordered = sorted;
      return sorted;
    }
  }

  final <D extends DataPointSnapshot> List<D> points(java.util.function.Function<S, D> collect) {
    List<S> all = inOrder();
    List<D> points = new ArrayList<>(all.size());
    for (S one : all) {
      points.add(collect.apply(one));
    }
    return points;
  }

  @Override
  public abstract MetricSnapshot collect();

  @Override
  public MetricFamilyDescriptor getMetricFamilyDescriptor() {
    MetricType type =
        switch (spec.type()) {
          case COUNTER -> MetricType.COUNTER;
          case GAUGE -> MetricType.GAUGE;
          case HISTOGRAM -> MetricType.HISTOGRAM;
        };
    return MetricFamilyDescriptor.of(type, metadata, Set.of(labelNames));
  }
}
