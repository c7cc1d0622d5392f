// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightglass.catalogue.Catalogue;
import io.sightglass.catalogue.MeterFeed;
import io.sightglass.catalogue.MeterSpec;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** docs/metrics.md says what the library declares. */
class MetricsPageTest {

  private static final String HEAD =
      """
      <!-- Written from the meters that each module declares by: %s -->
      # Metrics

      Every meter of the library, as declared; [naming profiles](naming.md) spell them otherwise. An
      app's own page has more: its events (`invoice.paid` makes `invoice_paid_total`) and its
      activities (`invoice.render` makes `invoice_render_duration_seconds{outcome}` and
      `invoice_render_in_progress`). `obs.catalogue().markdown()` writes this table for an app.

      A learned label takes values as they come, up to `sightglass.metrics.max-label-values` unless
      the table says less; what is beyond is counted as `_other`. A label on offer is left out unless
      a naming profile picks it. Buckets are upper bounds in the meter's unit, without +Inf.
      """;

  private final Map<String, Catalogue> parts = MeterFeed.all();

  @Test
  void the_page_of_metrics_is_up_to_date() throws IOException {
    StringBuilder page =
        new StringBuilder(HEAD.formatted(Generated.command(MetricsPageTest.class)));
    parts.forEach(
        (title, meters) -> page.append("\n## " + title + "\n\n").append(meters.markdown()));
    Generated.check(
        Repository.ROOT.resolve("docs/metrics.md"), page.toString(), MetricsPageTest.class);
  }

  @Test
  void every_module_lists_its_meters_and_each_says_what_it_is_and_what_feeds_it() {
    assertThat(parts.keySet())
        .containsExactly(
            "The process and the library itself",
            "Log lines",
            "HTTP",
            "Health",
            "Business",
            "AI calls",
            "Databases",
            "Caches",
            "Redis",
            "Executors");
    for (Catalogue part : parts.values()) {
      assertThat(part.meters()).isNotEmpty();
      for (MeterSpec meter : part.meters()) {
        assertThat(meter.help()).as(meter.name()).endsWith(".");
        assertThat(meter.feed()).as(meter.name()).isNotEmpty();
      }
    }
    List<String> ids =
        parts.values().stream().flatMap(part -> part.meters().stream()).map(MeterSpec::id).toList();
    assertThat(ids).doesNotHaveDuplicates();
  }
}
