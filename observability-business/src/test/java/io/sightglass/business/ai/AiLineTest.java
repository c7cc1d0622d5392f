// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.ai;

import static io.sightglass.business.ai.AiProvider.OPENAI;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.sightglass.Tally;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The lines of calls, and what the activity around them sums up. */
class AiLineTest {

  private static final TokenUsage USAGE = TokenUsage.inclusive(1_000, 0, 500, 0);

  private final AiLab lab = AiLab.open();
  private final AiCalls ai =
      AiCalls.builder(lab.obs())
          .prices(PriceBook.parse("model,input,output\nswift,0.15,0.60\n"))
          .build();

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void aCallOutsideAnActivityWritesALine() {
    ai.call(OPENAI, "swift", call -> call.usage(USAGE).conversation("conv_1").finish("stop"));

    ILoggingEvent line = only();
    assertThat(line.getLevel()).isEqualTo(Level.INFO);
    assertThat(line.getMessage()).isEqualTo("AI call");
    assertThat(AiLab.fields(line))
        .containsEntry("ai.operation", "chat")
        .containsEntry("ai.provider", "openai")
        .containsEntry("ai.model", "swift")
        .containsEntry("ai.status", "success")
        .containsEntry("ai.finish_reason", "stop")
        .containsEntry("ai.conversation_id", "conv_1")
        .containsEntry("ai.input_tokens", 1_000L)
        .containsEntry("ai.output_tokens", 500L)
        .containsEntry("ai.cost_usd", new BigDecimal("0.00045000"))
        .containsEntry("ai.cost_source", "local")
        .containsKey("duration_ms")
        .doesNotContainKey("ai.error_type");
  }

  @Test
  void insideAnActivityItsLineIsForDebuggingAndItsSumsAreTheActivitys() {
    Map<String, Number> sums =
        lab.obs()
            .call(
                "reply",
                activity -> {
                  ai.call(OPENAI, "swift", call -> call.usage(USAGE));
                  ai.call(OPENAI, "swift", call -> call.usage(USAGE));
                  ai.open(OPENAI, "nobody").usage(USAGE).fail(new IOException()).close();
                  ai.tool("search", () -> null);
                  return Tally.current().sums();
                });

    assertThat(sums)
        .containsEntry("ai.calls", 3L)
        .containsEntry("ai.input_tokens", 3_000L)
        .containsEntry("ai.output_tokens", 1_500L);
    assertThat((BigDecimal) sums.get("ai.cost_usd")).isEqualByComparingTo("0.0009");
    assertThat(lab.lines())
        .extracting(ILoggingEvent::getLevel)
        .containsExactly(Level.DEBUG, Level.DEBUG, Level.WARN, Level.DEBUG);
  }

  @Test
  void aCallThatOutlivesItsActivityWritesALine() {
    AiCall[] late = new AiCall[1];
    lab.obs()
        .call(
            "reply",
            activity -> {
              late[0] = ai.open(OPENAI, "swift");
              return null;
            });
    late[0].usage(USAGE).close();

    assertThat(only().getLevel()).isEqualTo(Level.INFO);
  }

  @Test
  void theLineHasTheCallsTraceWhateverThreadItEndsOn() throws Exception {
    AiStream stream = ai.stream(OPENAI, "swift");
    Thread other = new Thread(() -> stream.chunk().finish("stop").close());
    other.start();
    other.join();

    assertThat(only().getMDCPropertyMap())
        .containsEntry("trace_id", lab.span().getTraceId())
        .containsEntry("span_id", lab.span().getSpanId());
  }

  private ILoggingEvent only() {
    assertThat(lab.lines()).hasSize(1);
    return lab.lines().get(0);
  }
}
