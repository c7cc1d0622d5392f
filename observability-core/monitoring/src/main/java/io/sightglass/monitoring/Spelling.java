// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.monitoring;

import io.sightglass.catalogue.Exposure;
import io.sightglass.catalogue.LabelSpec;
import io.sightglass.catalogue.MeterSpec;
import io.sightglass.monitoring.MeterNames.Unspeakable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How one declared meter is spelled: its families, the keys of its labels and their values, all
 * read off its {@link Exposure}.
 */
final class Spelling {

  // No value of a label looks like this, so where it turns up the label is.
  private static final String MARK = "\u0001mark\u0001";

  // Prometheus puts these on every series and calls a meter's own of that name exported_….
  private static final Set<String> SCRAPED = Set.of("job", "instance");
  private static final String EXPORTED = "exported_";

  private final Exposure exposure;

  Spelling(Exposure exposure) {
    this.exposure = exposure;
  }

  Exposure exposure() {
    return exposure;
  }

  MeterSpec declared() {
    return exposure.declared();
  }

  Spelling exposed() {
    if (exposure.isOmitted()) {
      throw new Unspeakable(declared().id() + " is omitted");
    }
    return this;
  }

  /** Whether the meter has that label of its own, as a query names it. */
  boolean hasLabel(String label) {
    return !SCRAPED.contains(label) && declared().labelNames().contains(own(label));
  }

  private static String own(String label) {
    String rest = label.startsWith(EXPORTED) ? label.substring(EXPORTED.length()) : "";
    return SCRAPED.contains(rest) ? rest : label;
  }

  private int index(String label) {
    return declared().labelNames().indexOf(own(label));
  }

  /** The key of a declared label; null where it is not on the page under any. */
  @Nullable String key(String label) {
    String[] values = sample();
    values[index(label)] = MARK;
    MeterSpec family = exposure.spec(values);
    if (!exposure.specs().contains(family)) {
      return null;
    }
    @Nullable String[] shown = exposure.values(values);
    List<String> carriers = new ArrayList<>();
    for (int i = 0; i < shown.length; i++) {
      if (MARK.equals(shown[i])) {
        String key = family.labelNames().get(i);
        carriers.add(SCRAPED.contains(key) ? EXPORTED + key : key);
      }
    }
    if (carriers.contains(label)) {
      return label;
    }
    return carriers.isEmpty() ? null : carriers.get(0);
  }

  /** A declared value of a label as it is on the page. */
  String value(String label, String value) {
    int at = index(label);
    String[] values = sample();
    values[at] = value;
    String key = key(label);
    int shown = exposure.spec(values).labelNames().indexOf(key == null ? "" : own(key));
    String image = shown < 0 ? null : exposure.values(values)[shown];
    return image == null ? value : image;
  }

  /** The declared values of a closed label that {@code test} lets through. */
  List<String> values(String label, Predicate<String> test) {
    LabelSpec spec = declared().labels().get(index(label));
    return spec.values().stream().filter(test).toList();
  }

  /** Whether its values are the same in every process, so that a query can be held to them. */
  boolean isClosed(String label) {
    LabelSpec spec = declared().labels().get(index(label));
    return spec.isClosed() && spec.description().isEmpty();
  }

  /** The label whose values have families of their own; null for none. */
  @Nullable String split() {
    if (exposure.specs().size() < 2) {
      return null;
    }
    for (LabelSpec label : declared().labels()) {
      if (families(label.name(), value -> true).size() > 1) {
        return label.name();
      }
    }
    return null;
  }

  /** The names of the families that those values of a label are in. */
  Set<String> families(String label, Predicate<String> test) {
    int at = index(label);
    Set<String> names = new LinkedHashSet<>();
    for (String value : values(label, test)) {
      String[] values = sample();
      values[at] = value;
      names.add(exposure.spec(values).name());
    }
    return names;
  }

  /** Whether those families still have the label that others are split by. */
  boolean keeps(String split, Set<String> families) {
    String key = key(split);
    return exposure.specs().stream()
        .filter(family -> families.contains(family.name()))
        .allMatch(family -> key != null && family.labelNames().contains(key));
  }

  /** The name of the only family. */
  String name() {
    return exposure.specs().get(0).name();
  }

  private String[] sample() {
    return declared().labels().stream()
        .map(label -> label.isClosed() ? label.values().iterator().next() : "x")
        .toArray(String[]::new);
  }
}
