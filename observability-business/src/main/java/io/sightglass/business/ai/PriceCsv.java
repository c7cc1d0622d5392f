// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.ai;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a price book from lines of comma-separated values. */
final class PriceCsv {

  private static final List<String> COLUMNS =
      List.of(
          "model",
          "aliases",
          "input",
          "cached_input",
          "cache_write_5m",
          "cache_write_1h",
          "output",
          "reasoning",
          "per_request",
          "per_audio_second",
          "per_character",
          "above_input_tokens",
          "valid_from",
          "valid_to",
          "checked_on",
          "currency");

  private final PriceBook.Builder book = PriceBook.builder();
  private List<String> header = List.of();
  private String model = "";
  private Price.@Nullable Builder price;

  private PriceCsv() {}

  static PriceBook read(String source, String text) {
    PriceCsv reader = new PriceCsv();
    int number = 0;
    try {
      for (String line : text.split("\\R", -1)) {
        number++;
        String content = line.replace("\uFEFF", "").strip();
        if (!content.isEmpty() && !content.startsWith("#")) {
          reader.line(cells(content));
        }
      }
      reader.flush();
      return reader.book.build();
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IllegalArgumentException(source + ", line " + number + ": " + e.getMessage(), e);
    }
  }

  private void line(List<String> cells) {
    if (header.isEmpty()) {
      header = checked(cells);
      return;
    }
    if (cells.size() > header.size()) {
      throw new IllegalArgumentException(
          cells.size() + " values for " + header.size() + " columns");
    }
    Map<String, String> row = new HashMap<>();
    for (int i = 0; i < cells.size(); i++) {
      if (!cells.get(i).isEmpty()) {
        row.put(header.get(i), cells.get(i));
      }
    }
    price(row);
  }

  private static List<String> checked(List<String> names) {
    for (String name : names) {
      if (!COLUMNS.contains(name)) {
        throw new IllegalArgumentException(
            "'"
                + shortened(name)
                + "' is not a column; the columns are "
                + String.join(", ", COLUMNS));
      }
    }
    if (!names.contains("model") || names.stream().distinct().count() != names.size()) {
      throw new IllegalArgumentException("the header names each column once, and has 'model'");
    }
    return names;
  }

  private void price(Map<String, String> row) {
    String name = row.get("model");
    if (name == null) {
      throw new IllegalArgumentException("the column 'model' is empty");
    }
    String currency = row.getOrDefault("currency", "USD");
    if (!currency.equals("USD")) {
      throw new IllegalArgumentException(
          "prices are in USD, not '" + shortened(currency) + "'; convert them");
    }
    String above = row.get("above_input_tokens");
    if (above != null) {
      tier(name, above, row);
      return;
    }
    flush();
    model = name;
    Price.Builder next = Price.perMillion();
    price = next;
    rates(next.tier(0), row);
    rest(next, row);
    for (String alias : row.getOrDefault("aliases", "").split("\\s+", -1)) {
      if (!alias.isEmpty()) {
        book.alias(alias, name);
      }
    }
  }

  private void tier(String name, String above, Map<String, String> row) {
    if (price == null || !name.equals(model)) {
      throw new IllegalArgumentException(
          "a tier stands below the line of its model, which has no above_input_tokens");
    }
    if (!above.matches("[1-9][0-9]{0,11}")) {
      throw new IllegalArgumentException("above_input_tokens is a whole number of at least 1");
    }
    rates(price.tier(Long.parseLong(above)), row);
  }

  private static void rates(Price.Tier to, Map<String, String> row) {
    row.forEach(
        (column, value) -> {
          switch (column) {
            case "input" -> to.input(value);
            case "cached_input" -> to.cachedInput(value);
            case "cache_write_5m" -> to.cacheWrite5m(value);
            case "cache_write_1h" -> to.cacheWrite1h(value);
            case "output" -> to.output(value);
            case "reasoning" -> to.reasoning(value);
            default -> {}
          }
        });
  }

  private static void rest(Price.Builder to, Map<String, String> row) {
    row.forEach(
        (column, value) -> {
          switch (column) {
            case "per_request" -> to.perRequest(value);
            case "per_audio_second" -> to.perAudioSecond(value);
            case "per_character" -> to.perCharacter(value);
            case "valid_from" -> to.validFrom(day(column, value));
            case "valid_to" -> to.validTo(day(column, value));
            case "checked_on" -> to.checkedOn(day(column, value));
            default -> {}
          }
        });
  }

  private static LocalDate day(String column, String value) {
    try {
      return LocalDate.parse(value);
    } catch (DateTimeException notADay) {
      throw new IllegalArgumentException(
          column + " is a day such as 2026-08-20, not '" + shortened(value) + "'", notADay);
    }
  }

  private void flush() {
    if (price != null) {
      book.price(model, price.build());
      price = null;
    }
  }

  // RFC 4180 without line breaks inside quotes.
  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        cell.append(c);
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        cells.add(cell.toString().strip());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    if (quoted) {
      throw new IllegalArgumentException("a quote is not closed");
    }
    cells.add(cell.toString().strip());
    return cells;
  }

  private static String shortened(String text) {
    return text.length() > 40 ? text.substring(0, 40) + "…" : text;
  }
}
