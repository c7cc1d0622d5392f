// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightglass.Money;
import io.sightglass.Observability;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The meters of a domain: their names, labels and sums. */
class EventMetersTest {

  private static final boolean FULL = Boolean.getBoolean("sightglass.full");

  enum ClaimType {
    MOTOR,
    HEALTH
  }

  enum Decision implements LabelValue {
    APPROVED("yes"),
    REJECTED("no");

    private final String label;

    Decision(String label) {
      this.label = label;
    }

    @Override
    public String label() {
      return label;
    }
  }

  @Event(
      value = "claim.settled",
      help = "Claims that were settled.",
      counts = @Count("insurance_claims_settled_total"))
  record ClaimSettled(
      @Label ClaimType type,
      @Label Decision decision,
      @Measure(
              value = "insurance_claim_amount",
              labels = "type",
              buckets = {1_000, 50_000})
          Money amount,
      @Measure(
              value = "insurance_claim_handling",
              unlabelled = true,
              buckets = {60, 3_600})
          Duration handling,
      @Detail String claimId,
      @Detail(sensitive = true) String holderEmail) {}

  private static ClaimSettled settled(String amount, Duration handling) {
    return new ClaimSettled(
        ClaimType.MOTOR,
        Decision.APPROVED,
        Money.inr(amount),
        handling,
        "clm_1",
        "holder@example.com");
  }

  @Test
  void a_domain_of_nine_lines_is_on_the_page() {
    try (EventApp app = new EventApp()) {
      app.obs.declare(ClaimSettled.class);
      app.obs.record(settled("45000.50", Duration.ofMinutes(5)));
      app.obs.record(settled("60000", Duration.ofHours(2)));
      String page =
          app.scrape()
              .lines()
              .filter(line -> line.contains("insurance_claim"))
              .filter(line -> !line.matches(".*(usd|eur|gbp).*"))
              .collect(Collectors.joining("\n", "", "\n"));
      assertThat(page)
          .isEqualTo(
              """
              # HELP insurance_claim_amount_inr Claim settled: amount, in inr.
              # TYPE insurance_claim_amount_inr histogram
              insurance_claim_amount_inr_bucket{type="motor",le="1000.0"} 0
              insurance_claim_amount_inr_bucket{type="motor",le="50000.0"} 1
              insurance_claim_amount_inr_bucket{type="motor",le="+Inf"} 2
              insurance_claim_amount_inr_count{type="motor"} 2
              insurance_claim_amount_inr_sum{type="motor"} 105000.5
              # HELP insurance_claim_handling_seconds Claim settled: handling, in seconds.
              # TYPE insurance_claim_handling_seconds histogram
              insurance_claim_handling_seconds_bucket{le="60.0"} 0
              insurance_claim_handling_seconds_bucket{le="3600.0"} 1
              insurance_claim_handling_seconds_bucket{le="+Inf"} 2
              insurance_claim_handling_seconds_count 2
              insurance_claim_handling_seconds_sum 7500.0
              # HELP insurance_claims_settled_total Claims that were settled.
              # TYPE insurance_claims_settled_total counter
              insurance_claims_settled_total{decision="no",type="health"} 0.0
              insurance_claims_settled_total{decision="no",type="motor"} 0.0
              insurance_claims_settled_total{decision="yes",type="health"} 0.0
              insurance_claims_settled_total{decision="yes",type="motor"} 2.0
              """);
      assertThat(app.scrape()).doesNotContain("holder@example.com", "clm_1");
    }
  }

  @Event(
      value = "payment.succeeded",
      counts =
          @Count(
              value = "payments_processed_total",
              labels = {"status=succeeded", "type", "currency"}))
  record Succeeded(@Label ClaimType type, @Measure(labels = "type") Money amount) {}

  @Event(
      value = "payment.failed",
      counts = {
        @Count(
            value = "payments_processed_total",
            labels = {"currency", "type", "status=failed"}),
        @Count(
            value = "payment_failures_total",
            labels = {"type", "reason"})
      })
  record Failed(
      @Label ClaimType type,
      @Label(oneOf = {"declined", "expired"}) String reason,
      @Detail Money amount) {}

  @Test
  void events_share_a_counter_each_with_its_own_constant() {
    try (EventApp app = new EventApp()) {
      app.obs.declare(Succeeded.class, Failed.class);
      app.obs.record(new Succeeded(ClaimType.MOTOR, Money.usd("9.99")));
      app.obs.record(new Failed(ClaimType.MOTOR, "declined", Money.inr("5")));
      app.obs.record(new Failed(ClaimType.HEALTH, "declined", Money.of("5", "CHF")));
      app.obs.record(new Failed(ClaimType.HEALTH, "expired", null));

      assertThat(app.samples("payments_processed_total"))
          .hasSize(2 * 2 * 4 + 2)
          .contains(
              "payments_processed_total{currency=\"USD\",status=\"succeeded\",type=\"motor\"} 1.0",
              "payments_processed_total{currency=\"INR\",status=\"failed\",type=\"motor\"} 1.0",
              "payments_processed_total{currency=\"_other\",status=\"failed\",type=\"health\"} 1.0",
              "payments_processed_total{currency=\"none\",status=\"failed\",type=\"health\"} 1.0");
      assertThat(app.samples("payment_failures_total{reason=\"declined\",type=\"health\"}"))
          .containsExactly("payment_failures_total{reason=\"declined\",type=\"health\"} 1.0");
      assertThat(app.scrape()).doesNotContain("payment_failed_amount");
      assertThat(app.obs.catalogue().meter("payments_processed_total").orElseThrow().labels())
          .extracting(label -> label.name() + label.values())
          .containsExactly(
              "status[succeeded, failed]", "type[motor, health]", "currency[INR, USD, EUR, GBP]");
      assertThat(app.said()).isEmpty();
    }
  }

  @Test
  void a_setting_puts_the_currency_into_a_label() {
    try (EventApp app =
        new EventApp(
            Map.of("SIGHTGLASS_MONEY_STYLE", "label", "SIGHTGLASS_MONEY_CURRENCIES", "chf, inr"))) {
      app.obs.record(new Succeeded(ClaimType.MOTOR, Money.inr("5")));
      app.obs.record(new Succeeded(ClaimType.MOTOR, Money.of("6", "CHF")));
      app.obs.record(new Succeeded(ClaimType.MOTOR, Money.usd("7")));
      assertThat(app.samples("payment_succeeded_amount_sum"))
          .containsExactly(
              "payment_succeeded_amount_sum{currency=\"CHF\",type=\"motor\"} 6.0",
              "payment_succeeded_amount_sum{currency=\"INR\",type=\"motor\"} 5.0");
    }
  }

  @Event("step.done")
  record Step(
      @Label ClaimType type,
      @Label(max = 10) String partner,
      @Measure(unit = "points") int points) {}

  @Test
  void sums_are_exact_whoever_records() throws Exception {
    int threads = 4;
    int each = FULL ? 1_000_000 : 10_000;
    try (EventApp app = new EventApp(Map.of("SIGHTGLASS_EVENTS_LINES", "none"))) {
      CountDownLatch start = new CountDownLatch(1);
      List<Thread> all =
          IntStream.range(0, threads)
              .mapToObj(
                  number ->
                      new Thread(
                          () -> {
                            try {
                              start.await();
                            } catch (InterruptedException e) {
                              throw new AssertionError(e);
                            }
                            for (int i = 0; i < each; i++) {
                              ClaimType type = ClaimType.values()[i & 1];
                              app.obs.record(new Step(type, "p" + (i % 20), i % 7));
                              app.obs.record(new Succeeded(type, Money.inr("2")));
                            }
                          }))
              .toList();
      all.forEach(Thread::start);
      start.countDown();
      for (Thread thread : all) {
        thread.join();
      }
      long points = IntStream.range(0, each).mapToLong(i -> i % 7).sum() * threads;
      assertThat(sum(app, "step_done_total")).isEqualTo((double) threads * each);
      assertThat(sum(app, "step_done_points_count")).isEqualTo((double) threads * each);
      assertThat(sum(app, "step_done_points_sum")).isEqualTo((double) points);
      assertThat(sum(app, "payments_processed_total")).isEqualTo((double) threads * each);
      assertThat(sum(app, "payment_succeeded_amount_inr_sum")).isEqualTo(2.0 * threads * each);
      assertThat(app.samples("step_done_total")).hasSizeLessThanOrEqualTo(2 * 11);
    }
  }

  enum Wide {
    A,
    B,
    C,
    D,
    E,
    F,
    G,
    H,
    I,
    J,
    K,
    L,
    M,
    N,
    O,
    P,
    Q,
    R,
    S,
    T
  }

  @Event(
      value = "wide.done",
      counts = {
        @Count(value = "wide_a_total", labels = "a"),
        @Count(
            value = "wide_d_total",
            labels = {"d", "sure"})
      })
  record Many(
      @Label Wide a,
      @Label Wide b,
      @Label Wide c,
      @Label(failures = "t") Wide d,
      @Label Boolean sure,
      @Measure(unit = "points", labels = "d") int points) {}

  @Test
  void labels_beyond_what_one_number_holds_are_counted_as_well() {
    try (EventApp app = new EventApp()) {
      for (Wide wide : Wide.values()) {
        app.obs.record(new Many(Wide.A, wide, wide, wide, true, 1));
      }
      app.obs.record(new Many(Wide.A, Wide.B, null, null, null, 1));
      assertThat(app.samples("wide_a_total{a=\"a\"}"))
          .containsExactly("wide_a_total{a=\"a\"} 21.0");
      assertThat(app.samples("wide_d_total{d=\"t\""))
          .contains("wide_d_total{d=\"t\",sure=\"true\"} 1.0");
      assertThat(app.samples("wide_d_total{d=\"none\""))
          .containsExactly("wide_d_total{d=\"none\",sure=\"none\"} 1.0");
      assertThat(app.samples("wide_done_points_count")).hasSize(21);
      assertThat(app.lines().get(19).getLevel()).isEqualTo(ch.qos.logback.classic.Level.WARN);
      assertThat(app.lines().get(18).getLevel()).isEqualTo(ch.qos.logback.classic.Level.INFO);
      assertThat(app.lines().get(19).getKeyValuePairs().toString()).contains("d=\"t\"");
      assertThat(app.lines().get(20).getKeyValuePairs().toString()).contains("d=\"none\"");
    }
  }

  @Event(value = "cheap.done", line = Line.NEVER)
  record Cheap(
      @Label ClaimType type, @Label Decision decision, @Measure Money amount, @Detail String id) {}

  @Test
  void an_event_without_a_line_makes_no_garbage_beyond_its_record() {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long self = Thread.currentThread().getId();
    int events = 100_000;
    Cheap event = new Cheap(ClaimType.MOTOR, Decision.REJECTED, Money.inr("12.50"), "id");
    try (Observability obs = Observability.builder("cheap").environment(Map.of()).build()) {
      for (int i = 0; i < events; i++) {
        obs.record(event);
      }
      long before = threads.getThreadAllocatedBytes(self);
      for (int i = 0; i < events; i++) {
        obs.record(event);
      }
      long bytes = threads.getThreadAllocatedBytes(self) - before;
      System.out.printf("an event without a line: %.2f bytes%n", bytes / (double) events);
      assertThat(bytes / events).isLessThan(8);
    }
  }

  @Event("message.sent")
  record MessageSent(
      @Label(max = 100) String customer,
      @Label(max = 100) String reason,
      @Label(oneOf = {"sms", "mail"}) String channel) {}

  @Test
  void ids_and_free_texts_as_labels_are_bounded_and_nobody_is_on_the_page() {
    int events = FULL ? 1_000_000 : 30_000;
    Random random = new Random(3);
    try (EventApp app = new EventApp(Map.of("SIGHTGLASS_EVENTS_LINES", "none"))) {
      for (int i = 0; i < events; i++) {
        String customer =
            switch (i % 4) {
              case 0 -> "user" + i + "@example.com";
              case 1 -> "+91 98" + (10_000_000 + random.nextInt(89_999_999));
              case 2 -> new java.util.UUID(random.nextLong(), random.nextLong()).toString();
              default -> "model-" + random.nextInt(10_000);
            };
        app.obs.record(
            new MessageSent(
                customer, "reason " + random.nextInt(1_000), i % 3 == 0 ? "sms" : "pager"));
      }
      List<String> samples = app.samples("message_sent_total");
      assertThat(sum(app, "message_sent_total")).isEqualTo(events);
      assertThat(values(samples, "customer")).isLessThanOrEqualTo(101);
      assertThat(values(samples, "reason")).isLessThanOrEqualTo(101);
      assertThat(values(samples, "channel")).isEqualTo(2);
      assertThat(samples).noneMatch(sample -> sample.contains("@") || sample.contains("+91"));
      assertThat(app.said()).anyMatch(line -> line.startsWith("SG-2007")).hasSizeLessThan(4);
      System.out.printf(
          "row 3: %,d events over made-up customers and reasons: total exact, %d series, %d"
              + " customers, %d reasons, nobody named%n",
          events, samples.size(), values(samples, "customer"), values(samples, "reason"));
    }
  }

  private static long values(List<String> samples, String label) {
    return samples.stream()
        .map(sample -> sample.replaceAll(".*" + label + "=\"([^\"]*)\".*", "$1"))
        .distinct()
        .count();
  }

  private static double sum(EventApp app, String prefix) {
    return app.samples(prefix).stream()
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
