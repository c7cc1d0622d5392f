// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.meter;

import io.sightglass.catalogue.LabelSpec;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Label values to series. A lookup of values that are known takes no lock and allocates nothing: it
 * hashes the values (strings keep their hash) and probes an open table. Values that are not known
 * are bounded first; only what passes, and as long as the app may have more label sets, becomes an
 * entry.
 *
 * <p>A table is never changed in a way a reader could trip over: slots go from empty to an
 * immutable entry, and growing publishes a new table. A reader that sees a stale slot takes the
 * slow path and finds the entry under the lock.
 *
 * @param <S> the series
 */
final class SeriesTable<S> {

  private static final int SMALLEST = 16;
  // So many values of one hash come from somebody who searched for them.
  private static final int MAX_PROBES = 64;

  private final LabelBound[] labels;
  private final int arity;
  private final Function<String[], S> create;
  private final BooleanSupplier mayGrow;
  private final Overflow full;
  private final Runnable badArity;
  private final int seed = ThreadLocalRandom.current().nextInt() | 1;
  private volatile @Nullable Entry<S>[] table = newTable(SMALLEST);
  private int size;
  private volatile @Nullable S others;

  private static final class Entry<S> {
    final int hash;
    final String[] values;
    final S series;

    Entry(int hash, String[] values, S series) {
      this.hash = hash;
      this.values = values;
      this.series = series;
    }
  }

  SeriesTable(
      LabelBound[] labels,
      Function<String[], S> create,
      BooleanSupplier mayGrow,
      Overflow full,
      Runnable badArity) {
    this.labels = labels;
    this.arity = labels.length;
    this.create = create;
    this.mayGrow = mayGrow;
    this.full = full;
    this.badArity = badArity;
  }

  // An array of a generic type cannot be made otherwise; it holds nothing but entries.
  @SuppressWarnings("unchecked")
  private static <S> @Nullable Entry<S>[] newTable(int length) {
    return (Entry<S>[]) new Entry<?>[length];
  }

  S get() {
    S only = others;
    return arity == 0 && only != null ? only : find();
  }

  S get(@Nullable String value) {
    if (arity == 1 && value != null) {
      int hash = mix(value.hashCode());
      Entry<S>[] slots = table;
      int mask = slots.length - 1;
      Entry<S> entry;
      for (int i = hash & mask; (entry = slots[i]) != null; i = (i + 1) & mask) {
        if (entry.hash == hash && same(entry.values[0], value)) {
          return entry.series;
        }
      }
    }
    return find(value);
  }

  S get(@Nullable String first, @Nullable String second) {
    if (arity == 2 && first != null && second != null) {
      int hash = mix(first.hashCode() * 31 + second.hashCode());
      Entry<S>[] slots = table;
      int mask = slots.length - 1;
      Entry<S> entry;
      for (int i = hash & mask; (entry = slots[i]) != null; i = (i + 1) & mask) {
        if (entry.hash == hash && same(entry.values[0], first) && same(entry.values[1], second)) {
          return entry.series;
        }
      }
    }
    return find(first, second);
  }

  S get(@Nullable String first, @Nullable String second, @Nullable String third) {
    if (arity == 3 && first != null && second != null && third != null) {
      int hash = mix((first.hashCode() * 31 + second.hashCode()) * 31 + third.hashCode());
      Entry<S>[] slots = table;
      int mask = slots.length - 1;
      Entry<S> entry;
      for (int i = hash & mask; (entry = slots[i]) != null; i = (i + 1) & mask) {
        if (entry.hash == hash
            && same(entry.values[0], first)
            && same(entry.values[1], second)
            && same(entry.values[2], third)) {
          return entry.series;
        }
      }
    }
    return find(first, second, third);
  }

  /** Takes further values into the closed sets of its labels. */
  void widen(List<LabelSpec> wider) {
    for (int i = 0; i < arity; i++) {
      labels[i].widen(wider.get(i));
    }
  }

  /** Any number of values: missing ones are {@code _other}, further ones are ignored. */
  S find(@Nullable String @Nullable ... values) {
    String[] bounded = bound(values);
    int hash = hashOf(bounded);
    Entry<S> entry = lookup(hash, bounded);
    return entry != null ? entry.series : add(hash, bounded);
  }

  /** The values that are counted for these. */
  String[] bound(@Nullable String @Nullable ... values) {
    int given = values == null ? 0 : values.length;
    if (given != arity) {
      badArity.run();
    }
    String[] bounded = new String[arity];
    for (int i = 0; i < arity; i++) {
      bounded[i] = values == null || i >= given ? LabelSpec.OTHER : labels[i].bound(values[i]);
    }
    return bounded;
  }

  private @Nullable Entry<S> lookup(int hash, String[] values) {
    Entry<S>[] slots = table;
    int mask = slots.length - 1;
    Entry<S> entry;
    for (int i = hash & mask; (entry = slots[i]) != null; i = (i + 1) & mask) {
      if (entry.hash == hash && Arrays.equals(entry.values, values)) {
        return entry;
      }
    }
    return null;
  }

  private synchronized S add(int hash, String[] values) {
    Entry<S> entry = lookup(hash, values);
    if (entry != null) {
      return entry.series;
    }
    boolean isOthers = isOthers(values);
    if (!isOthers && (isCrowded(hash) || !mayGrow.getAsBoolean())) {
      full.count();
      return others();
    }
    return isOthers ? others() : insert(hash, values);
  }

  // The set of nothing but _other is the last resort, so it does not count against the limit; nor
  // does the one series of a meter without labels.
  private S others() {
    S known = others;
    if (known == null) {
      String[] values = new String[arity];
      Arrays.fill(values, LabelSpec.OTHER);
      known = insert(hashOf(values), values);
      others = known;
    }
    return known;
  }

  private S insert(int hash, String[] values) {
    S series = create.apply(values);
    if ((size + 1) * 2 > table.length) {
      grow();
    }
    place(table, new Entry<>(hash, values, series));
    size++;
    return series;
  }

  private void grow() {
    Entry<S>[] before = table;
    Entry<S>[] after = newTable(before.length * 2);
    for (Entry<S> entry : before) {
      if (entry != null) {
        place(after, entry);
      }
    }
    table = after;
  }

  private static <S> void place(@Nullable Entry<S>[] slots, Entry<S> entry) {
    int mask = slots.length - 1;
    int i = entry.hash & mask;
    while (slots[i] != null) {
      i = (i + 1) & mask;
    }
    slots[i] = entry;
  }

  private boolean isCrowded(int hash) {
    Entry<S>[] slots = table;
    int mask = slots.length - 1;
    int same = 0;
    Entry<S> entry;
    for (int i = hash & mask; (entry = slots[i]) != null; i = (i + 1) & mask) {
      if (entry.hash == hash && ++same >= MAX_PROBES) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOthers(String[] values) {
    for (String value : values) {
      if (!value.equals(LabelSpec.OTHER)) {
        return false;
      }
    }
    return true;
  }

  private int hashOf(String[] values) {
    int hash = 0;
    for (String value : values) {
      hash = hash * 31 + value.hashCode();
    }
    return mix(hash);
  }

  // Spreads the bits, differently in each process, so that neighbours cannot be chosen from
  // outside.
  private int mix(int hash) {
    int mixed = (hash ^ seed) * 0x9E3779B9;
    return mixed ^ (mixed >>> 15);
  }

  // Values are mostly the very same constants.
  @SuppressWarnings("ReferenceEquality")
  private static boolean same(String kept, String given) {
    return kept == given || kept.equals(given);
  }
}
