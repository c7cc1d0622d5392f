// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.testkit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What the series of a meter are now, and by how much they changed. */
final class MeterView {

  private final String name;
  private final Map<String, String> labels;
  private final Map<String, Double> before;
  private final List<Sample> now;

  /**
   * A view of the series that have these labels, whatever others they have.
   *
   * @throws AssertionError if there is no such meter, or it has no such label
   */
  MeterView(
      String name,
      String[] labels,
      Map<String, Double> before,
      Supplier<List<Sample>> page,
      boolean declared) {
    this.name = name;
    this.labels = pairs(labels);
    this.before = before;
    this.now = page.get();
    check(declared);
  }

  private static Map<String, String> pairs(String[] labels) {
    if (labels.length % 2 != 0) {
      throw new IllegalArgumentException(
          "labels come in pairs, such as \"status\", \"succeeded\"; there are " + labels.length);
    }
    Map<String, String> pairs = new LinkedHashMap<>();
    for (int i = 0; i < labels.length; i += 2) {
      pairs.put(labels[i], labels[i + 1]);
    }
    return pairs;
  }

  // A name that is misspelt has not changed either.
  private void check(boolean declared) {
    List<Sample> family = now.stream().filter(sample -> isOfFamily(sample.name())).toList();
    if (family.isEmpty() && !declared) {
      throw new AssertionError(
          "there is no meter " + name + ". Recorded:" + list(now.stream().filter(this::isNew)));
    }
    for (String label : labels.keySet()) {
      if (!family.isEmpty() && family.stream().noneMatch(s -> s.labels().containsKey(label))) {
        throw new AssertionError(
            name
                + " has no label "
                + label
                + "; it has "
                + family.stream()
                    .flatMap(sample -> sample.labels().keySet().stream())
                    .filter(key -> !key.equals("le"))
                    .collect(Collectors.toCollection(TreeSet::new)));
      }
    }
  }

  private boolean isOfFamily(String sample) {
    return sample.equals(name) || sample.equals(name + "_count");
  }

  private boolean isNew(Sample sample) {
    return change(sample) != 0
        && !sample.name().endsWith("_bucket")
        && !sample.name().startsWith("jvm_")
        && !sample.name().startsWith("process_");
  }

  /** The sum over the series whose name ends so. */
  double value(String suffix) {
    return matching(suffix).stream().mapToDouble(Sample::value).sum();
  }

  /** By how much that sum changed. */
  double change(String suffix) {
    return matching(suffix).stream().mapToDouble(this::change).sum();
  }

  boolean isPresent() {
    return !matching("").isEmpty();
  }

  private List<Sample> matching(String suffix) {
    return now.stream().filter(sample -> sample.matches(name + suffix, labels)).toList();
  }

  private double change(Sample sample) {
    return sample.value() - before.getOrDefault(sample.series(), 0.0);
  }

  void fail(String what, double actual, double expected) {
    throw new AssertionError(
        this
            + what
            + number(actual)
            + ", expected "
            + number(expected)
            + ". Recorded for "
            + name
            + ":"
            + list(
                now.stream().filter(sample -> sample.name().startsWith(name)).filter(this::isNew)));
  }

  private String list(java.util.stream.Stream<Sample> samples) {
    String lines =
        samples
            .limit(50)
            .map(sample -> "\n  " + sample.series() + "  changed by " + number(change(sample)))
            .collect(Collectors.joining());
    return lines.isEmpty() ? " nothing" : lines;
  }

  static boolean isSame(double actual, double expected) {
    return Math.abs(actual - expected) <= 1e-9 * Math.max(1, Math.abs(expected));
  }

  static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  @Override
  public String toString() {
    return labels.isEmpty() ? name : name + labels;
  }
}
