// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.meter;

import io.sightglass.meter.Histogram;
import org.jspecify.annotations.Nullable;

/** A declared histogram: label values to handles. */
final class HistogramMeter implements Histogram {

  private final SeriesTable<HistogramSeries> table;
  private final @Nullable Relabel relabel;

  HistogramMeter(SeriesTable<HistogramSeries> table, @Nullable Relabel relabel) {
    this.table = table;
    this.relabel = relabel;
  }

  HistogramMeter relabelled(@Nullable Relabel with) {
    return with == null ? this : new HistogramMeter(table, with);
  }

  SeriesTable<HistogramSeries> table() {
    return table;
  }

  @Override
  public Handle handle() {
    return relabel == null ? table.get() : table.find(relabel.apply());
  }

  @Override
  public Handle handle(@Nullable String value) {
    return relabel == null ? table.get(value) : table.find(relabel.apply(value));
  }

  @Override
  public Handle handle(@Nullable String first, @Nullable String second) {
    return relabel == null ? table.get(first, second) : table.find(relabel.apply(first, second));
  }

  @Override
  public Handle handle(@Nullable String first, @Nullable String second, @Nullable String third) {
    return relabel == null
        ? table.get(first, second, third)
        : table.find(relabel.apply(first, second, third));
  }

  @Override
  public Handle handle(@Nullable String @Nullable ... values) {
    return table.find(relabel == null ? values : relabel.apply(values));
  }
}
