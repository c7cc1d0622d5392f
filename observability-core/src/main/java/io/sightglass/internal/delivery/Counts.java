// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.delivery;

import java.util.Locale;

/** Numbers as lines show them. */
public final class Counts {

  private Counts() {}

  /** For example {@code 51,200}, in any locale. */
  public static String text(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
