// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.sightglass.Activity;
import io.sightglass.testkit.TestObservability;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What each annotation makes of a call. */
class AnnotatedMethodsTest {

  private final WovenLoader loader = WovenLoader.of(Annotated.class);
  private final TestObservability obs =
      TestObservability.create(builder -> builder.annotations(loader));

  @SuppressWarnings("unchecked")
  private final Function<Object[], Object> app = loader.make(Annotated.class, Function.class);

  @AfterEach
  void close() {
    obs.close();
  }

  private Object call(Object... name) {
    return app.apply(name);
  }

  private SpanData span(String name) {
    return obs.spans().stream().filter(span -> span.getName().equals(name)).findFirst().get();
  }

  private Map<String, Object> attributes(String name) {
    return span(name).getAttributes().asMap().entrySet().stream()
        .collect(Collectors.toMap(each -> each.getKey().getKey(), Map.Entry::getValue));
  }

  private String scrape() {
    return new String(obs.scrape("").bytes(), StandardCharsets.UTF_8);
  }

  @Test
  void labels_details_kind_and_buckets_are_those_of_the_annotation() {
    call("render", "PDF", "inv 7");
    obs.assertThatHistogram(
            "bill_render_duration_seconds",
            "engine",
            "chrome",
            "format",
            "pdf",
            "outcome",
            "success")
        .recorded(1);
    assertThat(span("bill.render").getKind()).isEqualTo(SpanKind.CLIENT);
    assertThat(attributes("bill.render"))
        .containsEntry("format", "pdf")
        .containsEntry("engine", "chrome")
        .containsEntry("invoice_id", "inv 7")
        .containsEntry("card", "[redacted]");
    assertThat(
            scrape().lines().filter(line -> line.startsWith("bill_render_duration_seconds_bucket")))
        .filteredOn(line -> line.contains("success"))
        .hasSize(3);
  }

  @Test
  void an_expected_exception_is_an_answer() {
    UnsupportedOperationException answer = new UnsupportedOperationException("none");
    assertThatThrownBy(() -> call("find", answer)).isSameAs(answer);
    IllegalStateException failure = new IllegalStateException("broken");
    assertThatThrownBy(() -> call("find", failure)).isSameAs(failure);
    obs.assertThatHistogram("bill_find_duration_seconds", "outcome", "success").recorded(1);
    obs.assertThatHistogram("bill_find_duration_seconds", "outcome", "error").recorded(1);
    assertThat(obs.spans())
        .extracting(span -> span.getStatus().getStatusCode())
        .containsExactly(StatusCode.UNSET, StatusCode.ERROR);
  }

  @Test
  void a_call_records_events_from_its_arguments_its_result_its_time_and_its_end() {
    call("pay", (Object) null);
    obs.assertThatEvent("bill.paid")
        .with("invoice_id", "inv 1")
        .with("receipt_id", "rec 1")
        .with("status", "succeeded")
        .wasRecorded();
    obs.assertThatHistogram("bill_paid_amount_inr").withSum(12.5);
    obs.assertThatHistogram("bill_paid_took_seconds").recorded(1);
    IllegalStateException failure = new IllegalStateException("declined");
    assertThat(catchThrowable(() -> call("pay", failure))).isSameAs(failure);
    obs.assertThatCounter("bill_paid_total", "status", "failed").wentUpBy(1);
    obs.assertThatCounter("bill_failed_total", "reason", "declined").wentUpBy(1);
  }

  @Test
  void a_primitive_result_feeds_an_event() {
    assertThat(call("sum")).isEqualTo(5);
    obs.assertThatEvent("sum.made").with("result", 5L).with("first", 2L).wasRecorded();
  }

  @Test
  void a_later_result_feeds_an_event_inside_its_activity() {
    CompletableFuture<String> page = new CompletableFuture<>();
    assertThat(call("send", page)).isSameAs(page);
    assertThat(obs.spans()).isEmpty();
    page.complete("page 1");
    obs.assertThatEvent("page.sent").with("result", "page 1").wasRecorded();
    assertThat(attributes("page.send")).containsEntry("result", "page 1");
  }

  @Test
  void another_librarys_result_ends_the_call_when_it_completes() {
    Pending pending = new Pending();
    assertThat(call("other", pending)).isSameAs(pending);
    obs.assertThatGauge("bill_other_in_progress").is(1);
    pending.complete("done");
    obs.assertThatGauge("bill_other_in_progress").is(0);
    obs.assertThatHistogram("bill_other_duration_seconds", "outcome", "success").recorded(1);
  }

  @Test
  void opentelemetrys_annotations_make_spans_and_no_meters() {
    call("span");
    SpanData span = span("Annotated.span");
    assertThat(span.getKind()).isEqualTo(SpanKind.PRODUCER);
    assertThat(attributes("Annotated.span"))
        .containsEntry("the.id", "id 1")
        .containsEntry("number", 7L);
    assertThat(scrape()).doesNotContain("annotated_span");
    try (Activity around = obs.activity("around")) {
      call("attributes");
      assertThat(around.span().isRecording()).isTrue();
    }
    assertThat(attributes("around")).containsEntry("other.id", "id 2");
    assertThat(obs.spans()).hasSize(2);
  }

  @Test
  void micrometers_annotations_keep_their_names_and_tags() {
    call("timed", (Object) null);
    assertThat(catchThrowable(() -> call("timed", new IllegalStateException("x")))).isNotNull();
    call("counted");
    String[] inside = new String[1];
    call("long", (Runnable) () -> inside[0] = scrape());
    String place = "class=\"io.sightglass.weave.Annotated\"";
    assertThat(scrape().lines())
        .contains(
            "old_timer_seconds_count{"
                + place
                + ",exception=\"none\",method=\"timed\",team=\"billing\"} 1",
            "old_timer_seconds_count{"
                + place
                + ",exception=\"IllegalStateException\",method=\"timed\",team=\"billing\"} 1",
            "old_counter_total{"
                + place
                + ",exception=\"none\",method=\"counted\",result=\"success\"} 1.0");
    assertThat(inside[0]).contains("old_long_seconds_count{" + place + ",method=\"longTask\"} 1");
  }

  @Test
  void a_label_without_a_bound_is_left_out_and_the_call_measured() {
    assertThat(call("unusable")).isEqualTo("free text");
    obs.assertThatHistogram("bill_unusable_duration_seconds", "outcome", "success").recorded(1);
    assertThat(scrape()).doesNotContain("free text");
  }
}
