// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.endpoint;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads Accept-Encoding (RFC 9110, 12.5.3) for the one question there is here: gzip or not. */
final class AcceptEncoding {

  private static final double ABSENT = -1;
  private static final double MALFORMED = -2;
  private static final Pattern WEIGHT = Pattern.compile("0(\\.[0-9]{0,3})?|1(\\.0{0,3})?");

  // Nobody sends more; a view of a request may go on for ever.
  private static final int MAX_LINES = 64;

  private double gzip = ABSENT;
  private double identity = ABSENT;
  private double any = ABSENT;

  private AcceptEncoding() {}

  /**
   * Whether gzip is allowed and at least as welcome as the plain body. An item with a malformed
   * weight, such as {@code q=NaN}, is ignored.
   */
  static boolean prefersGzip(List<String> lines) {
    AcceptEncoding read = new AcceptEncoding();
    for (int i = 0; i < Math.min(MAX_LINES, lines.size()); i++) {
      for (String item : lines.get(i).split(",", -1)) {
        read.item(item.trim().toLowerCase(Locale.ROOT));
      }
    }
    double weight = read.gzip == ABSENT ? read.any : read.gzip;
    return weight > 0 && weight >= read.identity;
  }

  private void item(String item) {
    String[] parts = item.split(";", -1);
    double weight = 1;
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].trim();
      if (parameter.startsWith("q=")) {
        weight = weight(parameter.substring(2));
      }
    }
    if (weight == MALFORMED) {
      return;
    }
    switch (parts[0].trim()) {
      case "gzip", "x-gzip" -> gzip = Math.max(gzip, weight);
      case "identity" -> identity = weight;
      case "*" -> any = weight;
      default -> {}
    }
  }

  private static double weight(String text) {
    return WEIGHT.matcher(text).matches() ? Double.parseDouble(text) : MALFORMED;
  }
}
