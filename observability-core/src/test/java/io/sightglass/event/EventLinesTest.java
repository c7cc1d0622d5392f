// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.event;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.sightglass.Activity;
import io.sightglass.Money;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which events write a line of their own, and at which level. */
class EventLinesTest {

  enum Result {
    SENT,
    FAILED
  }

  @Event("mail.auto")
  record Auto(@Label Result result) {}

  @Event(value = "mail.always", line = Line.ALWAYS)
  record Always() {}

  @Event(value = "mail.never", line = Line.NEVER)
  record Never(@Label Result result, @Measure Money price) {}

  @Event("mail.paid")
  record Paid(@Measure Money price) {}

  @Event(value = "mail.bounced", message = "A mail came back")
  record Bounced(@Label(max = 5, failures = "hard") String kind) {}

  private static String lines(String setting, boolean inside) {
    try (EventApp app = new EventApp(Map.of("SIGHTGLASS_EVENTS_LINES", setting))) {
      if (inside) {
        try (Activity activity = app.obs.activity("work")) {
          all(app);
        }
      } else {
        all(app);
      }
      return app.lines().stream()
          .filter(line -> !line.getKeyValuePairs().isEmpty())
          .map(
              line ->
                  line.getKeyValuePairs().get(1).value + (line.getLevel() == Level.WARN ? "!" : ""))
          .collect(Collectors.joining(" "));
    }
  }

  private static void all(EventApp app) {
    app.obs.record(new Auto(Result.SENT));
    app.obs.record(new Auto(Result.FAILED));
    app.obs.record(new Always());
    app.obs.record(new Never(Result.FAILED, Money.inr("1")));
    app.obs.record(new Paid(Money.inr("1")));
    app.obs.record(new Bounced("soft"));
    app.obs.record(new Bounced("hard"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "auto | false | mail.auto mail.auto! mail.always mail.paid mail.bounced mail.bounced!",
        "auto | true  | mail.auto! mail.always mail.paid mail.bounced!",
        "all  | true  | mail.auto mail.auto! mail.always mail.paid mail.bounced mail.bounced!",
        "none | false | mail.always",
      })
  void a_line_is_written_where_it_says(String setting, boolean inside, String expected) {
    assertThat(lines(setting, inside)).isEqualTo(expected);
  }

  @Test
  void the_message_is_the_declarations_or_made_from_the_name() {
    try (EventApp app = new EventApp()) {
      all(app);
      assertThat(app.lines())
          .extracting(line -> line.getMessage())
          .containsExactly(
              "Mail auto",
              "Mail auto",
              "Mail always",
              "Mail paid",
              "A mail came back",
              "A mail came back");
    }
  }

  @Test
  void an_activity_counts_its_events_and_sums_their_money() {
    try (EventApp app = new EventApp()) {
      Map<String, Number> sums;
      try (Activity activity = app.obs.activity("work")) {
        all(app);
        app.obs.record(new Paid(Money.of("2.25", "CHF")));
        app.obs.record(new Paid(Money.inr("3.25")));
        app.obs.record(new Paid(Money.inr("-1")));
        sums = io.sightglass.Tally.current().sums();
      }
      assertThat(sums)
          .containsEntry("events.mail.auto", 2L)
          .containsEntry("events.mail.paid", 4L)
          .containsEntry("events.mail.bounced", 2L);
      assertThat(sums.get("mail.paid.price_inr").toString()).isEqualTo("4.25");
      assertThat(sums.get("mail.paid.price_chf").toString()).isEqualTo("2.25");
      assertThat(List.copyOf(sums.keySet())).doesNotHaveDuplicates().hasSize(8);
    }
  }
}
