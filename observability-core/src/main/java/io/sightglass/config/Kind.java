// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.config;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * How the value of a setting is read and written. The parser takes text without white space around
 * it and throws IllegalArgumentException for what is not allowed.
 */
record Kind<T>(
    String type,
    String allowed,
    List<String> choices,
    boolean secret,
    Function<String, T> parser,
    Function<T, String> formatter) {

  static <T> Kind<T> of(
      String type, String allowed, Function<String, T> parser, Function<T, String> formatter) {
    return new Kind<>(type, allowed, List.of(), false, parser, formatter);
  }

  T parse(String text) {
    return parser.apply(text);
  }

  String format(T value) {
    return formatter.apply(value);
  }

  Kind<T> asSecret() {
    return new Kind<>(type, allowed, choices, true, parser, formatter);
  }

  Kind<T> allowing(String text) {
    return new Kind<>(type, text, choices, secret, parser, formatter);
  }

  /** Another way to write one of the choices. */
  Kind<T> alias(String other, String choice) {
    Map<String, String> names = Map.of(other, choice);
    return new Kind<>(
        type,
        allowed,
        choices,
        secret,
        text -> {
          String lower = text.toLowerCase(Locale.ROOT);
          return parser.apply(names.getOrDefault(lower, text));
        },
        formatter);
  }
}
