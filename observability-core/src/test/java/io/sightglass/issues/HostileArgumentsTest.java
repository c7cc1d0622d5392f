// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.issues;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.context.Context;
import io.sightglass.Activity;
import io.sightglass.ContextFields;
import io.sightglass.Observability;
import io.sightglass.endpoint.OpsEndpoints;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Arguments that once made a recording method throw. */
@SuppressWarnings("NullAway") // nulls are what is tested
class HostileArgumentsTest {

  private final Observability obs =
      Observability.builder("hostile").environment(Map.of("OTEL_SDK_DISABLED", "true")).build();

  @AfterEach
  void close() {
    obs.close();
  }

  @Test
  void a_field_that_is_null_is_left_out() {
    ContextFields fields = ContextFields.empty().with(null, "v").with("k", null);
    assertThat(fields.withRequestId(null).own()).isEmpty();
    assertThat(ContextFields.from(null)).isSameAs(ContextFields.empty());
  }

  @Test
  void a_context_that_is_null_changes_nothing_and_is_counted() {
    Context before = Context.current();
    obs.enter(null).close();
    assertThat(Context.current()).isSameAs(before);
    assertThat(page()).contains("{kind=\"null_argument\",signal=\"traces\"} 1");
  }

  @Test
  void diagnostics_count_a_null() {
    obs.diagnostics().warn(null, "text");
    obs.diagnostics().status("part", null);
    obs.diagnostics().internalError("part", null);
    assertThat(page()).contains("{kind=\"null_argument\",signal=\"logs\"} 2");
  }

  @Test
  void a_failure_that_is_null_fails_the_activity_all_the_same() {
    try (Activity activity = obs.activity("pay")) {
      activity.fail(null);
    }
    assertThat(page()).contains("pay_duration_seconds_count{outcome=\"error\"} 1");
  }

  @Test
  void a_stage_that_failed_with_an_unreadable_failure_comes_back_as_it_is() {
    CompletableFuture<String> failed = CompletableFuture.failedFuture(new Unreadable());
    CompletionStage<String> same = obs.callAsync("fetch", activity -> failed);
    assertThat(same).isSameAs(failed);
    assertThat(page()).contains("fetch_duration_seconds_count{outcome=\"error\"} 1");
  }

  @Test
  void no_request_at_all_is_answered() {
    OpsEndpoints endpoints = OpsEndpoints.of(obs);
    assertThat(endpoints.isInstant(null)).isTrue();
    assertThat(endpoints.answer(null).status()).isEqualTo(500);
  }

  private String page() {
    return new String(obs.scrape("").bytes(), StandardCharsets.UTF_8);
  }

  private static final class Unreadable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    @Override
    public String toString() {
      throw new IllegalStateException("no text");
    }
  }
}
