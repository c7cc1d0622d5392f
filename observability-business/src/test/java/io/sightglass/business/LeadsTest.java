// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.sightglass.event.LabelValue;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeadsTest {

  private enum Source {
    WEB_FORM,
    PARTNER {
      // A constant with a body has a class of its own.
      @Override
      public String toString() {
        return "not this";
      }
    }
  }

  private enum Written implements LabelValue {
    SHOP("web-shop"),
    BROKEN(null);

    private final String label;

    Written(String label) {
      this.label = label;
    }

    @Override
    public String label() {
      if (label == null) {
        throw new IllegalStateException("no label");
      }
      return label;
    }
  }

  private final BusinessApp app = new BusinessApp();
  private final Leads leads = app.business.leads();

  @AfterEach
  void close() {
    app.close();
  }

  private void process(Consumer<LeadProcessing> outcome) {
    try (var lead = leads.processing(Source.WEB_FORM, "lead_1")) {
      outcome.accept(lead);
    }
  }

  private double processed(String status) {
    return app.page().sum("leads_processed_total", "status", status, "source", "web_form");
  }

  @Test
  void each_outcome_is_counted_and_measured_under_its_name() {
    process(LeadProcessing::qualified);
    process(LeadProcessing::rejected);
    process(LeadProcessing::converted);
    process(LeadProcessing::duplicate);
    process(lead -> lead.failed(new IOException("down")));
    for (LeadStatus status : LeadStatus.values()) {
      int expected = status == LeadStatus.UNKNOWN ? 0 : 1;
      String text = status.name().toLowerCase(java.util.Locale.ROOT);
      assertThat(processed(text)).as(text).isEqualTo(expected);
      assertThat(app.page().sum("lead_processing_duration_seconds_count", "status", text))
          .as(text)
          .isEqualTo(expected);
    }
  }

  @Test
  void a_lead_without_an_outcome_is_unknown_also_if_the_work_threw() {
    IOException thrown = new IOException("down");
    assertThatThrownBy(
            () -> {
              try (var lead = leads.processing(Source.WEB_FORM, "lead_1")) {
                lead.score(0.3);
                throw thrown;
              }
            })
        .isSameAs(thrown);
    assertThat(processed("unknown")).isEqualTo(1);
  }

  @Test
  void what_was_said_last_counts_and_closing_twice_counts_once() {
    var lead = leads.processing(Source.WEB_FORM, "lead_1");
    lead.rejected();
    lead.qualified();
    lead.close();
    lead.rejected();
    lead.close();
    assertThat(processed("qualified")).isEqualTo(1);
    assertThat(app.page().sum("leads_processed_total")).isEqualTo(1);
  }

  @Test
  void a_failed_lead_is_a_warning_and_a_failed_span() {
    process(
        lead -> {
          lead.score(0.25);
          lead.failed(new IOException("down"));
        });
    var line = app.line("Lead processed");
    assertThat(line.getLevel()).isEqualTo(Level.WARN);
    assertThat(BusinessApp.fields(line))
        .containsEntry("lead_id", "lead_1")
        .containsEntry("lead_score", 0.25)
        .containsKey("processing");
    assertThat(app.spans().get(0).getStatus()).isEqualTo(StatusData.error());
  }

  @Test
  void a_source_is_written_as_the_app_says() {
    leads.processing(Written.SHOP, "a").close();
    leads.processing(Written.BROKEN, "b").close();
    leads.processing(Source.PARTNER, "c").close();
    leads.processing(null, null).close();
    assertThat(app.page().values("leads_processed_total", "source"))
        .contains("web-shop", "broken", "partner", "none")
        .doesNotContain("not this");
  }

  @Test
  void scoring_gives_the_result_and_is_measured_also_if_it_fails() {
    assertThat(leads.scoring(() -> 0.5)).isEqualTo(0.5);
    IOException thrown = new IOException("no model");
    assertThatThrownBy(
            () ->
                leads.scoring(
                    () -> {
                      throw thrown;
                    }))
        .isSameAs(thrown);
    assertThat(app.page().sum("lead_scoring_duration_seconds_count")).isEqualTo(2);
  }

  @Test
  void a_queue_that_fails_costs_its_family_alone() {
    leads.queueDepth(() -> 3);
    assertThat(app.page().sum("leads_queue_depth")).isEqualTo(3);
    leads.queueDepth(
        () -> {
          throw new IllegalStateException("gone");
        });
    process(LeadProcessing::qualified);
    assertThat(processed("qualified")).isEqualTo(1);
    leads.queueDepth(() -> 5);
    assertThat(app.page().sum("leads_queue_depth")).isEqualTo(5);
  }

  @Test
  void counts_are_exact_from_many_threads() throws InterruptedException {
    int threads = 8;
    int each = Boolean.getBoolean("sightglass.full") ? 20_000 : 2_000;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    CountDownLatch go = new CountDownLatch(1);
    for (int t = 0; t < threads; t++) {
      pool.execute(
          () -> {
            try {
              go.await();
            } catch (InterruptedException e) {
              return;
            }
            for (int i = 0; i < each; i++) {
              int at = i;
              process(
                  lead -> {
                    if (at % 2 == 0) {
                      lead.qualified();
                    } else {
                      lead.rejected();
                    }
                  });
            }
          });
    }
    go.countDown();
    pool.shutdown();
    assertThat(pool.awaitTermination(2, TimeUnit.MINUTES)).isTrue();
    assertThat(processed("qualified")).isEqualTo(threads * each / 2.0);
    assertThat(processed("rejected")).isEqualTo(threads * each / 2.0);
    assertThat(app.page().sum("lead_processing_duration_seconds_count"))
        .isEqualTo(threads * (double) each);
  }
}
