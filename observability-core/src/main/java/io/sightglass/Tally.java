// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import java.math.BigDecimal;
import java.util.Map;

/**
 * What happened inside the outermost activity, for the one line that it writes at its end: sums by
 * field, such as {@code ai.calls} or {@code payment.amount_inr}.
 *
 * <p>Thread-safe; work on other threads that carry the context adds to the same sums. At most
 * {@value #MAX_FIELDS} fields; further ones are left out. Nothing throws.
 */
public final class Tally {

  /** How many fields a line has from a tally at most. */
  public static final int MAX_FIELDS = 64;

  private static final Tally NONE = new Tally();

  private Tally() {}

  /** The tally of the current context's outermost activity; one that keeps nothing outside any. */
  public static Tally current() {
    return NONE;
  }

  /** Adds to a sum. */
  public void add(String field, long amount) {}

  /** Adds to a sum; for numbers that are not whole. */
  public void add(String field, double amount) {}

  /** Adds to an exact sum, for money. */
  public void add(String field, BigDecimal amount) {}

  /** The sums so far, in the order they came: Long, Double or BigDecimal. */
  public Map<String, Number> sums() {
    return Map.of();
  }
}
