// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.catalogue;

import io.sightglass.catalogue.Exposure.Family;
import io.sightglass.catalogue.Exposure.Field;
import io.sightglass.catalogue.Exposure.Split;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Applies a rule to one meter, and refuses what it cannot mean. */
final class Exposing {

  private final MeterSpec spec;
  private final MeterRule rule;
  private final Map<String, String> everywhere;
  private final String prefix;

  Exposing(MeterSpec spec, MeterRule rule, Map<String, String> everywhere, String prefix) {
    this.spec = spec;
    this.rule = rule;
    this.everywhere = everywhere;
    this.prefix = spec.isUnprefixed() || prefix.isEmpty() ? "" : prefix + "_";
  }

  Exposure exposure() {
    if (rule.omitted()) {
      return Exposure.omitted(spec);
    }
    checkLabels();
    if (rule.names().isEmpty()) {
      Family only = family(name(), "");
      return new Exposure(spec, only, null, List.of(only.spec()));
    }
    return split();
  }

  private void checkLabels() {
    List<String> labels = spec.labelNames();
    for (String mentioned : rule.mentioned()) {
      if (!labels.contains(mentioned)) {
        throw refused("it has no label '" + mentioned + "', only " + labels);
      }
    }
    for (var shown : rule.shown().entrySet()) {
      if (!shown.getValue() && spec.type() == MeterType.GAUGE) {
        throw refused(
            "label '"
                + shown.getKey()
                + "' cannot be dropped: the values of a gauge cannot be added up");
      }
    }
    if (rule.buckets() != null && spec.type() != MeterType.HISTOGRAM) {
      throw refused("only a histogram has buckets, this is a " + spec.type());
    }
  }

  private Exposure split() {
    if (rule.names().size() > 1) {
      throw refused("only one label's values can become names, not " + rule.names().keySet());
    }
    var entry = rule.names().entrySet().iterator().next();
    String label = entry.getKey();
    LabelSpec values = label(label);
    Map<String, Family> families = new LinkedHashMap<>();
    List<MeterSpec> specs = new ArrayList<>();
    entry
        .getValue()
        .forEach(
            (value, name) -> {
              if (values.isClosed() && !values.values().contains(value)) {
                throw refused("label '" + label + "' has no value '" + value + "'");
              }
              Family own = family(prefix + name, label);
              families.put(value, own);
              specs.add(own.spec());
            });
    Family rest = family(name(), "");
    if (!values.isClosed() || !families.keySet().containsAll(values.values())) {
      specs.add(0, rest.spec());
    }
    return new Exposure(
        spec, rest, new Split(spec.labelNames().indexOf(label), Map.copyOf(families)), specs);
  }

  private String name() {
    String name = rule.name() == null ? spec.name() : rule.name();
    return name.startsWith(prefix) ? name : prefix + name;
  }

  private LabelSpec label(String name) {
    return spec.labels().get(spec.labelNames().indexOf(name));
  }

  private Family family(String name, String without) {
    MeterSpec.Builder exposed = spec.exposedAs(name);
    List<Field> fields = new ArrayList<>();
    try {
      declaredLabels(exposed, fields, without);
      rule.added().forEach((key, added) -> add(exposed, fields, key, added));
      if (rule.buckets() != null) {
        exposed.buckets(rule.buckets().stream().mapToDouble(Double::doubleValue).toArray());
      }
      return new Family(exposed.build(), List.copyOf(fields));
    } catch (Refusal e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw refused(e.getMessage());
    }
  }

  private void declaredLabels(MeterSpec.Builder exposed, List<Field> fields, String without) {
    for (int i = 0; i < spec.labels().size(); i++) {
      LabelSpec label = spec.labels().get(i);
      boolean shown = rule.shown().getOrDefault(label.name(), !label.isOffered());
      if (shown && !label.name().equals(without)) {
        var map = mapping(label);
        exposed.label(label.mapped(key(label.name()), map));
        fields.add(new Field(i, map));
      }
    }
  }

  private String key(String label) {
    String own = rule.keys().get(label);
    return own != null ? own : everywhere.getOrDefault(label, label);
  }

  private UnaryOperator<@Nullable String> mapping(LabelSpec label) {
    Map<String, String> map = rule.values().get(label.name());
    if (map == null) {
      return value -> value;
    }
    if (spec.type() == MeterType.GAUGE && !isOneToOne(label, map)) {
      throw refused(
          "values of label '"
              + label.name()
              + "' would fall together, and the values of a gauge cannot be added up");
    }
    return known(value -> map.getOrDefault(value, value));
  }

  private static boolean isOneToOne(LabelSpec label, Map<String, String> map) {
    Set<String> images = new HashSet<>(Set.of(LabelSpec.OTHER));
    if (!label.values().contains(LabelSpec.NONE)) {
      images.add(LabelSpec.NONE);
    }
    return label.isClosed()
        && label.values().stream().allMatch(value -> images.add(map.getOrDefault(value, value)));
  }

  private void add(
      MeterSpec.Builder exposed, List<Field> fields, String key, MeterRule.Added added) {
    String from = added.from();
    if (from == null) {
      exposed.label(LabelSpec.oneOf(key, String.valueOf(added.value().apply(""))));
      fields.add(new Field(-1, added.value()));
      return;
    }
    var value = known(added.value());
    exposed.label(label(from).mapped(key, value));
    fields.add(new Field(spec.labelNames().indexOf(from), value));
  }

  // What stands for no or unknown values stays what it is; a function that fails makes one more.
  private static UnaryOperator<@Nullable String> known(UnaryOperator<@Nullable String> map) {
    return value -> {
      if (value == null || value.equals(LabelSpec.OTHER) || value.equals(LabelSpec.NONE)) {
        return value;
      }
      try {
        return map.apply(value);
      } catch (RuntimeException e) {
        return LabelSpec.OTHER;
      }
    };
  }

  private Refusal refused(@Nullable String why) {
    return new Refusal("the naming of " + spec + ": " + why);
  }

  /** Says already which meter it is about. */
  private static final class Refusal extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    Refusal(String message) {
      super(message);
    }
  }
}
