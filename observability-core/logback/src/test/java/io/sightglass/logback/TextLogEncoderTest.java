// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightglass.ContextFields;
import org.junit.jupiter.api.Test;

class TextLogEncoderTest {

  private final Lines lines = Lines.text();

  @Test
  void a_line_is_time_level_logger_message_and_fields() {
    try (var scope = ContextFields.empty().withRequestId("req-1").makeCurrent()) {
      assertThat(scope).isNotNull();
      lines.logger().atWarn().addKeyValue("amount", 5).log("Invoice late");
    }

    assertThat(lines.all())
        .matches(
            "\\d\\d:\\d\\d:\\d\\d\\.\\d{3} WARN  \\[.+] Invoices Invoice late"
                + " amount=5 request_id=req-1\n");
  }

  @Test
  void no_value_makes_a_second_line_or_moves_the_cursor() {
    String hostile = "a\r\n12:00:00.000 ERROR forged\u001b[2J\u2028\u202e\u009b1m\ud800";
    lines
        .logger()
        .atInfo()
        .addKeyValue(hostile, hostile)
        .addArgument(hostile)
        .log("msg " + hostile + " {}");

    assertThat(lines.all().chars().filter(c -> c == '\n')).hasSize(1);
    assertThat(lines.all().strip()).doesNotContainPattern("[\\p{Cc}\\u2028\\u202e]");
    assertThat(lines.all()).contains("a\\r\\n12:00:00.000 ERROR forged\\u001b[2J");
  }

  @Test
  void the_message_of_an_exception_cannot_forge_a_line() {
    lines.logger().error("failed", new IllegalStateException("x\n12:00:00.000 INFO forged"));

    assertThat(lines.all())
        .contains("java.lang.IllegalStateException: x\\n12:00:00.000 INFO forged\n\tat ")
        .endsWith("\n");
    assertThat(lines.all().lines().skip(2)).allMatch(line -> line.startsWith("\t"));
  }

  @Test
  void a_number_of_tokens_is_no_secret() {
    lines.logger().atInfo().addKeyValue("ai.input_tokens", 17_903L).log("reply");

    assertThat(lines.all()).contains("ai.input_tokens=17903");
  }

  @Test
  void secrets_are_redacted() {
    lines.logger().atInfo().addKeyValue("password", "s3cr3t").log("login to http://a:s3cr3t@h/");

    assertThat(lines.all()).doesNotContain("s3cr3t").contains("password=[redacted]");
  }

  @Test
  void colours_are_only_there_when_asked_for() {
    lines.logger().error("plain");
    assertThat(lines.all()).doesNotContain("\u001b");

    TextLogEncoder encoder = new TextLogEncoder();
    encoder.setColour(true);
    Lines coloured = Lines.with(encoder);
    coloured.logger().error("red");
    assertThat(coloured.all()).contains("\u001b[31mERROR\u001b[0m", "red");
  }
}
