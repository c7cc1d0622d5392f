// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightglass.Observability;
import io.sightglass.catalogue.Catalogue;
import io.sightglass.catalogue.LabelSpec;
import io.sightglass.catalogue.MeterFeed;
import io.sightglass.catalogue.MeterSpec;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The catalogue and the page are the same: each feeder runs once, then a scrape. */
class FeedersTest {

  @Test
  void no_family_is_outside_the_catalogue_and_none_in_it_stays_empty() throws Exception {
    try (var obs =
        Observability.builder("feeders")
            .environment(
                Map.of(
                    "METRICS_PORT", "0",
                    "SIGHTGLASS_METRICS_MAX_LABEL_VALUES", "50",
                    "OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1"))
            .build()) {
      Feeders.driveAll(obs);
      Feeders.overflow(obs);

      Map<String, Page.Family> page = Page.of(obs).families();
      Map<String, MeterSpec> running = byName(obs.catalogue());
      assertThat(page.keySet()).as("outside the app's catalogue").isSubsetOf(running.keySet());
      page.forEach((name, family) -> sameShape(running.get(name), family));

      Set<String> listed = listed();
      assertThat(missing(running, listed)).as("declared by no MeterFeed").isEmpty();
      Set<String> empty = new TreeSet<>(listed);
      empty.removeAll(page.keySet());
      empty.removeIf(name -> name.startsWith("container_"));
      assertThat(empty).as("in the catalogue, and nothing was recorded").isEmpty();
      System.out.printf(
          "%d families on the page, %d in the catalogue%n", page.size(), listed.size());
    }
  }

  private static void sameShape(MeterSpec spec, Page.Family family) {
    assertThat(family.type()).as(spec.name()).isEqualToIgnoringCase(spec.type().name());
    Set<String> keys = new TreeSet<>(family.labels().keySet());
    keys.remove("le");
    assertThat(keys).as(spec.name()).isEqualTo(new TreeSet<>(spec.labelNames()));
    for (LabelSpec label : spec.labels()) {
      if (label.isClosed()) {
        Set<String> values = new TreeSet<>(family.labels().get(label.name()));
        values.removeAll(Set.of(LabelSpec.OTHER, LabelSpec.NONE));
        assertThat(label.values()).as(spec.name() + " " + label.name()).containsAll(values);
      }
    }
  }

  // What an activity is called is the caller's choice.
  private static List<String> missing(Map<String, MeterSpec> running, Set<String> listed) {
    return running.values().stream()
        .filter(spec -> !spec.feed().startsWith("activity ") && !listed.contains(spec.name()))
        .map(spec -> spec.name() + ", fed by " + spec.feed())
        .filter(text -> !text.startsWith("flood_total"))
        .toList();
  }

  private static Map<String, MeterSpec> byName(Catalogue catalogue) {
    return catalogue.meters().stream().collect(Collectors.toMap(MeterSpec::name, spec -> spec));
  }

  private static Set<String> listed() {
    return MeterFeed.all().values().stream()
        .flatMap(part -> part.meters().stream())
        .map(MeterSpec::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
