// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.redact;

/** Text of the app's as a message shows it. */
final class Shown {

  private static final int MAX = 60;

  private Shown() {}

  static String of(String text) {
    String cut = text.length() > MAX ? text.substring(0, MAX) + "..." : text;
    return cut.replaceAll("[^\\x20-\\x7e]", "?");
  }
}
