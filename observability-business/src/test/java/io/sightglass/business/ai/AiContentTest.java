// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.ai;

import static io.sightglass.business.ai.AiProvider.OPENAI;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Prompts and answers are captured only where that was asked for. */
class AiContentTest {

  private static final Map<String, String> REDACTED = Map.of("sightglass.ai.content", "redacted");

  @Test
  void byDefaultNoTextIsReadAndNoneIsAnywhere() {
    AtomicInteger reads = new AtomicInteger();
    Supplier<String> secret =
        () -> {
          reads.incrementAndGet();
          return "my salary is 4711";
        };
    try (AiLab lab = AiLab.open()) {
      AiCalls ai = AiCalls.of(lab.obs());
      ai.call(OPENAI, "m", call -> call.prompt(secret).answer(secret).finish("stop"));
      ai.open(OPENAI, "m")
          .prompt(secret)
          .fail(new IllegalArgumentException("bad prompt: my salary is 4711"))
          .close();
      try {
        ai.tool(
            "pay",
            () -> {
              throw new IllegalStateException("my salary is 4711");
            });
      } catch (IllegalStateException expected) {
        // The app's own.
      }

      assertThat(ai.capturesContent()).isFalse();
      assertThat(reads).hasValue(0);
      assertThat(lab.scrape()).doesNotContain("4711");
      assertThat(lab.spans().toString()).doesNotContain("4711");
      assertThat(lab.spans()).allMatch(span -> span.getEvents().isEmpty());
      assertThat(lab.lines())
          .hasSize(3)
          .allSatisfy(
              line -> {
                assertThat(line.getThrowableProxy()).isNull();
                assertThat(line.getFormattedMessage() + AiLab.fields(line)).doesNotContain("4711");
              });
    }
  }

  @Test
  void whereAskedForItGoesToTheSpanRedactedAndShortened() {
    try (AiLab lab = AiLab.with(REDACTED)) {
      AiCalls ai = AiCalls.of(lab.obs());
      ai.call(
          OPENAI,
          "m",
          call ->
              call.prompt(() -> "see https://ada:secret@example.org/x")
                  .answer(() -> "y".repeat(100_000)));

      assertThat(ai.capturesContent()).isTrue();
      assertThat(lab.attribute("gen_ai.input.messages"))
          .isEqualTo("see https://[redacted]@example.org/x");
      assertThat(lab.attribute("gen_ai.output.messages")).hasSize(4_096);
      assertThat(lab.lines().toString() + AiLab.fields(lab.lines().get(0)))
          .doesNotContain("example.org");
      assertThat(lab.scrape()).doesNotContain("example.org");
    }
  }

  @Test
  void aTextThatCannotBeHadIsCounted() {
    try (AiLab lab = AiLab.with(REDACTED)) {
      AiCalls.of(lab.obs())
          .open(OPENAI, "m")
          .prompt(
              () -> {
                throw new IllegalStateException("my salary is 4711");
              })
          .answer(() -> null)
          .close();

      assertThat(lab.value("sightglass_invalid_total{signal=\"metrics\",kind=\"ai_content\"}"))
          .isEqualTo(1);
      assertThat(lab.messages().toString()).doesNotContain("4711");
      assertThat(lab.attribute("gen_ai.input.messages")).isEmpty();
    }
  }

  @Test
  void withoutASpanNothingIsRead() {
    AtomicInteger reads = new AtomicInteger();
    try (AiLab lab =
        AiLab.with(Map.of("sightglass.ai.content", "redacted", "sightglass.ai.spans", "off"))) {
      AiCalls.of(lab.obs())
          .open(OPENAI, "m")
          .prompt(() -> "read " + reads.incrementAndGet())
          .close();

      assertThat(reads).hasValue(0);
    }
  }
}
