// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.junit.jupiter.api.Test;

class ContextFieldsTest {

  @Test
  void fields_are_there_inside_the_scope_and_gone_after_it() {
    try (Scope ignored =
        ContextFields.empty().withRequestId("r-1").with("user_id", "u-7").makeCurrent()) {
      assertThat(ContextFields.current().requestId()).isEqualTo("r-1");
      assertThat(ContextFields.current().own()).containsEntry("user_id", "u-7");
      try (Scope inner = ContextFields.current().with("user_id", "u-8").makeCurrent()) {
        assertThat(ContextFields.current().own()).containsEntry("user_id", "u-8");
        assertThat(ContextFields.current().requestId()).isEqualTo("r-1");
      }
      assertThat(ContextFields.current().own()).containsEntry("user_id", "u-7");
    }
    assertThat(ContextFields.current()).isSameAs(ContextFields.empty());
  }

  @Test
  void the_request_id_is_one_field_however_it_is_set() {
    ContextFields fields = ContextFields.empty().with(ContextFields.REQUEST_ID, "r-2");
    assertThat(fields.requestId()).isEqualTo("r-2");
    assertThat(fields.own()).isEmpty();
  }

  @Test
  void fields_cannot_grow_without_end() {
    ContextFields fields = ContextFields.empty();
    for (int i = 0; i < 1_000; i++) {
      fields = fields.with("k" + i, "v".repeat(5_000));
    }
    assertThat(fields.own()).hasSize(ContextFields.MAX_FIELDS);
    assertThat(fields.own().get("k0")).hasSize(ContextFields.MAX_LENGTH);
    assertThat(fields.with("k0", "short").own()).containsEntry("k0", "short");
  }

  @Test
  void a_context_without_fields_has_none() {
    assertThat(ContextFields.from(Context.root()).requestId()).isNull();
  }
}
