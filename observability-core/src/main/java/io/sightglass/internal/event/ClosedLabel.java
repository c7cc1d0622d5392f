// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.event;

import io.sightglass.Money;
import io.sightglass.catalogue.LabelSpec;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A label of an event whose values are all known, as a number: its values in order, then {@code
 * none}, then {@code _other}.
 */
final class ClosedLabel {

  private enum From {
    ENUM,
    FLAG,
    TEXT,
    CURRENCY
  }

  private final From from;
  private final String name;
  private final Accessor accessor;
  private final List<String> texts;
  private final int known;
  private final int size;
  private final Map<String, Integer> indices = new HashMap<>();
  private final Set<String> failures;

  private ClosedLabel(
      From from, String name, Accessor accessor, List<String> values, Set<String> failures) {
    this.from = from;
    this.name = name;
    this.accessor = accessor;
    this.known = values.size();
    this.texts =
        Stream.concat(values.stream(), Stream.of(LabelSpec.NONE, LabelSpec.OTHER)).toList();
    this.size = texts.size();
    this.failures = failures;
    for (int i = 0; i < known; i++) {
      indices.putIfAbsent(values.get(i), i);
    }
  }

  /** An enum; {@code values} by ordinal. */
  static ClosedLabel ofEnum(
      String name, Accessor accessor, List<String> values, Set<String> failures) {
    return new ClosedLabel(From.ENUM, name, accessor, values, failures);
  }

  static ClosedLabel ofFlag(String name, Accessor accessor, Set<String> failures) {
    return new ClosedLabel(From.FLAG, name, accessor, List.of("false", "true"), failures);
  }

  static ClosedLabel ofText(
      String name, Accessor accessor, List<String> values, Set<String> failures) {
    return new ClosedLabel(From.TEXT, name, accessor, values, failures);
  }

  /** The currency of the Money that {@code accessor} reads. */
  static ClosedLabel ofCurrency(Accessor accessor, List<String> codes) {
    return new ClosedLabel(From.CURRENCY, "currency", accessor, codes, Set.of());
  }

  String name() {
    return name;
  }

  boolean isCurrency() {
    return from == From.CURRENCY;
  }

  /** How many indices there are. */
  int size() {
    return size;
  }

  String text(int index) {
    return texts.get(index);
  }

  boolean isFailure(int index) {
    return failures.contains(texts.get(index));
  }

  int index(Record event) {
    return switch (from) {
      case ENUM -> accessor.readOrdinal(event, known);
      case FLAG -> accessor.readFlag(event);
      case TEXT -> indexOf(accessor.readText(event));
      case CURRENCY -> indexOf(currency(accessor.read(event)));
    };
  }

  private static @Nullable String currency(@Nullable Object money) {
    if (!(money instanceof Money amount)) {
      return null;
    }
    Currency currency = amount.currency();
    return currency.getCurrencyCode();
  }

  private int indexOf(@Nullable String text) {
    if (text == null) {
      return known;
    }
    Integer index = indices.get(text);
    return index == null ? known + 1 : index;
  }
}
