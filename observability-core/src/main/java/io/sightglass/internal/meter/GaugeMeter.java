// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.meter;

import io.sightglass.meter.Gauge;
import java.util.Objects;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** A declared gauge: label values to handles. */
final class GaugeMeter implements Gauge {

  private final SeriesTable<GaugeSeries> table;
  private final @Nullable Relabel relabel;

  GaugeMeter(SeriesTable<GaugeSeries> table, @Nullable Relabel relabel) {
    this.table = table;
    this.relabel = relabel;
  }

  GaugeMeter relabelled(@Nullable Relabel with) {
    return with == null ? this : new GaugeMeter(table, with);
  }

  SeriesTable<GaugeSeries> table() {
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
  public Handle handle(@Nullable String @Nullable ... values) {
    return table.find(relabel == null ? values : relabel.apply(values));
  }

  @Override
  public void observe(DoubleSupplier value, @Nullable String @Nullable ... values) {
    Objects.requireNonNull(value, "value");
    table.find(relabel == null ? values : relabel.apply(values)).observe(value);
  }
}
