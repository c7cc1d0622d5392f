// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.jdbc;

import org.jspecify.annotations.Nullable;

/**
 * What an SQL text does, and how it reads without its values.
 *
 * @param type one of {@link #TYPES}
 * @param table the first table it acts on, in lower case; null for none or if it cannot be told
 * @param summary for example {@code SELECT orders}; null if it cannot be told
 * @param text the statement with {@code ?} for each value, shortened
 */
record SqlShape(String type, @Nullable String table, @Nullable String summary, String text) {

  static final String OTHER = "other";

  /** What a statement can be. */
  static final String[] TYPES = {
    "select", "insert", "update", "delete", "merge", "call", "ddl", OTHER
  };
}
