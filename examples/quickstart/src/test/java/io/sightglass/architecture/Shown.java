// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.architecture;

import java.lang.reflect.Array;
import java.lang.reflect.Proxy;
import java.util.Arrays;

/** Arguments and failures as a line of text, whatever their own methods do. */
final class Shown {

  private Shown() {}

  static String of(Object[] arguments) {
    return Arrays.toString(Arrays.stream(arguments).map(Shown::one).toArray());
  }

  static String of(Throwable thrown) {
    StringBuilder text = new StringBuilder(thrown.getClass().getName());
    try {
      text.append(' ').append(one(thrown.getMessage()));
    } catch (Throwable e) {
      text.append(" (no message)");
    }
    StackTraceElement[] trace = thrown.getStackTrace();
    for (int i = 0; i < Math.min(6, trace.length); i++) {
      text.append("\n      at ").append(trace[i]);
    }
    return text.toString();
  }

  private static String one(Object argument) {
    if (argument instanceof String text) {
      String cut = text.length() > 40 ? text.substring(0, 40) + "… " + text.length() : text;
      return "'" + cut.chars().mapToObj(Shown::escaped).reduce("", String::concat) + "'";
    }
    if (argument == null || argument instanceof Number || argument instanceof Boolean) {
      return String.valueOf(argument);
    }
    if (argument.getClass().isArray()) {
      int length = Array.getLength(argument);
      return "array of " + length + (length > 0 ? " of " + one(Array.get(argument, 0)) : "");
    }
    return Proxy.isProxyClass(argument.getClass())
        ? "proxy of " + argument.getClass().getInterfaces()[0].getSimpleName()
        : argument.getClass().getName();
  }

  private static String escaped(int c) {
    return c < ' ' || c > '~' ? String.format("\\u%04x", c) : Character.toString(c);
  }
}
