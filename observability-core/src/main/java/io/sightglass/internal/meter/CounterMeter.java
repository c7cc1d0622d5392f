// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.meter;

import io.sightglass.meter.Counter;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** A declared counter: label values to handles. */
final class CounterMeter implements Counter {

  private final SeriesTable<CounterSeries> table;
  private final MeterStore.Family<CounterSeries> family;
  private final @Nullable Relabel relabel;

  CounterMeter(
      SeriesTable<CounterSeries> table,
      MeterStore.Family<CounterSeries> family,
      @Nullable Relabel relabel) {
    this.table = table;
    this.family = family;
    this.relabel = relabel;
  }

  CounterMeter relabelled(@Nullable Relabel with) {
    return with == null ? this : new CounterMeter(table, family, with);
  }

  void observe(DoubleSupplier value, @Nullable String @Nullable ... values) {
    family.observeSum(value, table.bound(relabel == null ? values : relabel.apply(values)));
  }

  SeriesTable<CounterSeries> table() {
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
