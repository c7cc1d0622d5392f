// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A scraped page as numbers. */
final class Page {

  private static final Pattern LINE = Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? (\\S+)");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  /** A line. */
  record Sample(String name, Map<String, String> labels, double value) {}

  private final Map<String, String> types = new LinkedHashMap<>();
  private final List<Sample> samples = new ArrayList<>();

  static Page of(String text) {
    Page page = new Page();
    text.lines().forEach(page::line);
    return page;
  }

  private void line(String line) {
    if (line.startsWith("# TYPE ")) {
      String[] words = line.split(" ");
      types.put(words[2], words[3]);
    } else if (!line.startsWith("#")) {
      Matcher match = LINE.matcher(line);
      if (!match.matches()) {
        throw new AssertionError("not a line of an exposition: " + line);
      }
      Map<String, String> labels = new TreeMap<>();
      if (match.group(2) != null) {
        Matcher label = LABEL.matcher(match.group(2));
        while (label.find()) {
          labels.put(label.group(1), label.group(2));
        }
      }
      samples.add(new Sample(match.group(1), labels, Double.parseDouble(match.group(3))));
    }
  }

  /** {@code counter}, {@code gauge} or {@code histogram}; null if there is no such family. */
  String type(String family) {
    return types.get(family);
  }

  /** The labels of a family's samples, without {@code le}. */
  Set<Set<String>> labelSets(String family) {
    Set<Set<String>> sets = new java.util.HashSet<>();
    for (Sample sample : samples) {
      String of = sample.name.replaceAll("_(bucket|sum|count)$", "");
      if (sample.name.equals(family) || of.equals(family)) {
        Set<String> labels = new TreeSet<>(sample.labels.keySet());
        labels.remove("le");
        sets.add(labels);
      }
    }
    return sets;
  }

  /** Upper bounds of a histogram, without +Inf. */
  List<Double> buckets(String family) {
    return samples.stream()
        .filter(sample -> sample.name.equals(family + "_bucket"))
        .map(sample -> Double.parseDouble(sample.labels.get("le").replace("+Inf", "Infinity")))
        .filter(Double::isFinite)
        .distinct()
        .sorted()
        .toList();
  }

  /** The sum of every sample of that name that has these labels, given as name, value, … */
  double sum(String name, String... labels) {
    return samples.stream()
        .filter(sample -> sample.name.equals(name) && has(sample, labels))
        .mapToDouble(Sample::value)
        .sum();
  }

  /** The values of one label, over all samples of that name. */
  Set<String> values(String name, String label) {
    Set<String> values = new TreeSet<>();
    for (Sample sample : samples) {
      if (sample.name.equals(name) && sample.labels.containsKey(label)) {
        values.add(sample.labels.get(label));
      }
    }
    return values;
  }

  private static boolean has(Sample sample, String... labels) {
    for (int i = 0; i < labels.length; i += 2) {
      if (!labels[i + 1].equals(sample.labels.get(labels[i]))) {
        return false;
      }
    }
    return true;
  }
}
