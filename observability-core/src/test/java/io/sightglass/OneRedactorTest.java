// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.sightglass.event.Detail;
import io.sightglass.event.Event;
import io.sightglass.event.Label;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The rules that an app gives hold for its events and for what the library says of itself. */
class OneRedactorTest {

  private static final String SECRETS = "loan LN-12345678, folio=99, password=hunter2";

  @Event("loan.granted")
  record LoanGranted(
      @Label(max = 5) String branch,
      @Detail String note,
      @Detail String folio,
      @Detail(sensitive = true) String borrower,
      @Detail int months) {}

  private final Logger events = (Logger) LoggerFactory.getLogger("business");
  private final Logger own = (Logger) LoggerFactory.getLogger("io.sightglass");
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  @BeforeEach
  void listen() {
    lines.start();
    events.setLevel(Level.INFO);
    events.addAppender(lines);
    own.addAppender(lines);
  }

  @AfterEach
  void stopListening() {
    events.setLevel(null);
    events.detachAppender(lines);
    own.detachAppender(lines);
  }

  @Test
  void events_are_redacted_by_the_apps_rules_and_counted() {
    try (Observability obs = app(Map.of())) {
      obs.record(new LoanGranted("north", SECRETS, "99", "Ada", 12));
      Map<String, Object> fields = fields();
      assertThat(fields.get("note"))
          .isEqualTo("loan [redacted], folio=[redacted], password=[redacted]");
      assertThat(fields)
          .containsEntry("folio", "[redacted]")
          .containsEntry("borrower", "[redacted]")
          .containsEntry("branch", "north")
          .containsEntry("months", 12L);
      assertThat(TestApp.text(obs)).contains("sightglass_redacted_total{where=\"event\"} 5");
    }
  }

  @Test
  void switched_off_it_leaves_events_alone_but_for_what_is_declared_sensitive() {
    try (Observability obs = app(Map.of("SIGHTGLASS_REDACTION", "off"))) {
      obs.record(new LoanGranted("north", SECRETS, "99", "Ada", 12));
      assertThat(fields())
          .containsEntry("note", SECRETS)
          .containsEntry("folio", "99")
          .containsEntry("borrower", "[redacted]");
    }
  }

  @Test
  void the_librarys_own_messages_are_redacted_by_the_apps_rules_and_counted() {
    try (Observability obs = app(Map.of())) {
      obs.diagnostics().warn(Code.BAD_NUMBER, SECRETS);
      obs.diagnostics().internalError("part", new IllegalStateException(SECRETS));
      assertThat(messages())
          .hasSize(2)
          .allMatch(text -> text.contains("[redacted], folio=[redacted], password=[redacted]"))
          .noneMatch(text -> text.contains("hunter2") || text.contains("LN-1"));
      assertThat(TestApp.text(obs)).contains("sightglass_redacted_total{where=\"diagnostics\"} 6");
    }
  }

  @Test
  void the_librarys_own_messages_stay_masked_where_redaction_is_off() {
    try (Observability obs = app(Map.of("SIGHTGLASS_REDACTION", "off"))) {
      obs.diagnostics().warn(Code.BAD_NUMBER, SECRETS);
      assertThat(messages())
          .singleElement()
          .asString()
          .contains("loan [redacted], folio=[redacted], password=[redacted]");
    }
  }

  @Test
  void warnings_about_settings_have_them_too() {
    try (Observability obs = app(Map.of("METRICS_ENABLED", "LN-12345678"))) {
      assertThat(messages()).isNotEmpty().noneMatch(text -> text.contains("LN-12345678"));
      assertThat(obs.isOff()).isFalse();
    }
  }

  private static Observability app(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("SIGHTGLASS_REDACTION_KEYS", "folio");
    return Observability.builder("bank")
        .environment(all)
        .redactor(Redactor.builder().pattern("LN-\\d{8}").build())
        .build();
  }

  private Map<String, Object> fields() {
    Map<String, Object> fields = new HashMap<>();
    lines.list.get(0).getKeyValuePairs().forEach(pair -> fields.put(pair.key, pair.value));
    return fields;
  }

  private List<String> messages() {
    return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }
}
