// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One line of {@code /metrics}.
 *
 * @param series the name and the labels as they stand there
 */
record Sample(String series, String name, Map<String, String> labels, double value) {

  static List<Sample> parse(String page) {
    List<Sample> samples = new ArrayList<>();
    page.lines()
        .filter(line -> !line.isEmpty() && line.charAt(0) != '#')
        .forEach(line -> samples.add(parseLine(line)));
    return samples;
  }

  private static Sample parseLine(String line) {
    Map<String, String> labels = new LinkedHashMap<>();
    int at = 0;
    while (line.charAt(at) != '{' && line.charAt(at) != ' ') {
      at++;
    }
    String name = line.substring(0, at);
    if (line.charAt(at) == '{') {
      at = labels(line, at + 1, labels);
    }
    String value = line.substring(at + 1);
    int end = value.indexOf(' ');
    return new Sample(
        line.substring(0, at), name, labels, number(end < 0 ? value : value.substring(0, end)));
  }

  /** Reads from behind the brace; where the space before the value is. */
  private static int labels(String line, int from, Map<String, String> into) {
    int at = from;
    while (line.charAt(at) != '}') {
      int equals = line.indexOf('=', at);
      String key = line.substring(at, equals);
      StringBuilder value = new StringBuilder();
      at = equals + 2;
      while (line.charAt(at) != '"') {
        if (line.charAt(at) == '\\') {
          at++;
          value.append(line.charAt(at) == 'n' ? '\n' : line.charAt(at));
        } else {
          value.append(line.charAt(at));
        }
        at++;
      }
      into.put(key, value.toString());
      at += line.charAt(at + 1) == ',' ? 2 : 1;
    }
    return at + 1;
  }

  private static double number(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  boolean matches(String wanted, Map<String, String> filter) {
    return name.equals(wanted) && labels.entrySet().containsAll(filter.entrySet());
  }
}
