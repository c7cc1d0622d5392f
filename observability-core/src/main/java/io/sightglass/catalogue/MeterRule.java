// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.catalogue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a profile does to one meter. Labels are named as the meter was declared, so the order of
 * operations does not matter; where two say something about the same thing, the later one holds.
 */
record MeterRule(
    @Nullable String name,
    boolean omitted,
    @Nullable List<Double> buckets,
    Map<String, Boolean> shown,
    Map<String, String> keys,
    Map<String, Map<String, String>> values,
    Map<String, Map<String, String>> names,
    Map<String, Added> added) {

  /** A label that was not declared: computed from one that was, or a constant. */
  record Added(@Nullable String from, UnaryOperator<@Nullable String> value) {}

  static final MeterRule NONE =
      new MeterRule(null, false, null, Map.of(), Map.of(), Map.of(), Map.of(), Map.of());

  static MeterRule renamed(String name) {
    return new MeterRule(name, false, null, Map.of(), Map.of(), Map.of(), Map.of(), Map.of());
  }

  static MeterRule omission() {
    return new MeterRule(null, true, null, Map.of(), Map.of(), Map.of(), Map.of(), Map.of());
  }

  static MeterRule bounds(double[] buckets) {
    List<Double> bounds = Arrays.stream(buckets).boxed().toList();
    return new MeterRule(null, false, bounds, Map.of(), Map.of(), Map.of(), Map.of(), Map.of());
  }

  static MeterRule show(String label, boolean shown) {
    Map<String, Boolean> one = Map.of(label, shown);
    return new MeterRule(null, false, null, one, Map.of(), Map.of(), Map.of(), Map.of());
  }

  static MeterRule key(String label, String key) {
    Map<String, String> one = Map.of(label, key);
    return new MeterRule(null, false, null, Map.of(), one, Map.of(), Map.of(), Map.of());
  }

  static MeterRule values(String label, Map<String, String> map) {
    Map<String, Map<String, String>> one = Map.of(label, Map.copyOf(map));
    return new MeterRule(null, false, null, Map.of(), Map.of(), one, Map.of(), Map.of());
  }

  static MeterRule intoName(String label, String value, String name) {
    Map<String, Map<String, String>> one = Map.of(label, Map.of(value, name));
    return new MeterRule(null, false, null, Map.of(), Map.of(), Map.of(), one, Map.of());
  }

  static MeterRule add(String key, Added value) {
    Map<String, Added> one = Map.of(key, value);
    return new MeterRule(null, false, null, Map.of(), Map.of(), Map.of(), Map.of(), one);
  }

  /** This rule, and over it the later one. */
  MeterRule then(MeterRule later) {
    return new MeterRule(
        later.name == null ? name : later.name,
        omitted || later.omitted,
        later.buckets == null ? buckets : later.buckets,
        merged(shown, later.shown),
        merged(keys, later.keys),
        nested(values, later.values),
        nested(names, later.names),
        merged(added, later.added));
  }

  /** The names its series may get instead of the meter's own. */
  List<String> targets() {
    List<String> all = new ArrayList<>();
    if (name != null) {
      all.add(name);
    }
    names.values().forEach(byValue -> all.addAll(byValue.values()));
    return all;
  }

  /** The declared labels it speaks of. */
  Set<String> mentioned() {
    Set<String> labels = new HashSet<>(shown.keySet());
    labels.addAll(keys.keySet());
    labels.addAll(values.keySet());
    labels.addAll(names.keySet());
    for (Added one : added.values()) {
      if (one.from() != null) {
        labels.add(one.from());
      }
    }
    return labels;
  }

  private static <V> Map<String, V> merged(Map<String, V> first, Map<String, V> second) {
    Map<String, V> all = new LinkedHashMap<>(first);
    all.putAll(second);
    return Collections.unmodifiableMap(all);
  }

  private static Map<String, Map<String, String>> nested(
      Map<String, Map<String, String>> first, Map<String, Map<String, String>> second) {
    Map<String, Map<String, String>> all = new LinkedHashMap<>(first);
    second.forEach((label, map) -> all.merge(label, map, MeterRule::merged));
    return Collections.unmodifiableMap(all);
  }
}
