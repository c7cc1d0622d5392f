// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.meter;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Timer;
import io.sightglass.catalogue.LabelSpec;
import io.sightglass.catalogue.MeterSpec;
import io.sightglass.endpoint.OpsResponse;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MeterEngineTest {

  private static final MeterSpec PAID =
      MeterSpec.counter("invoice_paid_total", "Invoices paid.")
          .label("method", "upi", "card")
          .build();

  private static final MeterSpec DURATION =
      MeterSpec.histogram("http_request_duration_seconds", "Time to answer.")
          .label(LabelSpec.learned("route"))
          .buckets(0.1, 1)
          .build();

  private final MeterEngine engine = MeterEngine.builder().build();

  @AfterEach
  void close() {
    engine.close();
  }

  private String text(String accept) {
    OpsResponse response = engine.scrape(accept, Set.of(), false);
    return new String(response.bytes(), StandardCharsets.UTF_8);
  }

  @Test
  void a_counter_is_exposed_under_its_own_name_and_closed_sets_start_at_zero() {
    engine.meters().counter(PAID).handle("upi").increment();
    assertThat(text(""))
        .contains("# TYPE invoice_paid_total counter\n")
        .contains("invoice_paid_total{method=\"card\"} 0.0\n")
        .contains("invoice_paid_total{method=\"upi\"} 1.0\n");
  }

  @Test
  void a_histogram_has_buckets_count_and_sum() {
    engine.meters().histogram(DURATION).handle("/a").record(0.5);
    assertThat(text(""))
        .contains("http_request_duration_seconds_bucket{route=\"/a\",le=\"0.1\"} 0\n")
        .contains("http_request_duration_seconds_bucket{route=\"/a\",le=\"1.0\"} 1\n")
        .contains("http_request_duration_seconds_bucket{route=\"/a\",le=\"+Inf\"} 1\n")
        .contains("http_request_duration_seconds_count{route=\"/a\"} 1\n")
        .contains("http_request_duration_seconds_sum{route=\"/a\"} 0.5\n");
  }

  @Test
  void micrometer_timers_are_histograms_in_the_same_scrape() {
    Timer.builder("job.run").register(engine.registry()).record(20, TimeUnit.MILLISECONDS);
    assertThat(text("application/openmetrics-text"))
        .contains("# TYPE job_run_seconds histogram\n")
        .contains("job_run_seconds_bucket{le=\"0.025\"} 1\n")
        .doesNotContain("_max")
        .endsWith("# EOF\n");
  }
}
