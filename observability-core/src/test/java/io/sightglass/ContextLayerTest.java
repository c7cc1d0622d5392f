// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ContextLayerTest {

  private static final ContextKey<String> TENANT = ContextKey.named("tenant");

  private final TestApp app = new TestApp();
  private final Observability obs = app.obs;

  @AfterEach
  void close() {
    app.close();
  }

  @Test
  void it_is_used_where_contexts_are_opentelemetrys_own() {
    assertThat(ContextLayer.USABLE).isTrue();
    assertThat(request(Context.root())).isInstanceOf(ContextLayer.class);
  }

  @Test
  void what_was_in_the_context_is_found_through_it() {
    Context before =
        Context.root().with(TENANT, "acme").with(Baggage.builder().put("plan", "gold").build());
    inside(
        request(before),
        outer -> {
          Context inside = outer.context();
          assertThat(inside.get(TENANT)).isEqualTo("acme");
          assertThat(Baggage.fromContext(inside).getEntryValue("plan")).isEqualTo("gold");
          assertThat(Span.fromContext(inside)).isSameAs(outer.span());
          assertThat(Activities.from(inside)).isSameAs(outer);
          assertThat(ContextFields.from(inside).requestId()).isEqualTo("r-1");
        });
  }

  @Test
  void what_is_put_on_top_replaces_what_it_names_and_nothing_else() {
    inside(
        request(Context.root()),
        activity -> {
          Context tenant = activity.context().with(TENANT, "acme").with(TENANT, "umbrella");
          assertThat(tenant.get(TENANT)).isEqualTo("umbrella");
          assertThat(Activities.from(tenant)).isSameAs(activity);
          assertThat(ContextFields.from(tenant).requestId()).isEqualTo("r-1");
          assertThat(activity.context().get(TENANT)).isNull();

          Context fields = tenant.with(ContextFields.from(tenant).with("user_id", "u-7"));
          assertThat(ContextFields.from(fields).own()).containsEntry("user_id", "u-7");
          assertThat(ContextFields.from(tenant).own()).isEmpty();
          assertThat(Activities.from(fields)).isSameAs(activity);

          Context other = fields.with(Span.getInvalid());
          assertThat(Span.fromContext(other)).isSameAs(Span.getInvalid());
          assertThat(Span.fromContext(fields)).isSameAs(activity.span());
          assertThat(other.get(TENANT)).isEqualTo("umbrella");
        });
  }

  @Test
  void an_activity_inside_takes_the_fields_along_and_the_place_of_the_other() {
    inside(
        request(Context.root()),
        outer -> {
          try (Activity inner = obs.activity("inner")) {
            assertThat(Activity.current()).isSameAs(inner);
            assertThat(ContextFields.from(inner.context()).requestId()).isEqualTo("r-1");
            assertThat(inner.spanContext().getTraceId())
                .isEqualTo(outer.spanContext().getTraceId());
          }
          assertThat(Activity.current()).isSameAs(outer);
        });
  }

  @Test
  void work_that_starts_its_successor_inside_itself_for_ever_holds_none_of_its_forerunners() {
    AtomicReference<Context> context = new AtomicReference<>(request(Context.root()));
    for (int i = 0; i < 10_000; i++) {
      String value = "t" + i;
      inside(
          context.get(),
          step -> context.set(step.context().with(TENANT, value).with(ContextFields.current())));
      assertThat(ContextLayer.under(context.get())).isNotInstanceOf(ContextLayer.class);
    }
    assertThat(context.get().get(TENANT)).isEqualTo("t9999");
    assertThat(ContextLayer.under(context.get()).toString()).hasSizeLessThan(1_000);
  }

  private void inside(Context around, Consumer<Activity> work) {
    try (Scope scope = obs.enter(around);
        Activity activity = obs.activity("work")) {
      assertThat(scope).isNotNull();
      work.accept(activity);
    }
  }

  private static Context request(Context around) {
    return around.with(ContextFields.empty().withRequestId("r-1"));
  }
}
