// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.meter;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Chooses a format by an Accept header, as RFC 9110 §12.5.1 has it: the most specific range that
 * names a format gives its weight, the highest weight wins; between equals a range that names the
 * format wins over a wildcard, then the one that was named first, then the server's preference. A
 * range with a weight that is none is ignored. Without a usable range the answer is text.
 */
final class Accept {

  // RFC 9110 gives no bound; nobody has use for more ranges than this.
  private static final int MAX_RANGES = 64;

  private record Range(
      String type, String subtype, Map<String, String> parameters, double weight, int position) {

    /** How exactly it names the format; -1 if it does not. */
    int fit(Format format) {
      if (type.equals("*")) {
        return subtype.equals("*") ? 0 : -1;
      }
      if (!type.equals(format.type())) {
        return -1;
      }
      if (subtype.equals("*")) {
        return 1;
      }
      if (!subtype.equals(format.subtype())) {
        return -1;
      }
      for (var parameter : parameters.entrySet()) {
        if (!format.allows(parameter.getKey(), parameter.getValue())) {
          return -1;
        }
      }
      return 2 + parameters.size();
    }
  }

  private Accept() {}

  /** The format to answer with; null if none is acceptable. */
  static @Nullable Format choose(@Nullable String header) {
    List<Range> ranges = parse(header == null ? "" : header);
    if (ranges.isEmpty()) {
      return Format.TEXT;
    }
    Format best = null;
    Range bestRange = null;
    for (Format format : Format.values()) {
      Range range = format.isAvailable() ? rangeFor(format, ranges) : null;
      if (range == null || range.weight() <= 0) {
        continue;
      }
      if (bestRange == null || better(range, bestRange)) {
        best = format;
        bestRange = range;
      }
    }
    return best;
  }

  private static @Nullable Range rangeFor(Format format, List<Range> ranges) {
    Range best = null;
    int bestFit = -1;
    for (Range range : ranges) {
      int fit = range.fit(format);
      if (fit > bestFit) {
        best = range;
        bestFit = fit;
      }
    }
    return best;
  }

  private static boolean better(Range one, Range other) {
    if (one.weight() != other.weight()) {
      return one.weight() > other.weight();
    }
    boolean oneNames = !one.subtype().equals("*");
    boolean otherNames = !other.subtype().equals("*");
    if (oneNames != otherNames) {
      return oneNames;
    }
    return oneNames && one.position() < other.position();
  }

  private static List<Range> parse(String header) {
    List<Range> ranges = new ArrayList<>();
    for (String part : split(header, ',')) {
      Range range = range(part, ranges.size());
      if (range != null && ranges.size() < MAX_RANGES) {
        ranges.add(range);
      }
    }
    return ranges;
  }

  private static @Nullable Range range(String text, int position) {
    List<String> parts = split(text, ';');
    String media = parts.get(0).trim().toLowerCase(Locale.ROOT);
    int slash = media.indexOf('/');
    if (slash <= 0 || slash == media.length() - 1) {
      return null;
    }
    double weight = 1;
    Map<String, String> parameters = new HashMap<>();
    for (String part : parts.subList(1, parts.size())) {
      int equals = part.indexOf('=');
      if (equals < 0) {
        continue;
      }
      String name = part.substring(0, equals).trim().toLowerCase(Locale.ROOT);
      String value = unquoted(part.substring(equals + 1).trim());
      if (name.equals("q")) {
        weight = weight(value);
        if (weight < 0) {
          return null;
        }
        break;
      }
      parameters.put(name, value);
    }
    return new Range(
        media.substring(0, slash), media.substring(slash + 1), parameters, weight, position);
  }

  // Up to three decimals, 0 to 1; -1 for anything else, such as NaN or 1e0.
  private static double weight(String text) {
    if (text.isEmpty() || text.length() > 5 || (text.charAt(0) != '0' && text.charAt(0) != '1')) {
      return -1;
    }
    if (text.length() > 1 && text.charAt(1) != '.') {
      return -1;
    }
    for (int i = 2; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return -1;
      }
    }
    double weight = Double.parseDouble(text);
    return weight <= 1 ? weight : -1;
  }

  private static String unquoted(String value) {
    boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
    return quoted ? value.substring(1, value.length() - 1).replace("\\", "") : value;
  }

  // Separators within quotes do not separate.
  private static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && quoted) {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == separator && !quoted) {
        parts.add(text.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(text.substring(start));
    return parts;
  }
}
