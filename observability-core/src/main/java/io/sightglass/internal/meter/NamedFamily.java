// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.meter;

import io.sightglass.catalogue.Exposure;
import io.sightglass.catalogue.MeterSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A meter that a naming profile spells otherwise: declared values are brought to the family and the
 * values of the page once, when their series is made. Series that are one on the page share one
 * cell, so they are added up without any further work.
 *
 * @param <S> the kind of series
 */
final class NamedFamily<S> implements MeterStore.Family<S> {

  private final Exposure exposure;
  private final Numbers numbers;
  private final Function<MeterSpec, MeterStore.Family<S>> open;
  private final Map<String, MeterStore.Family<S>> families = new HashMap<>();
  private final Map<List<@Nullable String>, S> cells = new HashMap<>();
  private final Map<List<@Nullable String>, Map<List<String>, ObservedSum>> sums = new HashMap<>();

  private NamedFamily(
      Exposure exposure, Numbers numbers, Function<MeterSpec, MeterStore.Family<S>> open) {
    this.exposure = exposure;
    this.numbers = numbers;
    this.open = open;
    exposure.specs().forEach(this::family);
  }

  /** The family itself where the profile leaves the meter as it is. */
  static <S> MeterStore.Family<S> of(
      Exposure exposure, Numbers numbers, Function<MeterSpec, MeterStore.Family<S>> open) {
    return exposure.isUnchanged()
        ? open.apply(exposure.declared())
        : new NamedFamily<>(exposure, numbers, open);
  }

  @Override
  public synchronized S create(@Nullable String[] values) {
    MeterSpec spec = exposure.spec(values);
    @Nullable String[] exposed = exposure.values(values);
    List<@Nullable String> key = key(spec, exposed);
    S known = cells.get(key);
    if (known == null) {
      known = family(spec).create(exposed);
      cells.put(key, known);
    }
    return known;
  }

  @Override
  public synchronized void observeSum(DoubleSupplier value, @Nullable String[] values) {
    MeterSpec spec = exposure.spec(values);
    @Nullable String[] exposed = exposure.values(values);
    List<@Nullable String> key = key(spec, exposed);
    Map<List<String>, ObservedSum> parts = sums.get(key);
    boolean first = parts == null;
    if (parts == null) {
      parts = new HashMap<>();
      sums.put(key, parts);
    }
    ObservedSum known = parts.get(List.of(values));
    if (known == null) {
      parts.put(List.of(values), new ObservedSum(numbers, value));
    } else {
      known.observe(value);
    }
    if (first) {
      family(spec).observeSum(() -> total(key), exposed);
    }
  }

  private double total(List<@Nullable String> key) {
    List<ObservedSum> parts;
    synchronized (this) {
      parts = new ArrayList<>(sums.getOrDefault(key, Map.of()).values());
    }
    // Outside the lock: it runs code of the app.
    return parts.stream().mapToDouble(ObservedSum::read).sum();
  }

  private MeterStore.Family<S> family(MeterSpec spec) {
    return families.computeIfAbsent(spec.name(), name -> open.apply(spec));
  }

  private static List<@Nullable String> key(MeterSpec spec, @Nullable String[] exposed) {
    List<@Nullable String> key = new ArrayList<>(exposed.length + 1);
    key.add(spec.name());
    key.addAll(Arrays.asList(exposed));
    return key;
  }
}
