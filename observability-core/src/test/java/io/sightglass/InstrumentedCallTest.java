// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.sightglass.catalogue.LabelSpec;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an annotation can say, said in code. */
class InstrumentedCallTest {

  private static final LabelSpec FORMAT = LabelSpec.oneOf("format", "pdf", "html");

  private final TestApp app = new TestApp();
  private final InstrumentedCall render =
      app.obs
          .instrument("invoice.render")
          .label("gateway", "razorpay")
          .label(FORMAT)
          .label(LabelSpec.upTo("partner", 2))
          .expected(IOException.class)
          .kind(SpanKind.CLIENT)
          .buckets(0.5, 1)
          .build();

  @AfterEach
  void close() {
    app.close();
  }

  private void assertCounted(String format, String partner, String outcome, int count) {
    assertThat(app.scrape())
        .contains(
            "invoice_render_duration_seconds_count{format=\"%s\",gateway=\"razorpay\",outcome=\"%s\",partner=\"%s\"} %d"
                .formatted(format, outcome, partner, count));
  }

  @Test
  void a_call_has_its_labels_its_kind_and_its_buckets() {
    Object page = new Object();

    Object got =
        render.call(
            activity -> {
              assertThat(Span.current()).isSameAs(activity.span());
              assertThat(app.scrape()).contains("invoice_render_in_progress 1.0");
              return page;
            },
            "pdf",
            "acme");

    assertThat(got).isSameAs(page);
    assertCounted("pdf", "acme", "success", 1);
    assertThat(app.scrape()).contains("outcome=\"success\",partner=\"acme\",le=\"0.5\"} 1");
    assertThat(app.scrape()).doesNotContain("partner=\"acme\",le=\"0.1\"");
    assertThat(app.spans())
        .singleElement()
        .satisfies(
            span -> {
              assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
              assertThat(span.getAttributes().asMap())
                  .containsEntry(AttributeKey.stringKey("gateway"), "razorpay")
                  .containsEntry(AttributeKey.stringKey("format"), "pdf")
                  .containsEntry(AttributeKey.stringKey("partner"), "acme");
            });
  }

  @Test
  void an_expected_exception_is_no_failure_and_any_other_is() {
    FileNotFoundException answer = new FileNotFoundException();
    IllegalStateException failure = new IllegalStateException();
    assertThat(catchThrowable(() -> render.call(activity -> thrown(answer), "pdf", "a")))
        .isSameAs(answer);
    assertThat(catchThrowable(() -> render.call(activity -> thrown(failure), "pdf", "a")))
        .isSameAs(failure);
    assertCounted("pdf", "a", "success", 1);
    assertCounted("pdf", "a", "error", 1);
    assertThat(app.spans())
        .extracting(span -> span.getStatus().getStatusCode())
        .containsExactly(StatusCode.UNSET, StatusCode.ERROR);
  }

  private static <E extends Exception> Object thrown(E failure) throws E {
    throw failure;
  }

  @Test
  void an_asynchronous_one_ends_with_its_stage() {
    CompletableFuture<String> answered = new CompletableFuture<>();
    CompletableFuture<String> failed = new CompletableFuture<>();
    assertThat(render.callAsync(activity -> answered, "pdf", "a")).isSameAs(answered);
    assertThat(render.callAsync(activity -> failed, "pdf", "a")).isSameAs(failed);
    assertThat(Span.current()).isSameAs(Span.getInvalid());
    assertThat(app.scrape()).contains("invoice_render_in_progress 2.0");

    answered.completeExceptionally(new FileNotFoundException());
    failed.completeExceptionally(new IllegalStateException());

    assertCounted("pdf", "a", "success", 1);
    assertCounted("pdf", "a", "error", 1);
    assertThat(app.scrape()).contains("invoice_render_in_progress 0.0");
  }

  @Test
  void one_that_is_opened_is_closed_by_the_caller() {
    try (Activity activity = render.activity("html", "a")) {
      activity.set("invoice_id", "inv_1");
    }
    assertCounted("html", "a", "success", 1);
  }

  @Test
  void values_stay_within_their_sets_and_none_is_missed() {
    render.activity("doc", "a").close();
    render.activity().close();
    render.activity((String[]) null).close();
    render.activity("pdf", "a", "too", "many").close();
    assertCounted("_other", "a", "success", 1);
    assertCounted("none", "none", "success", 2);
    assertCounted("pdf", "a", "success", 1);
    assertThat(app.scrape())
        .contains("sightglass_invalid_total{kind=\"label_count\",signal=\"metrics\"} 1.0");
  }

  @Test
  void constants_of_one_name_add_up_to_one_set() {
    app.obs.instrument("mail.send").label("via", "smtp").build().activity().close();
    app.obs.instrument("mail.send").label("via", "api").build().activity().close();
    assertThat(app.scrape())
        .contains("mail_send_duration_seconds_count{outcome=\"success\",via=\"smtp\"} 1")
        .contains("mail_send_duration_seconds_count{outcome=\"success\",via=\"api\"} 1");
  }

  @Test
  void a_mistake_fails_at_once() {
    var builder = app.obs.instrument("mail.send").label(FORMAT);
    assertThatThrownBy(() -> builder.label("format", "x"))
        .hasMessage("activity 'mail.send': the label 'format' is there already");
    assertThatThrownBy(() -> builder.label("outcome", "x"))
        .hasMessage("activity 'mail.send': the label 'outcome' is there already");
    assertThatThrownBy(() -> builder.buckets(1, 0.5))
        .hasMessage("activity 'mail.send': buckets must be finite and ascending, found 0.5");
    assertThatThrownBy(() -> app.obs.instrument(" ")).hasMessageContaining("is empty");
    assertThatThrownBy(() -> app.obs.instrument("invoice.render").build())
        .hasMessage(
            "activities called 'invoice.render' have the labels [gateway, format, partner] already,"
                + " and [] here; one name has one set of labels");
  }

  @Test
  void where_all_is_off_the_body_runs() {
    InstrumentedCall off = Observability.noop().instrument("mail.send").label(FORMAT).build();
    assertThat(off.<String, RuntimeException>call(activity -> "sent", "pdf")).isEqualTo("sent");
    assertThat(
            off.callAsync(activity -> CompletableFuture.completedFuture(1)).toCompletableFuture())
        .isCompletedWithValue(1);
    off.activity("pdf").close();
  }
}
