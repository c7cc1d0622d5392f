// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightglass.Money;
import io.sightglass.catalogue.LabelSpec;
import io.sightglass.catalogue.MeterSpec;
import io.sightglass.event.Events;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The meters of a business by name, label and bucket, from running code. */
class BusinessMetersTest {

  private enum Source {
    WEB
  }

  private static final String REQUESTS =
      "0.005 0.01 0.025 0.05 0.075 0.1 0.25 0.5 0.75 1 2.5 5 7.5 10";
  private static final String LEAD = "0.1 0.5 1 2 5 10 30 60 300 900";
  private static final String JOB = "0.1 1 5 10 30 60 300 900 1800 3600";
  private static final String VOICE = "0.1 0.25 0.5 1 1.5 2 3 5 10 30";
  private static final String RUPEES =
      "10 50 100 250 500 1000 2500 5000 10000 25000 50000 100000 200000 500000 1000000 5000000";

  private static BusinessApp fed() {
    BusinessApp app = new BusinessApp();
    app.business.declare(BusinessDomain.values());
    Feeds.all(app);
    return app;
  }

  @ParameterizedTest
  @CsvSource({
    "invoice_operations_total,              counter,   operation status",
    "payments_processed_total,              counter,   status method currency",
    "payment_failures_total,                counter,   method reason",
    "payment_refunds_total,                 counter,   method reason",
    "leads_processed_total,                 counter,   status source",
    "leads_queue_depth,                     gauge,     ''",
    "voice_commands_total,                  counter,   intent status",
    "whatsapp_messages_total,               counter,   direction type status sender",
    "messages_total,                        counter,   channel direction status",
    "conversations_active,                  gauge,     ''",
    "websocket_connections_active,          gauge,     ''",
    "websocket_connections_total,           counter,   outcome",
    "websocket_errors_total,                counter,   error_type",
    "analytics_active_users,                gauge,     ''",
    "analytics_credits_consumed_total,      counter,   kind",
    "analytics_queries_total,               counter,   query_type status",
    "exports_total,                         counter,   format status",
    "background_jobs_total,                 counter,   job status",
    "task_queue_pending,                    gauge,     queue",
    "task_queue_oldest_age_seconds,         gauge,     queue",
    "customer_operations_total,             counter,   operation status",
    "user_actions_total,                    counter,   action",
    "external_api_requests_total,           counter,   api status",
    "external_api_up,                       gauge,     api",
    "active_connections,                    gauge,     ''",
  })
  void a_meter_is_there_with_exactly_its_labels(String name, String type, String labels) {
    Page page = Shared.PAGE;
    assertThat(page.type(name)).isEqualTo(type);
    assertThat(page.labelSets(name)).containsExactly(words(labels));
    assertThat(spec(name).labelNames()).isEqualTo(List.copyOf(inOrder(labels)));
    assertThat(spec(name).help()).endsWith(".");
    assertThat(spec(name).feed()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "invoice_amount_inr,                    operation,      " + RUPEES,
    "payment_amount_inr,                    method,         " + RUPEES,
    "payment_refund_amount_inr,             method reason,  " + RUPEES,
    "payment_processing_duration_seconds,   method status,  " + REQUESTS + " 30 60",
    "lead_processing_duration_seconds,      status,         " + LEAD,
    "lead_scoring_duration_seconds,         '',             " + LEAD,
    "stt_processing_duration_seconds,       provider status," + VOICE,
    "tts_processing_duration_seconds,       provider status," + VOICE,
    "whatsapp_api_request_duration_seconds, operation status," + REQUESTS,
    "export_duration_seconds,               format status,  " + JOB,
    "background_job_duration_seconds,       job status,     " + JOB,
    "external_api_duration_seconds,         api,            " + REQUESTS,
  })
  void a_histogram_has_exactly_its_labels_and_buckets(String name, String labels, String buckets) {
    Page page = Shared.PAGE;
    assertThat(page.type(name)).isEqualTo("histogram");
    assertThat(page.labelSets(name)).containsExactly(words(labels));
    assertThat(page.sum(name + "_count")).isPositive();
    assertThat(page.buckets(name))
        .isEqualTo(Arrays.stream(buckets.trim().split(" ")).map(Double::valueOf).toList());
    assertThat(spec(name).labelNames()).isEqualTo(List.copyOf(inOrder(labels)));
    assertThat(spec(name).feed()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "invoice_operations_total, operation, created updated sent cancelled paid deleted exported",
    "invoice_operations_total, status, success failure",
    "payments_processed_total, status, succeeded failed pending cancelled",
    "payments_processed_total, method, upi card netbanking wallet cash bank_transfer cheque other",
    "payment_failures_total, reason, declined insufficient_funds expired timeout fraud"
        + " gateway_error invalid cancelled other",
    "leads_processed_total, status, qualified rejected converted duplicate failed unknown",
    "voice_commands_total, status, success failure not_understood",
    "whatsapp_messages_total, direction, inbound outbound",
    "whatsapp_messages_total, type, text template media interactive other",
    "whatsapp_messages_total, status, sent delivered read failed",
    "websocket_connections_total, outcome, accepted rejected",
    "exports_total, format, csv xlsx pdf json other",
    "exports_total, status, success failure",
    "background_jobs_total, status, success failure",
    "customer_operations_total, operation, created updated merged deleted exported",
    "payment_processing_duration_seconds, status, succeeded failed pending cancelled",
  })
  void a_closed_set_has_exactly_its_values(String name, String label, String values) {
    assertThat(label(name, label).values()).containsExactlyInAnyOrder(values.split(" "));
  }

  @ParameterizedTest
  @CsvSource({
    "leads_processed_total, source, 100",
    "voice_commands_total, intent, 100",
    "whatsapp_messages_total, sender, 20",
    "background_jobs_total, job, 50",
    "stt_processing_duration_seconds, provider, 20",
    "user_actions_total, action, 100",
    "analytics_credits_consumed_total, kind, 100",
  })
  void a_learned_set_has_its_limit(String name, String label, int limit) {
    assertThat(label(name, label).isClosed()).isFalse();
    assertThat(label(name, label).limit()).isEqualTo(limit);
  }

  @Test
  void no_other_family_comes_from_a_business() {
    Set<String> own =
        Shared.CATALOGUE.stream()
            .filter(spec -> !spec.feed().isEmpty() && isOurs(spec.feed()))
            .map(MeterSpec::name)
            .filter(name -> !name.matches(".*_amount_(usd|eur|gbp)"))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(own).hasSize(37);
    assertThat(own)
        .noneMatch(name -> name.matches("(lead|job|payment|export|query)_\\w+_progress"));
  }

  private static boolean isOurs(String feed) {
    return feed.startsWith("Business.") || feed.startsWith("event ");
  }

  @Test
  void an_app_without_voice_has_no_meters_of_it() {
    try (BusinessApp app = new BusinessApp()) {
      app.business.payments();
      assertThat(app.page().type("payments_processed_total")).isEqualTo("counter");
      assertThat(app.page().type("voice_commands_total")).isNull();
      assertThat(app.page().type("leads_processed_total")).isNull();
      assertThat(app.obs.catalogue().meter("stt_processing_duration_seconds")).isEmpty();
    }
  }

  @Test
  void what_is_declared_is_there_at_zero_before_the_first_event() {
    try (BusinessApp app = new BusinessApp()) {
      app.business.declare(BusinessDomain.INVOICES);
      assertThat(app.page().values("invoice_operations_total", "operation"))
          .contains("created", "paid", "exported");
      assertThat(app.page().sum("invoice_operations_total")).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void every_declaration_holds(BusinessDomain domain) {
    Events.check(domain.events().toArray(Class<?>[]::new));
  }

  @Test
  void declarations_hold_beside_one_another() {
    Events.check(
        Arrays.stream(BusinessDomain.values())
            .flatMap(domain -> domain.events().stream())
            .toArray(Class<?>[]::new));
  }

  @Test
  void no_id_is_a_label() {
    assertThat(Shared.CATALOGUE)
        .flatExtracting(MeterSpec::labelNames)
        .noneMatch(label -> label.endsWith("_id"));
  }

  @Test
  void two_facades_over_one_app_share_their_meters() {
    try (BusinessApp app = new BusinessApp()) {
      Business other = Business.of(app.obs);
      var first = app.business.webSockets().opened("a");
      var second = other.webSockets().opened("b");
      assertThat(app.page().sum("websocket_connections_active")).isEqualTo(2);
      first.close();
      second.close();
      assertThat(app.page().sum("websocket_connections_active")).isZero();
    }
  }

  @Test
  void an_apps_own_meter_under_a_name_of_ours_does_not_stop_it() {
    try (BusinessApp app = new BusinessApp()) {
      app.obs.meters().counter(MeterSpec.counter("leads_processed_total", "Own.").build());
      try (var lead = app.business.leads().processing(Source.WEB, "lead_1")) {
        lead.qualified();
      }
      app.obs.record(new InvoicePaid(Money.inr("1.00"), "inv_1"));
      assertThat(app.page().sum("invoice_operations_total", "operation", "paid")).isEqualTo(1);
    }
  }

  @Test
  void making_one_declares_nothing() {
    try (BusinessApp app = new BusinessApp()) {
      int before = app.obs.catalogue().meters().size();
      Business.of(app.obs);
      assertThat(app.obs.catalogue().meters()).hasSize(before);
    }
  }

  private static MeterSpec spec(String name) {
    return Shared.CATALOGUE.stream()
        .filter(spec -> spec.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is not in the catalogue"));
  }

  private static LabelSpec label(String name, String label) {
    return spec(name).labels().stream()
        .filter(one -> one.name().equals(label))
        .findFirst()
        .orElseThrow();
  }

  private static Set<String> words(String labels) {
    return new TreeSet<>(inOrder(labels));
  }

  private static List<String> inOrder(String labels) {
    return labels.isBlank() ? List.of() : List.of(labels.trim().split(" "));
  }

  /** One app, fed once, for all rows. */
  private static final class Shared {

    static final Page PAGE;
    static final List<MeterSpec> CATALOGUE;

    static {
      try (BusinessApp app = fed()) {
        PAGE = app.page();
        CATALOGUE = app.obs.catalogue().meters();
      }
    }
  }
}
