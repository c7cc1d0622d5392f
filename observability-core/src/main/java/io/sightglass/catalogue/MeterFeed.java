// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.catalogue;

import io.sightglass.Observability;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * A part of the library, or of an app, that declares meters: so that docs, dashboards and alert
 * rules can be made without running an app. Found by {@link ServiceLoader}.
 *
 * <pre>{@code
 * MeterFeed.all().forEach((title, meters) -> page.append("## " + title + meters.markdown()));
 * }</pre>
 */
public interface MeterFeed {

  /** A heading for its meters. */
  String title();

  /** Its place among the others; smaller comes first. */
  default int order() {
    return 1_000;
  }

  /** Declares every meter it may ever declare, and does nothing else. */
  void declare(Observability obs);

  /**
   * The meters of every part on the class path, as declared: under the parts' headings, in their
   * order.
   */
  static Map<String, Catalogue> all() {
    List<MeterFeed> feeds =
        StreamSupport.stream(
                ServiceLoader.load(MeterFeed.class, MeterFeed.class.getClassLoader()).spliterator(),
                false)
            .sorted(Comparator.comparingInt(MeterFeed::order).thenComparing(MeterFeed::title))
            .toList();
    Map<String, Catalogue> all = new LinkedHashMap<>();
    try (var obs = Observability.builder("catalogue").environment(Map.of()).build()) {
      Set<String> known = new HashSet<>();
      for (MeterFeed feed : feeds) {
        feed.declare(obs);
        all.put(
            feed.title(),
            Catalogue.of(
                obs.catalogue().meters().stream()
                    .filter(spec -> known.add(spec.id()))
                    .map(spec -> declared(obs.catalogue(), spec))
                    .toList()));
      }
    }
    return all;
  }

  private static MeterSpec declared(Catalogue catalogue, MeterSpec exposed) {
    return catalogue.exposure(exposed.id()).map(Exposure::declared).orElse(exposed);
  }
}
