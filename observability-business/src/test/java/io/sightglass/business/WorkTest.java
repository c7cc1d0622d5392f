// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.sightglass.ContextFields;
import io.sightglass.Observability;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Work that goes through a facade: jobs, exports, queries, speech, calls of outside APIs. */
class WorkTest {

  private enum Query {
    FUNNEL
  }

  /** Work that goes through a facade. */
  @FunctionalInterface
  interface Through {
    Object call(Business business, Task<Object, Exception> task) throws Exception;
  }

  private final BusinessApp app = new BusinessApp();

  @AfterEach
  void close() {
    app.close();
  }

  static List<Through> facades() {
    return List.of(
        (business, task) -> business.jobs().call("nightly", task),
        (business, task) -> business.exports().call(ExportFormat.PDF, task),
        (business, task) -> business.analytics().query(Query.FUNNEL, task),
        (business, task) -> business.voice().stt("whisper", task),
        (business, task) -> business.voice().stt("whisper", Duration.ofSeconds(2), task),
        (business, task) -> business.voice().tts("polly", task),
        (business, task) -> business.voice().tts("polly", 12, task),
        (business, task) -> business.messaging().whatsAppCall(Query.FUNNEL, task),
        (business, task) -> business.leads().scoring(task),
        (business, task) -> business.externalApi("maps").call(task));
  }

  @ParameterizedTest
  @MethodSource("facades")
  void the_result_is_the_very_same_object(Through facade) throws Exception {
    Object result = new Object();
    assertThat(facade.call(app.business, () -> result)).isSameAs(result);
    assertThat(facade.call(app.business, () -> null)).isNull();
  }

  @ParameterizedTest
  @MethodSource("facades")
  void what_is_thrown_is_the_very_same_object_with_nothing_added(Through facade) {
    for (Throwable thrown :
        List.of(new IOException("a"), new IllegalStateException("b"), new AssertionError("c"))) {
      Throwable seen =
          catchThrowable(
              () ->
                  facade.call(
                      app.business,
                      () -> {
                        if (thrown instanceof Error error) {
                          throw error;
                        }
                        throw (Exception) thrown;
                      }));
      assertThat(seen).isSameAs(thrown);
      assertThat(seen.getSuppressed()).isEmpty();
      assertThat(seen.getCause()).isNull();
    }
  }

  @ParameterizedTest
  @MethodSource("facades")
  void the_interrupt_flag_and_the_context_are_as_they_were(Through facade) throws Exception {
    Context before = Context.current();
    facade.call(
        app.business,
        () -> {
          Thread.currentThread().interrupt();
          return "";
        });
    assertThat(Thread.interrupted()).isTrue();
    assertThat(Context.current()).isSameAs(before);
  }

  @ParameterizedTest
  @MethodSource("facades")
  void no_work_is_refused_before_anything_is_counted(Through facade) {
    assertThatThrownBy(() -> facade.call(app.business, null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("task");
    assertThat(app.spans()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("facades")
  void it_runs_with_everything_switched_off(Through facade) throws Exception {
    Business off = Business.of(Observability.noop());
    assertThat(facade.call(off, () -> "result")).isEqualTo("result");
  }

  @ParameterizedTest
  @MethodSource("facades")
  void work_is_one_span_below_what_is_current(Through facade) throws Exception {
    facade.call(app.business, () -> facade.call(app.business, () -> ""));
    assertThat(app.spans()).hasSize(2);
    SpanData inner = app.spans().get(0);
    SpanData outer = app.spans().get(1);
    assertThat(inner.getParentSpanId()).isEqualTo(outer.getSpanId());
  }

  @Test
  void a_job_is_counted_measured_and_has_a_line() throws IOException {
    app.business.jobs().run("nightly-billing", () -> {});
    IOException thrown = new IOException("no database");
    assertThatThrownBy(
            () ->
                app.business
                    .jobs()
                    .run(
                        "nightly-billing",
                        () -> {
                          throw thrown;
                        }))
        .isSameAs(thrown);
    Page page = app.page();
    for (String status : List.of("success", "failure")) {
      String[] labels = {"job", "nightly-billing", "status", status};
      assertThat(page.sum("background_jobs_total", labels)).isEqualTo(1);
      assertThat(page.sum("background_job_duration_seconds_count", labels)).isEqualTo(1);
    }
    assertThat(app.messages()).contains("Job run", "Job finished", "Job run failed");
    assertThat(app.line("Job finished").getLevel()).isEqualTo(Level.WARN);
    assertThat(BusinessApp.fields(app.line("Job finished")))
        .containsEntry("error_type", "IOException");
    assertThat(app.line("Job run failed").getLevel()).isEqualTo(Level.ERROR);
  }

  @Test
  void the_lines_inside_a_job_carry_its_name() {
    String inside =
        app.business.jobs().call("nightly", () -> ContextFields.current().own().get("job"));
    assertThat(inside).isEqualTo("nightly");
    assertThat(ContextFields.current().own()).isEmpty();
    assertThat(app.line("Job run").getMDCPropertyMap()).containsEntry("job", "nightly");
  }

  @Test
  void work_has_no_meters_but_those_of_its_domain() throws Exception {
    for (Through facade : facades()) {
      facade.call(app.business, () -> "");
    }
    assertThat(app.obs.catalogue().meters())
        .noneMatch(spec -> spec.name().endsWith("_in_progress"))
        .noneMatch(spec -> spec.feed().startsWith("activity "));
  }

  @Test
  void an_export_and_a_query_that_fail_are_counted_as_such() {
    catchThrowable(() -> app.business.exports().run(ExportFormat.XLSX, WorkTest::fail));
    catchThrowable(
        () ->
            app.business
                .analytics()
                .query(
                    Query.FUNNEL,
                    () -> {
                      fail();
                      return "";
                    }));
    Page page = app.page();
    assertThat(page.sum("exports_total", "format", "xlsx", "status", "failure")).isEqualTo(1);
    assertThat(page.sum("analytics_queries_total", "query_type", "funnel", "status", "failure"))
        .isEqualTo(1);
  }

  private static void fail() throws IOException {
    throw new IOException("disk full");
  }

  @Test
  void speech_has_its_length_on_the_span() {
    app.business.voice().stt("whisper", Duration.ofMillis(2500), () -> "text");
    app.business.voice().tts("polly", 12, () -> "sound");
    assertThat(app.spans().get(0).getAttributes().get(AttributeKey.doubleKey("audio_duration_s")))
        .isEqualTo(2.5);
    assertThat(app.spans().get(1).getAttributes().get(AttributeKey.longKey("characters")))
        .isEqualTo(12);
    assertThat(app.page().sum("stt_processing_duration_seconds_count", "provider", "whisper"))
        .isEqualTo(1);
  }

  @Test
  void many_made_up_names_make_no_more_series_than_the_limit() {
    for (int i = 0; i < 300; i++) {
      app.business.jobs().run("job-" + i, () -> {});
      app.business.externalApi("api-" + i).up(true);
      app.business.voice().stt("provider-" + i, () -> "");
    }
    Page page = app.page();
    assertThat(page.values("background_jobs_total", "job")).hasSize(51).contains("_other");
    assertThat(page.sum("background_jobs_total")).isEqualTo(300);
    assertThat(page.values("external_api_up", "api")).hasSize(51).contains("_other");
    assertThat(page.values("stt_processing_duration_seconds_count", "provider")).hasSize(21);
    assertThat(page.sum("stt_processing_duration_seconds_count")).isEqualTo(300);
  }

  @Test
  void an_outside_api_is_up_or_down_as_the_last_call_went() {
    ExternalApi maps = app.business.externalApi("maps");
    assertThat(app.business.externalApi("maps")).isSameAs(maps);
    maps.call(() -> "route");
    assertThat(app.page().sum("external_api_up", "api", "maps")).isEqualTo(1);
    catchThrowable(
        () ->
            maps.call(
                () -> {
                  throw new IOException("down");
                }));
    assertThat(app.page().sum("external_api_up", "api", "maps")).isZero();
    maps.called(Outcome.SUCCESS, Duration.ofMillis(20));
    maps.called(null, Duration.ofMillis(20));
    maps.called(Outcome.SUCCESS, null);
    Page page = app.page();
    assertThat(page.sum("external_api_up", "api", "maps")).isEqualTo(1);
    assertThat(page.sum("external_api_requests_total", "api", "maps", "status", "success"))
        .isEqualTo(2);
    assertThat(page.sum("external_api_requests_total", "api", "maps", "status", "failure"))
        .isEqualTo(1);
    assertThat(page.sum("external_api_duration_seconds_count", "api", "maps")).isEqualTo(3);
  }

  @Test
  void a_job_that_fails_is_one_error_of_the_area_job() {
    IOException failure = new IOException("disk");
    Throwable thrown =
        catchThrowable(
            () ->
                app.business
                    .jobs()
                    .run(
                        "nightly",
                        () ->
                            app.obs.call(
                                "import",
                                activity -> {
                                  throw failure;
                                })));
    assertThat(thrown).isSameAs(failure);
    String page = new String(app.obs.scrape("").bytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(page.lines().filter(line -> line.startsWith("errors_total{")))
        .containsExactly("errors_total{area=\"job\",error_type=\"IOException\"} 1.0");
  }
}
