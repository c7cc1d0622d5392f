// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.catalogue;

import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A label of a meter and the set its values come from. The set cannot grow without end: it is
 * either closed ({@link #oneOf}) or learned up to a limit ({@link #upTo}). Any other value is
 * counted as {@value #OTHER}, so no measurement is lost.
 *
 * <p>Immutable and thread-safe.
 */
public final class LabelSpec {

  /** The value that stands for every value outside the set. */
  public static final String OTHER = "_other";

  /** The value that stands for no value given; every label may have it beside its set. */
  public static final String NONE = "none";

  /** The limit of a label whose spec does not name one; a setting of the app changes it. */
  public static final int DEFAULT_LIMIT = 100;

  // Prometheus' data model: label names match this and names that begin with __ are its own.
  private static final Pattern NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

  private final String name;
  private final Set<String> values;
  private final int limit;

  private LabelSpec(String name, Set<String> values, int limit) {
    this.name = name;
    this.values = values;
    this.limit = limit;
  }

  /**
   * A label whose values are all known.
   *
   * @param name as in an exposition, for example {@code status_code}
   * @param values every value, in the order docs list them
   * @throws IllegalArgumentException for a name Prometheus does not allow, one it reserves, or no
   *     values
   */
  public static LabelSpec oneOf(String name, String... values) {
    if (Objects.requireNonNull(values, "values").length == 0) {
      throw new IllegalArgumentException("label '" + name + "' has no values");
    }
    Set<String> set = new LinkedHashSet<>();
    for (String value : values) {
      set.add(Objects.requireNonNull(value, "value"));
    }
    return new LabelSpec(checked(name), java.util.Collections.unmodifiableSet(set), set.size());
  }

  /**
   * A label that learns its values: the first {@code limit} distinct ones become series, the rest
   * {@value #OTHER}.
   *
   * @param limit 1 to 10,000
   * @throws IllegalArgumentException for a bad name or a limit outside its range
   */
  public static LabelSpec upTo(String name, int limit) {
    if (limit < 1 || limit > 10_000) {
      throw new IllegalArgumentException(
          "label '" + name + "': the limit is 1 to 10,000, was " + limit);
    }
    return new LabelSpec(checked(name), Set.of(), limit);
  }

  /**
   * A label that learns its values up to the app's limit ({@code
   * sightglass.metrics.max-label-values}, {@value #DEFAULT_LIMIT} unless set).
   */
  public static LabelSpec learned(String name) {
    return new LabelSpec(checked(name), Set.of(), 0);
  }

  /** The label's name. */
  public String name() {
    return name;
  }

  /** Every value of a closed set, in order; empty when the values are learned. */
  public Set<String> values() {
    return values;
  }

  /** Whether the set of values is known beforehand. */
  public boolean isClosed() {
    return !values.isEmpty();
  }

  /** How many values become series; 0 where the app's setting decides. */
  public int limit() {
    return limit;
  }

  /** This label with the values of {@code other} too, where both sets are closed. */
  public LabelSpec with(LabelSpec other) {
    if (!isClosed() || !other.isClosed() || values.containsAll(other.values)) {
      return this;
    }
    Set<String> all = new LinkedHashSet<>(values);
    all.addAll(other.values);
    return new LabelSpec(name, java.util.Collections.unmodifiableSet(all), all.size());
  }

  @Override
  public String toString() {
    return isClosed()
        ? name + values
        : name + "[learned, up to " + (limit == 0 ? "the setting" : limit) + "]";
  }

  private static String checked(String name) {
    Objects.requireNonNull(name, "name");
    if (!NAME.matcher(name).matches() || name.startsWith("__")) {
      throw new IllegalArgumentException(
          "label name '"
              + name
              + "': letters, digits and _, not beginning with a digit or with __");
    }
    if (name.equals("le") || name.equals("quantile")) {
      throw new IllegalArgumentException("label name '" + name + "' is reserved by Prometheus");
    }
    return name;
  }
}
