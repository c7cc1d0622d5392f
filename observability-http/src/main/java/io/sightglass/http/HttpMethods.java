// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The methods that are label values; any other is {@value #OTHER}. */
final class HttpMethods {

  /** Stands for every other method, as in OpenTelemetry's conventions. */
  static final String OTHER = "_OTHER";

  // RFC 9110 section 9 and RFC 5789, the most frequent first.
  private static final List<String> STANDARD =
      List.of("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "CONNECT");

  private final String[] names;

  private HttpMethods(List<String> known) {
    List<String> all = new ArrayList<>(known);
    all.remove(OTHER);
    all.add(OTHER);
    names = all.toArray(new String[0]);
  }

  /** The standard ones, or those of a comma-separated list, which replaces them. */
  static HttpMethods of(String list) {
    List<String> known =
        java.util.Arrays.stream(list.split(",", -1))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .distinct()
            .limit(50)
            .toList();
    return new HttpMethods(known.isEmpty() ? STANDARD : known);
  }

  int count() {
    return names.length;
  }

  /** The index of a method as sent; methods are case-sensitive. */
  int indexOf(@Nullable String method) {
    int other = names.length - 1;
    for (int i = 0; i < other; i++) {
      if (names[i].equals(method)) {
        return i;
      }
    }
    return other;
  }

  String name(int index) {
    return names[index];
  }

  boolean isOther(int index) {
    return index == names.length - 1;
  }

  String[] labelValues() {
    return names.clone();
  }
}
