// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.monitoring;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Nodes of a JSON or YAML document; members stay in the order in which they were given. */
final class Tree {

  private Tree() {}

  /** A node of keys and values, in turn. */
  static Map<String, @Nullable Object> of(@Nullable Object... pairs) {
    Map<String, @Nullable Object> node = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      node.put(String.valueOf(pairs[i]), pairs[i + 1]);
    }
    return node;
  }
}
