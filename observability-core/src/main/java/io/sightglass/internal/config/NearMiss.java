// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.config;

import io.sightglass.config.Setting;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds what a misspelt name was meant to be. */
final class NearMiss {

  private static final List<String> NAMESPACES =
      List.of("SIGHTGLASS", "METRICS", "SENTRY", "OTEL", "LOG", "APP");

  private NearMiss() {}

  /** The setting whose name is the nearest, if one is near enough; null otherwise. */
  static @Nullable Setting<?> setting(String key) {
    String name = normal(key);
    if (name.length() > 100 || !isNearOurs(name)) {
      return null;
    }
    Setting<?> nearest = null;
    int limit = Math.min(2, name.length() / 6);
    for (Setting<?> setting : Setting.all()) {
      int distance = distance(name, setting.environmentName(), limit);
      if (distance <= limit) {
        nearest = setting;
        limit = distance - 1;
      }
    }
    return nearest;
  }

  /** The choice that is the nearest to a value; null if none is near. */
  static @Nullable String choice(String value, Collection<String> choices) {
    String lower = value.strip().toLowerCase(Locale.ROOT);
    if (lower.length() > 40) {
      return null;
    }
    for (String choice : choices) {
      int limit = Math.min(2, choice.length() / 3);
      if (distance(lower, choice, limit) <= limit) {
        return choice;
      }
    }
    return null;
  }

  private static boolean isNearOurs(String name) {
    int end = name.indexOf('_');
    String first = end < 0 ? name : name.substring(0, end);
    for (String ours : NAMESPACES) {
      int limit = ours.length() > 4 ? 2 : 1;
      if (first.startsWith(ours) || distance(first, ours, limit) <= limit) {
        return true;
      }
    }
    return false;
  }

  private static String normal(String key) {
    return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /**
   * How many letters must be put in, left out, changed or swapped with the next to make one of the
   * other; {@code limit + 1} where it is more than the limit.
   */
  static int distance(String from, String to, int limit) {
    if (limit < 0 || Math.abs(from.length() - to.length()) > limit) {
      return limit + 1;
    }
    int[] beforeLast = new int[to.length() + 1];
    int[] last = new int[to.length() + 1];
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      last[j] = j;
    }
    int lastLeast = 0;
    for (int i = 1; i <= from.length(); i++) {
      row[0] = i;
      int least = i;
      for (int j = 1; j <= to.length(); j++) {
        int cost = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + cost);
        if (isSwap(from, to, i, j)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
        least = Math.min(least, row[j]);
      }
      // A row is made of the two above it, and no row comes below both.
      if (Math.min(least, lastLeast) > limit) {
        return limit + 1;
      }
      lastLeast = least;
      int[] free = beforeLast;
      beforeLast = last;
      last = row;
      row = free;
    }
    return Math.min(last[to.length()], limit + 1);
  }

  private static boolean isSwap(String from, String to, int i, int j) {
    return i > 1
        && j > 1
        && from.charAt(i - 1) == to.charAt(j - 2)
        && from.charAt(i - 2) == to.charAt(j - 1);
  }
}
