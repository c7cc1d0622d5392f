// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import io.opentelemetry.context.Context;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * What happened inside the outermost activity, for the one line that it writes at its end: sums by
 * field, such as {@code ai.calls} or {@code payment.amount_inr}.
 *
 * <pre>{@code
 * Tally.current().add("db.queries", 1);
 * }</pre>
 *
 * <p>Thread-safe; work on other threads that carry the context adds to the same sums. At most
 * {@value #MAX_FIELDS} fields; further ones are left out. Nothing throws.
 */
public final class Tally {

  /** How many fields a line has from a tally at most. */
  public static final int MAX_FIELDS = 64;

  /** How long the name of a field is at most, in characters. */
  public static final int MAX_LENGTH = 100;

  private static final AtomicReferenceFieldUpdater<Tally, Sums> SUMS =
      AtomicReferenceFieldUpdater.newUpdater(Tally.class, Sums.class, "sums");

  // Stands in place of the sums once the line is written.
  private static final Sums ENDED = new Sums();
  private static final Tally NONE = new Tally();

  static {
    NONE.end();
  }

  // Made by the first sum: most requests have none, and end without the lock. From then on written
  // under the lock.
  private volatile @Nullable Sums sums;

  private static final class Sums {

    private final Map<String, TallySum> byField = new LinkedHashMap<>();
    private final Map<String, String> noted = new LinkedHashMap<>();
  }

  private Tally() {}

  /** The tally of the current context's outermost activity; one that keeps nothing outside any. */
  public static Tally current() {
    return from(Context.current());
  }

  /** The tally of that context's outermost activity; one that keeps nothing outside any. */
  public static Tally from(@Nullable Context context) {
    Tally tally = ContextFields.from(context).tally();
    return tally == null ? NONE : tally;
  }

  /**
   * A new one, for what writes a line at its own end: a request, a message consumed. It goes into
   * the context by {@link ContextFields#withTally}.
   */
  public static Tally start() {
    return new Tally();
  }

  /** One that keeps nothing, for what is outermost and writes no line. */
  public static Tally none() {
    return NONE;
  }

  /** Whether what is added will be in a line: there is one to come, and it is not written yet. */
  public boolean isOpen() {
    return sums != ENDED;
  }

  /** Whether its line is written: what begins from here on is outermost itself. */
  boolean isEnded() {
    return this != NONE && sums == ENDED;
  }

  /**
   * The context that the line of its outermost activity is to be written in: with the fields that
   * {@link ContextFields#onLine} gave it. For what writes a line at its own end, before {@link
   * #end}.
   */
  public static Context atEnd(@Nullable Context context) {
    Context known = context == null ? Context.root() : context;
    Map<String, String> noted = from(known).noted();
    if (noted.isEmpty()) {
      return known;
    }
    ContextFields fields = ContextFields.from(known);
    for (Map.Entry<String, String> field : noted.entrySet()) {
      fields = fields.with(field.getKey(), field.getValue());
    }
    return known.with(fields);
  }

  /** Keeps fields for its line; of one name the latest counts. */
  void note(Map<String, String> fields) {
    if (this == NONE || fields.isEmpty()) {
      return;
    }
    synchronized (this) {
      Sums into = begun();
      if (into == null || into == ENDED) {
        return;
      }
      fields.forEach(
          (key, value) -> {
            if (into.noted.size() < MAX_FIELDS || into.noted.containsKey(key)) {
              into.noted.put(key, value);
            }
          });
    }
  }

  private Map<String, String> noted() {
    // Most have none, and need no lock to say so.
    return sums == null || sums == ENDED ? Map.of() : copyOfNoted();
  }

  private synchronized Map<String, String> copyOfNoted() {
    Sums from = sums;
    return from == null || from.noted.isEmpty() ? Map.of() : new LinkedHashMap<>(from.noted);
  }

  /** Adds to a sum. */
  public void add(@Nullable String field, long amount) {
    if (this == NONE) {
      return;
    }
    synchronized (this) {
      TallySum sum = sum(field);
      if (sum != null) {
        sum.add(amount);
      }
    }
  }

  /** Adds to a sum; for numbers that are not whole. Infinite ones and NaN are left out. */
  public void add(@Nullable String field, double amount) {
    if (this == NONE || !Double.isFinite(amount)) {
      return;
    }
    synchronized (this) {
      TallySum sum = sum(field);
      if (sum != null) {
        sum.add(amount);
      }
    }
  }

  /** Adds to an exact sum, for money. Numbers of more than 100 digits are left out. */
  public void add(@Nullable String field, @Nullable BigDecimal amount) {
    if (this == NONE || amount == null || !TallySum.isUsable(amount)) {
      return;
    }
    synchronized (this) {
      TallySum sum = sum(field);
      if (sum != null) {
        sum.add(amount);
      }
    }
  }

  private @Nullable Sums begun() {
    if (sums == null) {
      SUMS.compareAndSet(this, null, new Sums());
    }
    return sums;
  }

  private @Nullable TallySum sum(@Nullable String field) {
    if (field == null || field.isEmpty() || field.length() > MAX_LENGTH) {
      return null;
    }
    Sums into = begun();
    if (into == null || into == ENDED) {
      return null;
    }
    TallySum known = into.byField.get(field);
    if (known == null && into.byField.size() < MAX_FIELDS) {
      known = new TallySum();
      into.byField.put(field, known);
    }
    return known;
  }

  /** The sums so far, in the order they came: Long, Double or BigDecimal. */
  public synchronized Map<String, Number> sums() {
    return copy(sums);
  }

  private static Map<String, Number> copy(@Nullable Sums from) {
    if (from == null || from == ENDED) {
      return Map.of();
    }
    Map<String, Number> copy = new LinkedHashMap<>();
    from.byField.forEach((field, sum) -> copy.put(field, sum.value()));
    return Collections.unmodifiableMap(copy);
  }

  /** Ends it, for the line: the sums. What is added from here on is left out. */
  public Map<String, Number> end() {
    return SUMS.compareAndSet(this, null, ENDED) ? Map.of() : endSums();
  }

  private synchronized Map<String, Number> endSums() {
    Sums last = sums;
    sums = ENDED;
    return copy(last);
  }
}
