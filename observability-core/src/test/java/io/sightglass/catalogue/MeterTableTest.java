// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The catalogue as a table. */
class MeterTableTest {

  @Test
  void a_row_says_all_there_is_to_a_meter() {
    MeterSpec spec =
        MeterSpec.histogram("work_duration_seconds", "Time | effort.")
            .label("status", "ok", "")
            .label(LabelSpec.upTo("model", 40))
            .label(LabelSpec.learned("route"))
            .label(LabelSpec.oneOf("scheme", "http").offered())
            .label(LabelSpec.oneOf("pool", "G1 Eden").describedAs("the JVM's pools"))
            .buckets(0.0005, 1, 2.5, 10_000_000)
            .fedBy("work")
            .build();
    assertThat(Catalogue.of(List.of(spec)).markdown().lines().skip(2))
        .containsExactly(
            "| `work_duration_seconds` | histogram | seconds | `status`: ok, empty<br>`model`:"
                + " learned, up to 40<br>`route`: learned<br>`scheme`: http (on offer)<br>`pool`:"
                + " the JVM's pools | 0.0005 1 2.5 10000000 | Time \\| effort. | work |");
  }

  @Test
  void a_renamed_meter_says_what_it_was_declared_as() {
    MeterSpec spec = MeterSpec.counter("a_total", "A.").build();
    Catalogue renamed = NamingProfile.standard().rename("a_total", "b_total").check(List.of(spec));
    assertThat(renamed.markdown()).contains("| `b_total` (`a_total`) | counter |");
    assertThat(renamed.exposure("a_total").orElseThrow().specs())
        .extracting(MeterSpec::name)
        .containsExactly("b_total");
    assertThat(renamed.exposure("b_total")).isEmpty();
    assertThat(renamed.naming().name()).isEqualTo("default");
  }

  @Test
  void no_cell_breaks_the_table() {
    MeterSpec spec = MeterSpec.counter("a_total", "One\ntwo | <b>three</b>.").build();
    String row = Catalogue.of(List.of(spec)).markdown().lines().skip(2).findFirst().orElseThrow();
    assertThat(row.replace("\\|", "").chars().filter(c -> c == '|').count()).isEqualTo(8);
    assertThat(row).contains("&lt;b>");
  }
}
