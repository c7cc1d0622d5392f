// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A list of host names; {@code *.example.org} stands for every name below that one. */
final class Hosts {

  private final List<String> names;

  private Hosts(List<String> names) {
    this.names = names;
  }

  static Hosts parse(String list) {
    return new Hosts(
        Arrays.stream(list.split(",", -1))
            .map(name -> name.strip().toLowerCase(Locale.ROOT))
            .filter(name -> !name.isEmpty())
            .toList());
  }

  boolean isEmpty() {
    return names.isEmpty();
  }

  boolean contains(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    for (String name : names) {
      if (name.startsWith("*.") ? lower.endsWith(name.substring(1)) : lower.equals(name)) {
        return true;
      }
    }
    return false;
  }
}
