// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.sightglass.ErrorReport;
import io.sightglass.Observability;
import io.sightglass.Redactor;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The lines that led to an error go along with its report. */
class LogTrailTest {

  private final Observability obs =
      Observability.builder("billing")
          .environment(Map.of())
          .redactor(Redactor.builder().pattern("LN-\\d{8}").build())
          .build();
  private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
  private final Logger app = (Logger) LoggerFactory.getLogger("com.acme.Invoices");
  private final Level before = root.getLevel();
  private final List<ErrorReport> reports = new CopyOnWriteArrayList<>();

  @BeforeEach
  void listen() {
    root.setLevel(Level.TRACE);
    obs.errors().sendTo("list", reports::add);
  }

  @AfterEach
  void stop() {
    obs.close();
    root.setLevel(before);
    app.setAdditive(true);
  }

  @Test
  void lines_from_info_up_lead_to_the_error_in_their_order_and_redacted() {
    assertThat(LogTrail.install(obs)).isTrue();
    app.debug("not shown");
    app.info("Invoice {} opened", "inv_42");
    app.warn("loan LN-12345678, password=hunter2");
    app.error("half\nway", new IllegalStateException("its own"));

    assertThat(steps())
        .extracting(ErrorReport.Step::level)
        .containsExactly("INFO", "WARN", "ERROR");
    assertThat(steps())
        .extracting(ErrorReport.Step::message)
        .startsWith("Invoice inv_42 opened", "loan [redacted], password=[redacted]");
    assertThat(steps()).extracting(ErrorReport.Step::logger).containsOnly("com.acme.Invoices");
  }

  @Test
  void lines_of_another_thread_are_of_another_story() throws InterruptedException {
    LogTrail.install(obs);
    Thread other = new Thread(() -> app.info("elsewhere"));
    other.start();
    other.join();
    app.info("here");

    assertThat(steps()).extracting(ErrorReport.Step::message).containsExactly("here");
  }

  @Test
  void an_argument_whose_own_code_throws_costs_nothing_else() {
    LogTrail.install(obs);
    app.info(
        "with {}",
        new Object() {
          @Override
          public String toString() {
            throw new IllegalStateException("planted");
          }
        });
    app.info("after");

    assertThat(steps()).extracting(ErrorReport.Step::message).last().isEqualTo("after");
  }

  @Test
  void a_logger_that_is_not_additive_is_not_heard() {
    LogTrail.install(obs);
    app.setAdditive(false);
    app.info("apart");

    assertThat(steps()).isEmpty();
  }

  @Test
  void it_listens_until_the_app_stops() {
    LogTrail.install(obs);
    assertThat(root.getAppender("SIGHTGLASS-TRAIL")).isNotNull();
    obs.close();
    assertThat(root.getAppender("SIGHTGLASS-TRAIL")).isNull();
  }

  @Test
  void where_all_is_off_nothing_listens() {
    assertThat(LogTrail.install(Observability.noop())).isFalse();
    assertThat(root.getAppender("SIGHTGLASS-TRAIL")).isNull();
    assertThatNullPointerException().isThrownBy(() -> LogTrail.install(null)).withMessage("obs");
  }

  private List<ErrorReport.Step> steps() {
    obs.errors().report("app", new IllegalStateException("no stock"));
    await().until(() -> !reports.isEmpty());
    return reports.get(0).trail();
  }
}
