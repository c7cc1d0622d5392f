// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.meter;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A strict reader of Prometheus text 0.0.4 and OpenMetrics 1.0, written from their specifications.
 * It refuses whatever they refuse and everything Prometheus 2.42 refuses.
 */
final class Exposition {

  record Sample(String name, Map<String, String> labels, double value, @Nullable String exemplar) {

    String key() {
      return name + labels;
    }
  }

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?[0-9]+(\\.[0-9]*)?([eE][+-]?[0-9]+)?");

  private static final Map<String, List<String>> SUFFIXES =
      Map.of(
          "counter", List.of("_total"),
          "gauge", List.of(""),
          "histogram", List.of("_bucket", "_count", "_sum"),
          "gaugehistogram", List.of("_bucket", "_gcount", "_gsum"),
          "summary", List.of("", "_count", "_sum"),
          "info", List.of("_info"),
          "stateset", List.of(""),
          "unknown", List.of(""));

  final List<Sample> samples = new ArrayList<>();
  final Map<String, String> types = new LinkedHashMap<>();
  final Map<String, String> help = new HashMap<>();
  private final Set<String> closed = new HashSet<>();
  private final Set<String> sampled = new HashSet<>();
  private final Set<String> keys = new HashSet<>();
  private final boolean openMetrics;
  private String family = "";
  private String line = "";
  private int at;

  private Exposition(boolean openMetrics) {
    this.openMetrics = openMetrics;
  }

  static Exposition text(byte[] body) {
    return new Exposition(false).read(body);
  }

  static Exposition openMetrics(byte[] body) {
    return new Exposition(true).read(body);
  }

  double value(String name, String... labels) {
    Map<String, String> wanted = new TreeMap<>();
    for (int i = 0; i < labels.length; i += 2) {
      wanted.put(labels[i], labels[i + 1]);
    }
    return samples.stream()
        .filter(sample -> sample.name().equals(name) && sample.labels().equals(wanted))
        .mapToDouble(Sample::value)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no sample " + name + wanted));
  }

  List<Sample> named(String name) {
    return samples.stream().filter(sample -> sample.name().equals(name)).toList();
  }

  double sum(String name) {
    return named(name).stream().mapToDouble(Sample::value).sum();
  }

  private Exposition read(byte[] body) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw new AssertionError("not UTF-8", e);
    }
    check(text.isEmpty() || text.endsWith("\n"), "the last line does not end");
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    lines.remove(lines.size() - 1);
    if (openMetrics) {
      check(!lines.isEmpty() && lines.remove(lines.size() - 1).equals("# EOF"), "no # EOF");
    }
    for (String one : lines) {
      line = one;
      at = 0;
      check(!one.isEmpty(), "empty line");
      if (one.startsWith("# ")) {
        comment();
      } else {
        sample();
      }
    }
    checkHistograms();
    return this;
  }

  private void comment() {
    String[] words = line.split(" ", 4);
    check(words.length >= 3 && !words[1].equals("EOF"), "comment");
    String name = words[2];
    check(name.matches("[a-zA-Z_:][a-zA-Z0-9_:]*"), "family name");
    enter(name);
    String rest = words.length > 3 ? words[3] : "";
    switch (words[1]) {
      case "TYPE" -> {
        check(types.put(name, rest.equals("untyped") ? "unknown" : rest) == null, "second TYPE");
        check(SUFFIXES.containsKey(types.get(name)), "type");
        check(!sampled.contains(name), "TYPE after samples");
      }
      case "HELP" -> {
        check(help.put(name, rest) == null, "second HELP");
        checkEscapes(rest);
      }
      case "UNIT" -> check(openMetrics && name.endsWith("_" + rest), "unit is not the suffix");
      default -> check(false, "unknown comment");
    }
  }

  // Lines of one family follow each other.
  private void enter(String name) {
    if (!name.equals(family)) {
      check(closed.add(name), "family " + name + " a second time");
      family = name;
    }
  }

  private void sample() {
    String name = name(true);
    Map<String, String> labels = peek() == '{' ? labels() : Map.of();
    take(' ');
    double value = number(word());
    String exemplar = null;
    if (at < line.length()) {
      take(' ');
      if (peek() == '#') {
        exemplar = exemplar(name);
      } else {
        number(word());
      }
    }
    check(at == line.length(), "text after the sample");
    check(belongs(name, family), "sample of another family");
    Sample sample = new Sample(name, labels, value, exemplar);
    check(keys.add(sample.key()), "duplicate series");
    if (typeOf(family).equals("counter")) {
      check(value >= 0, "negative counter");
    }
    samples.add(sample);
    sampled.add(family);
  }

  private String typeOf(String name) {
    return types.getOrDefault(name, "unknown");
  }

  private boolean belongs(String sample, String name) {
    String type = typeOf(name);
    if (!openMetrics && (type.equals("counter") || type.equals("info"))) {
      return sample.equals(name);
    }
    return SUFFIXES.get(type).stream().anyMatch(suffix -> sample.equals(name + suffix));
  }

  private String exemplar(String name) {
    check(openMetrics, "exemplar in text 0.0.4");
    check(name.endsWith("_total") || name.endsWith("_bucket"), "exemplar on " + name);
    take('#');
    take(' ');
    Map<String, String> labels = labels();
    int length = 0;
    for (var label : labels.entrySet()) {
      length += label.getKey().length() + label.getValue().length();
    }
    check(length <= 128, "exemplar longer than 128 characters");
    take(' ');
    number(word());
    if (at < line.length()) {
      take(' ');
      number(word());
    }
    return labels.toString();
  }

  private Map<String, String> labels() {
    Map<String, String> labels = new TreeMap<>();
    take('{');
    while (peek() != '}') {
      if (!labels.isEmpty()) {
        take(',');
      }
      String name = name(false);
      take('=');
      take('"');
      check(labels.put(name, quoted()) == null, "label twice");
    }
    take('}');
    return labels;
  }

  private String quoted() {
    StringBuilder value = new StringBuilder();
    while (peek() != '"') {
      char c = line.charAt(at++);
      if (c == '\\') {
        char escaped = line.charAt(at++);
        check("\\n\"".indexOf(escaped) >= 0, "escape");
        c = escaped == 'n' ? '\n' : escaped;
      }
      value.append(c);
    }
    at++;
    return value.toString();
  }

  private void checkEscapes(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '\\') {
        i++;
        check(i < text.length() && "\\n\"".indexOf(text.charAt(i)) >= 0, "escape in help");
      } else {
        check(!openMetrics || text.charAt(i) != '"', "quote in help");
      }
    }
  }

  private String name(boolean colons) {
    int start = at;
    check(isNamePart(peek(), colons) && !Character.isDigit(peek()), "name");
    while (at < line.length() && isNamePart(line.charAt(at), colons)) {
      at++;
    }
    return line.substring(start, at);
  }

  private static boolean isNamePart(char c, boolean colons) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || (colons && c == ':');
  }

  private String word() {
    int end = line.indexOf(' ', at);
    String word = line.substring(at, end < 0 ? line.length() : end);
    at += word.length();
    return word;
  }

  private double number(String word) {
    return switch (word) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      case "NaN" -> Double.NaN;
      default -> {
        check(NUMBER.matcher(word).matches(), "number");
        yield Double.parseDouble(word);
      }
    };
  }

  private char peek() {
    check(at < line.length(), "line ends early");
    return line.charAt(at);
  }

  private void take(char wanted) {
    check(peek() == wanted, "another character expected");
    at++;
  }

  private void checkHistograms() {
    for (var type : types.entrySet()) {
      if (type.getValue().equals("histogram")) {
        checkHistogram(type.getKey());
      }
    }
  }

  private void checkHistogram(String name) {
    Map<Map<String, String>, Double> lastBound = new HashMap<>();
    Map<Map<String, String>, Double> lastCount = new HashMap<>();
    for (Sample bucket : named(name + "_bucket")) {
      Map<String, String> series = new TreeMap<>(bucket.labels());
      String le = series.remove("le");
      check(le != null, "bucket without le");
      double bound = number(String.valueOf(le));
      check(bound > lastBound.getOrDefault(series, Double.NEGATIVE_INFINITY), "le not ascending");
      check(bucket.value() >= lastCount.getOrDefault(series, 0.0), "buckets not cumulative");
      lastBound.put(series, bound);
      lastCount.put(series, bucket.value());
    }
    lastBound.values().forEach(bound -> check(bound == Double.POSITIVE_INFINITY, "no +Inf"));
    for (Sample count : named(name + "_count")) {
      check(lastCount.get(count.labels()) == count.value(), "count differs from +Inf");
    }
  }

  private void check(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what + ": " + line);
    }
  }
}
