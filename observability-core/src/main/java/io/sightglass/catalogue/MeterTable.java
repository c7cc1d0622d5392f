// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.catalogue;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Meters as a table in Markdown. */
final class MeterTable {

  private static final String HEAD =
      """
      | Name | Type | Unit | Labels | Buckets | What it is | Fed by |
      |---|---|---|---|---|---|---|
      """;

  private MeterTable() {}

  static String of(List<MeterSpec> meters) {
    return HEAD + meters.stream().map(MeterTable::row).collect(Collectors.joining());
  }

  private static String row(MeterSpec meter) {
    String name = code(meter.name());
    return "| "
        + String.join(
            " | ",
            meter.id().equals(meter.name()) ? name : name + " (" + code(meter.id()) + ")",
            meter.type().name().toLowerCase(Locale.ROOT),
            escaped(meter.unit()),
            meter.labels().stream().map(MeterTable::label).collect(Collectors.joining("<br>")),
            Arrays.stream(meter.buckets())
                .mapToObj(MeterTable::number)
                .collect(Collectors.joining(" ")),
            escaped(meter.help()),
            escaped(meter.feed()))
        + " |\n";
  }

  private static String label(LabelSpec label) {
    return code(label.name()) + ": " + values(label) + (label.isOffered() ? " (on offer)" : "");
  }

  private static String values(LabelSpec label) {
    if (!label.description().isEmpty()) {
      return escaped(label.description());
    }
    if (label.isClosed()) {
      return label.values().stream().map(MeterTable::value).collect(Collectors.joining(", "));
    }
    return label.limit() == 0 ? "learned" : "learned, up to " + label.limit();
  }

  private static String value(String value) {
    return value.isEmpty() ? "empty" : escaped(value);
  }

  // As an exposition writes le, but without a fraction or an exponent that says nothing.
  private static String number(double bound) {
    return BigDecimal.valueOf(bound).stripTrailingZeros().toPlainString();
  }

  private static String code(String text) {
    return "`" + text + "`";
  }

  private static String escaped(String text) {
    return text.replace("|", "\\|").replace("<", "&lt;").replace("\n", " ");
  }
}
