// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.meter;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightglass.Code;
import io.sightglass.catalogue.LabelSpec;
import io.sightglass.catalogue.MeterSpec;
import io.sightglass.meter.Counter;
import io.sightglass.meter.Histogram;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Label values are bounded before a series exists, and no measurement is lost. */
class LabelLimitsTest {

  private final Said said = new Said();
  private final MeterEngine engine = MeterEngine.builder().limits(100, 2_000).build();

  LabelLimitsTest() {
    engine.reportTo(said);
  }

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void a_flood_of_paths_keeps_every_measurement_and_few_series() {
    int records = Engines.FULL ? 10_000_000 : 500_000;
    int paths = Engines.FULL ? 1_000_000 : 50_000;
    Counter requests =
        engine
            .meters()
            .counter(
                MeterSpec.counter("http_requests_total", "Requests.")
                    .label("method", "GET", "POST")
                    .label(LabelSpec.learned("route"))
                    .label("status_code", "200", "404")
                    .build());
    Histogram durations =
        engine
            .meters()
            .histogram(
                MeterSpec.histogram("http_request_duration_seconds", "Time.")
                    .label(LabelSpec.learned("route"))
                    .build());
    long before = usedAfterCollection();
    long start = System.nanoTime();
    for (int i = 0; i < records; i++) {
      String path = "/raw/" + (i % paths);
      requests.handle("GET", path, i % 3 == 0 ? "404" : "200").increment();
      durations.handle(path).record(0.01);
    }
    long nanos = (System.nanoTime() - start) / records;
    long grown = usedAfterCollection() - before;
    Exposition page = Engines.text(engine);

    assertThat(page.sum("http_requests_total")).isEqualTo(records);
    assertThat(page.sum("http_request_duration_seconds_count")).isEqualTo(records);
    assertThat(page.named("http_requests_total")).hasSizeLessThanOrEqualTo(210);
    assertThat(page.named("http_request_duration_seconds_count")).hasSize(101);
    assertThat(
            page.value(
                "sightglass_overflow_total",
                "metric",
                "http_request_duration_seconds",
                "label",
                "route"))
        .isEqualTo(page.value("http_request_duration_seconds_count", "route", "_other"));
    assertThat(grown).isLessThan(5L << 20);
    System.out.printf(
        "row 1: %,d records over %,d paths, %d ns each for both meters, heap %+d KiB%n",
        records, paths, nanos, grown >> 10);
  }

  @Test
  void the_message_names_the_limit_the_effect_and_the_remedy() {
    Counter counter =
        engine
            .meters()
            .counter(
                MeterSpec.counter("leads_total", "Leads.")
                    .label(LabelSpec.upTo("source", 2))
                    .build());
    for (int i = 0; i < 5; i++) {
      counter.handle("source-" + i).increment();
    }
    assertThat(said.of(Code.LABEL_OVERFLOW))
        .containsExactly(
            "SG-2004 label 'source' of 'leads_total' reached 2 values; further values are counted as"
                + " source=\"_other\". Give the source a template or raise"
                + " sightglass.metrics.max-label-values.");
    assertThat(Engines.text(engine).value("leads_total", "source", "_other")).isEqualTo(3);
  }

  @Test
  void business_labels_hold_no_personal_data_and_keep_the_total() {
    Counter counter =
        engine
            .meters()
            .counter(
                MeterSpec.counter("messages_sent_total", "Messages.")
                    .label(LabelSpec.learned("to"))
                    .label(LabelSpec.learned("reason"))
                    .build());
    Random random = new Random(3);
    int records = Engines.FULL ? 1_000_000 : 50_000;
    for (int i = 0; i < records; i++) {
      counter.handle(personal(random, i), "reason " + random.nextInt(500)).increment();
    }
    Exposition page = Engines.text(engine);
    assertThat(page.sum("messages_sent_total")).isEqualTo(records);
    assertThat(page.named("messages_sent_total"))
        .allMatch(sample -> "_other".equals(sample.labels().get("to")))
        .hasSizeLessThanOrEqualTo(101);
    assertThat(said.invalid).containsKey("metrics/pii_like");
    assertThat(said.of(Code.PERSONAL_LABEL)).hasSize(1);
  }

  private static String personal(Random random, int i) {
    return switch (i % 4) {
      case 0 -> "user" + i + "@example.com";
      case 1 -> "+91 98" + (10_000_000 + random.nextInt(89_999_999));
      case 2 -> new java.util.UUID(random.nextLong(), random.nextLong()).toString();
      default ->
          luhn("4" + (100_000_000_000_00L + Math.abs(random.nextLong()) % 800_000_000_000_00L));
    };
  }

  private static String luhn(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      digit = i % 2 == 0 ? digit * 2 : digit;
      sum += digit > 9 ? digit - 9 : digit;
    }
    return digits + (10 - sum % 10) % 10;
  }

  @Test
  void the_app_has_no_more_label_sets_than_it_may() {
    Counter counter =
        engine
            .meters()
            .counter(
                MeterSpec.counter("pairs_total", "Pairs.")
                    .label(LabelSpec.upTo("a", 100))
                    .label(LabelSpec.upTo("b", 100))
                    .build());
    for (int a = 0; a < 100; a++) {
      for (int b = 0; b < 100; b++) {
        counter.handle("a" + a, "b" + b).increment();
      }
    }
    Exposition page = Engines.text(engine);
    assertThat(page.sum("pairs_total")).isEqualTo(10_000);
    assertThat(page.named("pairs_total")).hasSize(2_001);
    assertThat(page.value("pairs_total", "a", "_other", "b", "_other")).isEqualTo(8_000);
    assertThat(page.value("sightglass_overflow_total", "metric", "pairs_total", "label", "*"))
        .isEqualTo(8_000);
    assertThat(page.value("sightglass_label_sets")).isEqualTo(2_000);
    assertThat(page.value("sightglass_label_sets_limit")).isEqualTo(2_000);
  }

  @Test
  void a_new_meter_still_works_when_the_app_has_all_its_label_sets() {
    the_app_has_no_more_label_sets_than_it_may();
    engine.meters().counter(MeterSpec.counter("late_total", "Late.").build()).handle().add(2);
    Counter labelled =
        engine
            .meters()
            .counter(
                MeterSpec.counter("later_total", "Later.").label(LabelSpec.learned("x")).build());
    labelled.handle("one").increment();
    labelled.handle("two").increment();
    Exposition page = Engines.text(engine);
    assertThat(page.value("late_total")).isEqualTo(2);
    assertThat(page.value("later_total", "x", "_other")).isEqualTo(2);
  }

  @Test
  void a_value_outside_a_closed_set_is_other() {
    Counter counter =
        engine
            .meters()
            .counter(
                MeterSpec.counter("paid_total", "Paid.").label("method", "upi", "card").build());
    counter.handle("cheque").add(4);
    Exposition page = Engines.text(engine);
    assertThat(page.value("paid_total", "method", "_other")).isEqualTo(4);
    assertThat(page.value("sightglass_overflow_total", "metric", "paid_total", "label", "method"))
        .isEqualTo(1);
    assertThat(said.of(Code.LABEL_OVERFLOW)).singleElement().asString().contains("outside its set");
  }

  @Test
  void values_that_are_no_labels_never_become_series() {
    Counter counter =
        engine
            .meters()
            .counter(MeterSpec.counter("odd_total", "Odd.").label(LabelSpec.learned("x")).build());
    String[] odd = {
      null, "x".repeat(129), "x".repeat(1 << 20), "a\u0000b", "a\nb", "\ud800", "\udc00x", "\u0085"
    };
    for (String value : odd) {
      counter.handle(value).increment();
    }
    Exposition page = Engines.text(engine);
    assertThat(page.named("odd_total")).hasSize(1);
    assertThat(page.value("odd_total", "x", "_other")).isEqualTo(odd.length);
    assertThat(said.invalid)
        .containsEntry("metrics/label_null", 1L)
        .containsEntry("metrics/label_too_long", 2L)
        .containsEntry("metrics/label_characters", 5L);
  }

  @Test
  void a_wrong_number_of_values_is_counted_and_nothing_is_lost() {
    Counter counter =
        engine
            .meters()
            .counter(
                MeterSpec.counter("two_total", "Two.")
                    .label(LabelSpec.learned("a"))
                    .label(LabelSpec.learned("b"))
                    .build());
    counter.handle().increment();
    counter.handle("x").increment();
    counter.handle("x", "y", "z").increment();
    counter.handle((String[]) null).increment();
    counter.handle("x", "y", "z", "w").increment();
    Exposition page = Engines.text(engine);
    assertThat(page.value("two_total", "a", "_other", "b", "_other")).isEqualTo(2);
    assertThat(page.value("two_total", "a", "x", "b", "_other")).isEqualTo(1);
    assertThat(page.value("two_total", "a", "x", "b", "y")).isEqualTo(2);
    assertThat(said.invalid).containsEntry("metrics/label_count", 5L);
  }

  @Test
  void values_that_were_made_to_collide_stay_cheap() {
    Counter counter =
        engine
            .meters()
            .counter(
                MeterSpec.counter("hit_total", "Hits.").label(LabelSpec.upTo("x", 10_000)).build());
    List<String> colliding = List.of("");
    for (int length = 0; length < 9; length++) {
      colliding =
          colliding.stream()
              .flatMap(text -> java.util.stream.Stream.of(text + "Aa", text + "BB"))
              .toList();
    }
    colliding.forEach(value -> counter.handle(value).increment());
    Exposition page = Engines.text(engine);
    assertThat(colliding).hasSize(512);
    assertThat(page.sum("hit_total")).isEqualTo(512);
    assertThat(page.named("hit_total")).hasSize(65);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alice@example.com",
        "mail from bob.smith+x@mail.example.co.uk failed",
        "+919812345678",
        "call +1 (415) 555-2671",
        "9812345678",
        "415-555-2671 99",
        "550e8400-e29b-41d4-a716-446655440000",
        "order-550E8400-E29B-41D4-A716-446655440000",
        "550e8400e29b41d4a716446655440000",
        "4111111111111111",
        "4111 1111 1111 1111",
        "card 5500-0055-5555-5559 declined",
        "378282246310005"
      })
  void personal_data_is_recognised(String value) {
    assertThat(PersonalData.isLike(value)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "GET",
        "/invoices/{id}",
        "404",
        "gpt-4o-2024-08-06",
        "claude-3-5-sonnet-20241022",
        "2024-01-15",
        "10.0.0.12:5432",
        "eu-central-1",
        "user@host",
        "@Transactional",
        "a@b.c",
        "com.acme.Foo$Bar",
        "1.21.0-rc.1",
        "timeout after 30000 ms",
        "deadbeef",
        "abcdefabcdefabcdefabcdefabcdefab"
      })
  void ordinary_values_are_not_personal_data(String value) {
    assertThat(PersonalData.isLike(value)).isFalse();
  }

  @SuppressWarnings("SystemGc") // the figure is the heap after a collection
  private static long usedAfterCollection() {
    System.gc();
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
