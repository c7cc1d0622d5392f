// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import java.io.Console;
import java.lang.reflect.InvocationTargetException;

/** Whether somebody reads along. */
final class Terminal {

  private Terminal() {}

  /** Whether standard input and output are a terminal. */
  @SuppressWarnings("SystemConsoleNull") // Null before JDK 22; since then isTerminal() tells.
  static boolean isTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (IllegalAccessException | InvocationTargetException e) {
      return false;
    }
  }

  /** Whether the user asked all programs for plain text (no-color.org). */
  static boolean refusesColour() {
    String value = System.getenv("NO_COLOR");
    return value != null && !value.isEmpty();
  }
}
