// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.meter;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** What one collection found, and its bodies, each made once for all who ask for it. */
final class Collected {

  // With methods of its own: those of a record are linked at run time, and that takes
  // milliseconds of the first scrape.
  private record Key(Format format, Set<String> names, boolean gzip) {

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key
          && format == key.format
          && gzip == key.gzip
          && names.equals(key.names);
    }

    @Override
    public int hashCode() {
      return (31 * format.hashCode() + names.hashCode()) * 31 + (gzip ? 1 : 0);
    }
  }

  private final List<MetricSnapshot> families;
  private final Skips skips;
  private final ConcurrentHashMap<Key, List<byte[]>> bodies = new ConcurrentHashMap<>();

  Collected(List<MetricSnapshot> families, Skips skips) {
    this.families = families;
    this.skips = skips;
  }

  List<MetricSnapshot> families() {
    return families;
  }

  /** The body in that form; an empty set of names means all. */
  List<byte[]> body(Format format, Set<String> names, boolean gzip) {
    List<byte[]> plain =
        bodies.computeIfAbsent(new Key(format, names, false), key -> encode(format, names));
    return gzip ? bodies.computeIfAbsent(new Key(format, names, true), key -> gzip(plain)) : plain;
  }

  private List<byte[]> encode(Format format, Set<String> names) {
    Chunks out = new Chunks();
    format.write(
        names.isEmpty()
            ? families
            : families.stream().filter(family -> isNamed(family, names)).toList(),
        out,
        (family, failure) ->
            skips.invalid(
                Merge.Names.of(family), "cannot be written: " + failure.getClass().getName()));
    return out.toList();
  }

  // A family is meant by its name, by that of one of its samples, and without the type's ending.
  private static boolean isNamed(MetricSnapshot family, Set<String> names) {
    for (String sample : Merge.Names.samples(family)) {
      if (names.contains(sample)) {
        return true;
      }
    }
    return (family instanceof CounterSnapshot || family instanceof InfoSnapshot)
        && names.contains(family.getMetadata().getPrometheusName());
  }

  private static List<byte[]> gzip(List<byte[]> plain) {
    Chunks out = new Chunks();
    try (var zip = new GZIPOutputStream(out, 8 * 1024)) {
      for (byte[] chunk : plain) {
        zip.write(chunk);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toList();
  }
}
