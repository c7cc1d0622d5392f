// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http;

/** What the app threw, as far as it can be shown. */
final class Failures {

  private static final int MAX_DEPTH = 32;

  private Failures() {}

  /**
   * Whether it and its causes can be printed. Loggers and spans call {@code getMessage()} without a
   * guard, and an app's own may throw.
   */
  static boolean isPrintable(Throwable failure) {
    try {
      Throwable cause = failure;
      for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++) {
        if (cause.toString() == null) {
          return false;
        }
        cause = cause.getCause();
      }
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }

  /** The class's name, for attributes and fields; never a label. */
  static String type(Throwable failure) {
    return failure.getClass().getName();
  }
}
