// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.testkit;

import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compares values of attributes with what a test expects of them. */
final class Values {

  private Values() {}

  /** Numbers by their value, so that 3 is 3L and 1499.00 is 1499.0; all else by equals. */
  static boolean isSame(@Nullable Object actual, Object expected) {
    if (actual instanceof Number a && expected instanceof Number b) {
      return decimal(a).compareTo(decimal(b)) == 0;
    }
    return Objects.equals(actual, expected);
  }

  private static BigDecimal decimal(Number number) {
    return new BigDecimal(number.toString());
  }
}
