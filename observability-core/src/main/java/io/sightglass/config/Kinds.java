// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.config;

import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The kinds of values that settings have. */
final class Kinds {

  private static final int LONGEST_TEXT = 255;
  private static final int LONGEST_PATH = 4096;
  private static final int LONGEST_LIST = 8192;

  // ASCII digits alone: Integer.parseInt would take those of every script.
  private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,18}");
  private static final Pattern RATIO = Pattern.compile("[0-9]{0,3}\\.?[0-9]{1,18}");
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,12})\\s*(ms|s|m|h|d)?");
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}");

  private Kinds() {}

  static Kind<Boolean> flag() {
    return Kind.of(
        "true or false",
        "true or false",
        text ->
            switch (text.toLowerCase(Locale.ROOT)) {
              case "true", "yes", "on", "1" -> true;
              case "false", "no", "off", "0" -> false;
              default -> throw refused();
            },
        String::valueOf);
  }

  /** As OpenTelemetry has it: no other word than these two. */
  static Kind<Boolean> strictFlag() {
    return Kind.of(
        "true or false",
        "true or false",
        text ->
            switch (text.toLowerCase(Locale.ROOT)) {
              case "true" -> true;
              case "false" -> false;
              default -> throw refused();
            },
        String::valueOf);
  }

  static Kind<Integer> integer(int min, int max) {
    return Kind.of(
        "number",
        "a whole number from " + min + " to " + max,
        text -> (int) number(text, min, max),
        String::valueOf);
  }

  static Kind<Double> ratio() {
    return Kind.of(
        "ratio",
        "a number from 0 to 1, such as 0.25",
        text -> {
          checked(text, value -> RATIO.matcher(value).matches());
          return checked(Double.parseDouble(text), value -> value >= 0 && value <= 1);
        },
        value -> BigDecimal.valueOf(value).stripTrailingZeros().toPlainString());
  }

  /** A number that need not be there: its text, or the empty text for none. */
  static Kind<String> optionalInteger(int min, int max) {
    return Kind.of(
        "number",
        "a whole number from " + min + " to " + max,
        text -> String.valueOf(number(text, min, max)),
        Function.identity());
  }

  static Kind<Integer> port() {
    return integer(0, 65_535).allowing("a port from 0 to 65535, where 0 takes any free one");
  }

  static Kind<Duration> duration(Duration min, Duration max) {
    return Kind.of(
        "duration",
        "a duration from " + format(min) + " to " + format(max) + ", such as " + examples(max),
        text -> duration(text, min, max),
        Kinds::format);
  }

  static Kind<String> oneOf(String... choices) {
    List<String> all = List.of(choices);
    return new Kind<>(
        "choice",
        "one of " + String.join(", ", all),
        all,
        false,
        text -> choice(text, all),
        Function.identity());
  }

  static Kind<String> text() {
    return Kind.of(
        "text",
        "text of at most " + LONGEST_TEXT + " characters, none of them a control character",
        text -> plain(text, LONGEST_TEXT),
        Function.identity());
  }

  static Kind<String> path() {
    return Kind.of(
        "path",
        "the path of a file",
        text -> {
          try {
            return Path.of(plain(text, LONGEST_PATH)).toString();
          } catch (InvalidPathException e) {
            throw refused();
          }
        },
        Function.identity());
  }

  static Kind<String> host() {
    return Kind.of(
        "host",
        "a host name or an IP address, without a port",
        text -> checked(text, Addresses::isHost),
        Function.identity());
  }

  static Kind<String> trust() {
    return Kind.of(
        "networks",
        "all, none, or networks such as 10.0.0.0/8, fd00::/8",
        text -> {
          String lower = text.toLowerCase(Locale.ROOT);
          return lower.equals("all") || lower.equals("none")
              ? lower
              : list(lower, Addresses::isNetwork);
        },
        Function.identity());
  }

  static Kind<String> hosts() {
    return Kind.of(
        "list",
        "host names separated by commas, such as api.example.com, *.internal",
        text -> list(text.toLowerCase(Locale.ROOT), Addresses::isHostPattern),
        Function.identity());
  }

  static Kind<String> headerName() {
    return Kind.of(
        "header",
        "the name of an HTTP header of at most 64 characters",
        text -> checked(text, Kinds::isToken),
        Function.identity());
  }

  static Kind<String> currencies() {
    return Kind.of(
        "list",
        "at most 20 ISO 4217 codes separated by commas, such as INR, USD",
        text -> {
          String list = list(text.toUpperCase(Locale.ROOT), Kinds::isCurrency);
          return checked(list, codes -> codes.split(",", -1).length <= 20);
        },
        Function.identity());
  }

  static Kind<String> methods() {
    return Kind.of(
        "list",
        "at most 50 HTTP methods separated by commas",
        text -> {
          String list = list(text, Kinds::isToken);
          return checked(list, methods -> methods.split(",", -1).length <= 50);
        },
        Function.identity());
  }

  static IllegalArgumentException refused() {
    return new IllegalArgumentException("not allowed");
  }

  static <V> V checked(V value, Predicate<? super V> allowed) {
    if (!allowed.test(value)) {
      throw refused();
    }
    return value;
  }

  /** The text, if it is not too long and holds no control character. */
  static String plain(String text, int longest) {
    return checked(
        text,
        value -> value.length() <= longest && value.chars().noneMatch(Character::isISOControl));
  }

  /** Its entries, each allowed, joined by commas without white space. */
  static String list(String text, Predicate<String> allowed) {
    return checked(
        Arrays.stream(plain(text, LONGEST_LIST).split(",", -1))
            .map(String::strip)
            .filter(entry -> !entry.isEmpty())
            .map(entry -> checked(entry, allowed))
            .distinct()
            .collect(Collectors.joining(",")),
        list -> !list.isEmpty());
  }

  static String choice(String text, List<String> choices) {
    return checked(text.toLowerCase(Locale.ROOT), choices::contains);
  }

  private static boolean isCurrency(String code) {
    return Currency.getInstance(code) != null; // throws for what is none
  }

  private static boolean isToken(String text) {
    return TOKEN.matcher(text).matches();
  }

  private static long number(String text, long min, long max) {
    if (!NUMBER.matcher(text).matches()) {
      throw refused();
    }
    return checked(Long.parseLong(text), value -> value >= min && value <= max);
  }

  private static Duration duration(String text, Duration min, Duration max) {
    Matcher parts = DURATION.matcher(text);
    if (!parts.matches()) {
      throw refused();
    }
    long amount = Long.parseLong(parts.group(1));
    String unit = parts.group(2) == null ? "ms" : parts.group(2);
    Duration value =
        switch (unit) {
          case "s" -> Duration.ofSeconds(amount);
          case "m" -> Duration.ofMinutes(amount);
          case "h" -> Duration.ofHours(amount);
          case "d" -> Duration.ofDays(amount);
          default -> Duration.ofMillis(amount);
        };
    return checked(value, given -> given.compareTo(min) >= 0 && given.compareTo(max) <= 0);
  }

  private static String examples(Duration max) {
    return max.compareTo(Duration.ofMinutes(2)) < 0 ? "800ms" : "800ms, 5s or 2m";
  }

  /** In the largest unit that needs no fraction: {@code 90s}, {@code 2m}, {@code 0s}. */
  static String format(Duration value) {
    if (value.toMillisPart() != 0) {
      return value.toMillis() + "ms";
    }
    long seconds = value.toSeconds();
    if (seconds == 0 || seconds % 60 != 0) {
      return seconds + "s";
    }
    return seconds % 3600 == 0 ? seconds / 3600 + "h" : seconds / 60 + "m";
  }
}
