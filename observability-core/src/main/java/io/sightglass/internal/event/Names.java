// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.event;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What names are made of, and what a wrong one was meant to be. */
final class Names {

  static final int MAX_LENGTH = 100;
  // So that the fields of sums, and meters, made from it stay within theirs.
  private static final int MAX_EVENT = 60;

  private static final Pattern EVENT = Pattern.compile("[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)*");
  private static final Pattern FIELD = Pattern.compile("[a-zA-Z][a-zA-Z0-9_]*(\\.[a-zA-Z0-9_]+)*");
  private static final Pattern LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
  private static final Pattern METER = Pattern.compile("[a-z][a-z0-9_]*");
  // What an exposition adds itself, or strips.
  private static final List<String> RESERVED =
      List.of("_total", "_created", "_bucket", "_info", "_count", "_sum", "_max");

  private Names() {}

  static boolean isEvent(String name) {
    return name.length() <= MAX_EVENT && EVENT.matcher(name).matches();
  }

  static boolean isField(String name) {
    return name.length() <= MAX_LENGTH && FIELD.matcher(name).matches();
  }

  static boolean isLabel(String name) {
    return name.length() <= MAX_LENGTH
        && LABEL.matcher(name).matches()
        && !name.startsWith("__")
        && !name.equals("le")
        && !name.equals("quantile");
  }

  static boolean isMeter(String name) {
    return name.length() <= MAX_LENGTH && METER.matcher(name).matches();
  }

  /** The reserved ending of a meter's name, or null. */
  static @Nullable String reservedEnding(String name) {
    return RESERVED.stream().filter(name::endsWith).findFirst().orElse(null);
  }

  /** {@code invoiceId} as {@code invoice_id}. */
  static String snake(String name) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (Character.isUpperCase(c) && isWordStart(name, i)) {
        out.append('_');
      }
      out.append(Character.toLowerCase(c));
    }
    return out.toString();
  }

  private static boolean isWordStart(String name, int at) {
    if (at == 0 || !Character.isLetterOrDigit(name.charAt(at - 1))) {
      return false;
    }
    boolean afterUpper = Character.isUpperCase(name.charAt(at - 1));
    boolean beforeLower = at + 1 < name.length() && Character.isLowerCase(name.charAt(at + 1));
    return !afterUpper || beforeLower;
  }

  /** {@code invoice.paid} as {@code Invoice paid}. */
  static String sentence(String event) {
    String words = event.replace('.', ' ').replace('_', ' ');
    return words.isEmpty()
        ? words
        : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  /** An allowed name of an event near a refused one; null if there is none. */
  static @Nullable String eventLike(String name) {
    String like =
        snake(name.strip().replaceAll("[^A-Za-z0-9_]+", ".")).replaceAll("^[^a-z]+|[._]+$", "");
    return isEvent(like) ? like : null;
  }

  /** The name among {@code names} that is the nearest, if one is near enough; null otherwise. */
  static @Nullable String nearest(String name, Collection<String> names) {
    String best = null;
    int least = Math.max(2, name.length() / 3) + 1;
    for (String candidate : names) {
      int distance = distance(name, candidate);
      if (distance < least) {
        least = distance;
        best = candidate;
      }
    }
    return best;
  }

  /** {@code ; did you mean 'x'?} or nothing. */
  static String didYouMean(@Nullable String name) {
    return name == null ? "" : "; did you mean '" + name + "'?";
  }

  private static int distance(String from, String to) {
    if (Math.abs(from.length() - to.length()) > MAX_LENGTH) {
      return MAX_LENGTH;
    }
    int[] last = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int[] row = new int[to.length() + 1];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int cost = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + cost);
      }
      last = row;
    }
    return last[to.length()];
  }
}
