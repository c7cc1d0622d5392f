// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.catalogue;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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
  private final boolean offered;
  private final String description;

  private LabelSpec(
      String name, Set<String> values, int limit, boolean offered, String description) {
    this.name = name;
    this.values = values;
    this.limit = limit;
    this.offered = offered;
    this.description = description;
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
    return closed(checked(name), set);
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
    return new LabelSpec(checked(name), Set.of(), limit, false, "");
  }

  /**
   * A label that learns its values up to the app's limit ({@code
   * sightglass.metrics.max-label-values}, {@value #DEFAULT_LIMIT} unless set).
   */
  public static LabelSpec learned(String name) {
    return new LabelSpec(checked(name), Set.of(), 0, false, "");
  }

  /**
   * The same label, left out unless a naming profile picks it ({@link NamingProfile#pick}). For
   * counters and histograms, whose series are then added up.
   */
  public LabelSpec offered() {
    return new LabelSpec(name, values, limit, true, description);
  }

  /** Whether it is left out unless a naming profile picks it. */
  public boolean isOffered() {
    return offered;
  }

  /** The same label with words for docs, where its values differ from process to process. */
  public LabelSpec describedAs(String words) {
    return new LabelSpec(name, values, limit, offered, Objects.requireNonNull(words, "words"));
  }

  /** Words for docs in place of the values; empty for none. */
  public String description() {
    return description;
  }

  /** The same set of values under another name, and no longer an offer. */
  LabelSpec named(String other) {
    return new LabelSpec(checked(other), values, limit, false, description);
  }

  /** Another name, not checked, as a host's registry has it. */
  LabelSpec spelled(String other) {
    return new LabelSpec(other, values, limit, offered, description);
  }

  /** The values that {@code map} makes of these; absent ones are none. */
  LabelSpec mapped(String other, UnaryOperator<@Nullable String> map) {
    if (!isClosed()) {
      return named(other);
    }
    Set<String> images = new LinkedHashSet<>();
    for (String value : values) {
      String image = map.apply(value);
      if (image != null) {
        images.add(image);
      }
    }
    if (images.equals(values)) {
      return named(other);
    }
    if (images.isEmpty()) {
      throw new IllegalArgumentException("label '" + other + "' would never have a value");
    }
    return closed(checked(other), images);
  }

  private static LabelSpec closed(String name, Set<String> values) {
    return new LabelSpec(name, Collections.unmodifiableSet(values), values.size(), false, "");
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
    return new LabelSpec(name, Collections.unmodifiableSet(all), all.size(), offered, description);
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
