// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.meter;

/** Numbers in files of the operating system. */
final class Numerals {

  private Numerals() {}

  /** NaN for anything that is no number. */
  static double parse(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
