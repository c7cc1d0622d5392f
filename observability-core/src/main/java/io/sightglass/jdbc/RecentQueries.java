// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.jdbc;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is known about the statements seen lately, by their text. Two halves: when the young one is
 * full it becomes the old one, whose statements come back when they are seen again. So an app that
 * writes values into its statements loses the cache and not its memory.
 *
 * <p>Thread-safe; a statement that is known costs one lookup and nothing is allocated.
 */
final class RecentQueries {

  /** How many statements each half holds. */
  static final int HALF = 500;

  /** Longer texts are read anew each time. */
  static final int MAX_TEXT = 4_000;

  private final Function<String, ObservedQuery> make;
  private volatile Map<String, ObservedQuery> young = new ConcurrentHashMap<>();
  private volatile Map<String, ObservedQuery> old = Map.of();

  RecentQueries(Function<String, ObservedQuery> make) {
    this.make = make;
  }

  ObservedQuery of(@Nullable String sql) {
    String text = sql == null ? "" : sql;
    ObservedQuery known = young.get(text);
    return known == null ? find(text) : known;
  }

  private ObservedQuery find(String text) {
    ObservedQuery known = old.get(text);
    ObservedQuery query = known == null ? make.apply(text) : known;
    if (text.length() <= MAX_TEXT) {
      keep(text, query);
    }
    return query;
  }

  private synchronized void keep(String text, ObservedQuery query) {
    if (young.size() >= HALF) {
      old = young;
      young = new ConcurrentHashMap<>();
    }
    young.put(text, query);
  }

  int size() {
    return young.size() + old.size();
  }
}
