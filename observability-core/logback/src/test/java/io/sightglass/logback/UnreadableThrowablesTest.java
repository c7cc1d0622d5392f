// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** An exception whose own code throws is logged like another, and nothing reaches the app. */
class UnreadableThrowablesTest {

  private final Lines lines = Lines.json();

  @Test
  void a_message_that_throws_costs_the_message_only() {
    lines.logger().error("Invoice failed", new Throwing("message"));

    JsonNode line = lines.last();
    assertThat(line.get("msg").stringValue()).isEqualTo("Invoice failed");
    assertThat(line.get("level").stringValue()).isEqualTo("error");
    assertThat(line.get("exception_message").stringValue())
        .isEqualTo(Throwing.class.getName() + ", which cannot be read");
    assertThat(line.get("stack_trace").stringValue()).contains("UnreadableThrowablesTest");
  }

  @Test
  void every_way_to_log_it_writes_one_line() {
    for (String part : new String[] {"message", "cause", "stack"}) {
      Throwable thrown = new Throwing(part);
      lines.logger().error("a", thrown);
      lines.logger().warn("b {}", 1, thrown);
      lines.logger().info("c {} {}", 1, 2, thrown);
      lines.logger().atError().setCause(thrown).addKeyValue("k", 1).log("d {}", 2);
      lines.logger().error("e", new IllegalStateException("outer", thrown));
      Exception suppressing = new IllegalStateException("outer");
      suppressing.addSuppressed(thrown);
      lines.logger().error("f", suppressing);
    }

    assertThat(lines.parsed()).hasSize(18);
    assertThat(lines.parsed().get(1).get("msg").stringValue()).isEqualTo("b 1");
    assertThat(lines.parsed().get(2).get("msg").stringValue()).isEqualTo("c 1 2");
    assertThat(lines.parsed().get(3).get("msg").stringValue()).isEqualTo("d 2");
    assertThat(lines.parsed().get(3).get("k").intValue()).isEqualTo(1);
  }

  @Test
  void causes_too_deep_for_the_stack_and_causes_that_go_round_are_logged() {
    Throwable deep = new IllegalStateException("root");
    for (int i = 0; i < 100_000; i++) {
      deep = new IllegalStateException("level", deep);
    }
    lines.logger().error("deep", deep);
    Exception one = new IllegalStateException("one");
    one.initCause(new IllegalStateException("two", one));
    lines.logger().error("round", one);

    assertThat(lines.parsed()).hasSize(2);
    assertThat(lines.last().get("exception_message").stringValue()).isEqualTo("one");
  }

  @Test
  void what_is_not_logged_is_not_asked() {
    ch.qos.logback.classic.Logger quiet = lines.logger();
    quiet.setLevel(ch.qos.logback.classic.Level.ERROR);
    Throwing thrown = new Throwing("message");
    quiet.info("quiet", thrown);

    assertThat(thrown.asked).isZero();
    assertThat(lines.all()).isEmpty();
  }

  private static final class Throwing extends RuntimeException {

    private static final long serialVersionUID = 1;
    private final String part;
    private int asked;

    Throwing(String part) {
      this.part = part;
    }

    @Override
    public String getMessage() {
      asked++;
      if ("message".equals(part)) {
        throw new IllegalStateException("planted");
      }
      return "readable";
    }

    @Override
    public synchronized Throwable getCause() {
      if ("cause".equals(part)) {
        throw new IllegalStateException("planted");
      }
      return null;
    }

    @Override
    public StackTraceElement[] getStackTrace() {
      if ("stack".equals(part)) {
        throw new IllegalStateException("planted");
      }
      return super.getStackTrace();
    }
  }
}
