// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightglass.ContextFields;
import io.sightglass.Redactor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Field profiles: the Elastic Common Schema, and single renames. */
class FieldProfilesTest {

  /**
   * What the specification of ECS logging (spec/spec.json of elastic/ecs-logging, version 1.0) asks
   * for: the first fields in this order, and texts where they are there.
   */
  private static final List<String> FIRST = List.of("@timestamp", "log.level", "message");

  private static final List<String> TEXTS =
      List.of("log.level", "message", "ecs.version", "trace.id", "service.name", "event.dataset");

  private final Lines ecs = lines(FieldProfile.of("ecs", ""));

  @Test
  void lines_in_ecs_are_what_its_specification_asks_for() {
    ecs.logger().info("Invoice paid");
    ecs.logger().atWarn().addKeyValue("event", "invoice.paid").addKeyValue("amount", 5).log("x");
    ecs.logger().error("failed", new IllegalStateException("not paid", new RuntimeException("db")));
    try (var scope =
        ContextFields.empty().with("user_id", "u7").with("workspace_id", "w1").makeCurrent()) {
      assertThat(scope).isNotNull();
      ecs.logger().info("in context");
    }

    for (JsonNode line : ecs.parsed()) {
      List<String> names = new ArrayList<>(line.propertyNames());
      assertThat(names.subList(0, 3)).isEqualTo(FIRST);
      assertThat(Instant.parse(line.get("@timestamp").stringValue())).isNotNull();
      assertThat(names).contains("ecs.version", "event.dataset", "service.name");
      for (String text : TEXTS) {
        assertThat(!line.has(text) || line.get(text).isString()).as(text).isTrue();
      }
      // No field is an object's name and a text at once: an index would refuse the line.
      for (String name : names) {
        assertThat(names).noneMatch(other -> other.startsWith(name + "."));
      }
    }
    JsonNode failed = ecs.parsed().get(2);
    assertThat(failed.get("error.type").stringValue()).isEqualTo("java.lang.IllegalStateException");
    assertThat(failed.get("error.message").stringValue()).isEqualTo("not paid");
    assertThat(failed.get("error.stack_trace").stringValue()).contains("Caused by: ");
    assertThat(failed.get("log.level").stringValue()).isEqualTo("ERROR");
    assertThat(failed.get("event.dataset").stringValue()).isEqualTo("billing.error");
    assertThat(ecs.last().get("user.id").stringValue()).isEqualTo("u7");
    assertThat(ecs.last().get("organization.id").stringValue()).isEqualTo("w1");
  }

  @Test
  void a_field_of_the_app_never_stands_for_an_object_of_the_schema() {
    ecs.logger()
        .atInfo()
        .addKeyValue("service", "other")
        .addKeyValue("error", "text")
        .addKeyValue("event", "invoice.paid")
        .addKeyValue("message", "forged")
        .log("hello");

    JsonNode line = ecs.last();
    assertThat(line.get("service_").stringValue()).isEqualTo("other");
    assertThat(line.get("error_").stringValue()).isEqualTo("text");
    assertThat(line.get("event.action").stringValue()).isEqualTo("invoice.paid");
    assertThat(line.get("message").stringValue()).isEqualTo("hello");
  }

  @Test
  void single_fields_can_be_renamed() {
    Lines renamed =
        lines(FieldProfile.of("default", "msg=message, level=severity,tenant=customer"));
    renamed
        .logger()
        .atInfo()
        .addKeyValue("tenant", "acme")
        .addKeyValue("message", "x")
        .log("hello");

    JsonNode line = renamed.last();
    assertThat(line.get("message").stringValue()).isEqualTo("hello");
    assertThat(line.get("severity").stringValue()).isEqualTo("info");
    assertThat(line.get("customer").stringValue()).isEqualTo("acme");
    assertThat(line.get("message_").stringValue()).isEqualTo("x");
    assertThat(line.has("msg")).isFalse();
  }

  @Test
  void two_fields_of_one_name_are_refused() {
    assertThatThrownBy(() -> FieldProfile.of("default", "msg=level"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("level");
  }

  @Test
  void a_logback_xml_may_choose_the_profile() {
    JsonLogEncoder encoder = new JsonLogEncoder();
    encoder.identity(new Identity("billing", "test", "1"));
    encoder.setFields("ecs");
    encoder.setRedaction(false);
    Lines lines = Lines.with(encoder);
    lines.logger().info("password=hunter2");

    assertThat(lines.last().get("message").stringValue()).isEqualTo("password=hunter2");
  }

  @Test
  void categories_are_what_shippers_split_by() {
    Lines plain = lines(FieldProfile.PLAIN);
    plain.logger().info("a");
    plain.logger().error("b");
    plain.logger().atInfo().addKeyValue("category", "metric").log("c");

    assertThat(plain.parsed().stream().map(line -> line.get("category").stringValue()))
        .containsExactly("application", "error", "metric");
    assertThat(Map.of("host", HostName.get())).doesNotContainValue("");
    assertThat(plain.last().get("host").stringValue()).isEqualTo(HostName.get());
  }

  private static Lines lines(FieldProfile profile) {
    JsonLogEncoder encoder = new JsonLogEncoder();
    encoder.identity(
        new Identity("billing", "test", "1.2.3", new LineStyle(profile, Redactor.standard())));
    return Lines.with(encoder);
  }
}
