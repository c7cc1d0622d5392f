// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import org.jspecify.annotations.Nullable;

/** Whether what the app threw can be shown. */
final class Printable {

  private static final int MAX_DEPTH = 32;

  private Printable() {}

  /** Loggers call {@code getMessage()} without a guard, and an app's own may throw. */
  static boolean isPrintable(Throwable failure) {
    try {
      @Nullable Throwable cause = failure;
      for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++) {
        if (cause.toString() == null) {
          return false;
        }
        cause = cause.getCause();
      }
      return true;
    } catch (RuntimeException | StackOverflowError hostile) {
      return false;
    }
  }
}
