// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.ai;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenUsageTest {

  // The numbers of one answer as each vendor writes them, and the parts they make.
  @ParameterizedTest
  @CsvSource({
    // input, cached, output, reasoning -> fresh, read, visible, reasoning, total
    "17903, 17817, 128, 32,   86, 17817, 96, 32, 18031",
    "10,    0,     5,   0,    10, 0,     5,  0,  15",
    "10,    10,    5,   5,    0,  10,    0,  5,  15",
    "0,     0,     0,   0,    0,  0,     0,  0,  0",
  })
  void totalsThatIncludeTheirPartsAreTakenApart(
      long input,
      long cached,
      long output,
      long reasoning,
      long fresh,
      long read,
      long visible,
      long thought,
      long total) {
    TokenUsage usage = TokenUsage.inclusive(input, cached, output, reasoning);

    assertThat(parts(usage)).containsExactly(fresh, read, 0L, visible, thought);
    assertThat(usage.input()).isEqualTo(input);
    assertThat(usage.output()).isEqualTo(output);
    assertThat(usage.total()).isEqualTo(total);
  }

  @Test
  void anthropicsInputLeavesOutWhatWasCached() {
    TokenUsage usage = TokenUsage.anthropic(86, 17_817, 1_000, 128);

    assertThat(parts(usage)).containsExactly(86L, 17_817L, 1_000L, 128L, 0L);
    assertThat(usage.input()).isEqualTo(86 + 17_817 + 1_000);
    assertThat(usage.total()).isEqualTo(86 + 17_817 + 1_000 + 128);
  }

  @Test
  void whatIsWrittenForAnHourIsToldApart() {
    TokenUsage usage = TokenUsage.anthropic(1, 2, 30, 400, 5);

    assertThat(usage.cacheWrite5m()).isEqualTo(30);
    assertThat(usage.cacheWrite1h()).isEqualTo(400);
    assertThat(usage.cacheWrite()).isEqualTo(430);
    assertThat(usage.total()).isEqualTo(438);
  }

  @Test
  void geminisOutputLeavesOutTheThoughtsAndItsPromptHasTheCache() {
    TokenUsage usage = TokenUsage.gemini(1_000, 600, 50, 200);

    assertThat(parts(usage)).containsExactly(400L, 600L, 0L, 50L, 200L);
    // totalTokenCount = prompt + candidates + thoughts
    assertThat(usage.total()).isEqualTo(1_250);
  }

  @Test
  void bedrocksInputLeavesOutWhatWasCached() {
    TokenUsage usage = TokenUsage.bedrock(10, 900, 90, 40);

    assertThat(parts(usage)).containsExactly(10L, 900L, 90L, 40L, 0L);
    assertThat(usage.total()).isEqualTo(1_040);
  }

  @Test
  void partsOfItsOwnAddUp() {
    TokenUsage usage =
        TokenUsage.builder()
            .freshInput(1)
            .cacheRead(20)
            .cacheWrite5m(300)
            .cacheWrite1h(4_000)
            .visibleOutput(50_000)
            .reasoning(600_000)
            .build();

    assertThat(usage.total()).isEqualTo(654_321);
    assertThat(usage.toString())
        .isEqualTo("1 fresh + 20 read + 4300 written in, 50000 + 600000 reasoning out");
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, Long.MIN_VALUE, TokenUsage.MAX + 1, Long.MAX_VALUE})
  void numbersThatCannotBeMakeAUsageThatCannotBeUsed(long bad) {
    assertThat(
            List.of(
                TokenUsage.inclusive(bad, 0, 0, 0),
                TokenUsage.inclusive(0, bad, 0, 0),
                TokenUsage.inclusive(0, 0, bad, 0),
                TokenUsage.inclusive(0, 0, 0, bad),
                TokenUsage.anthropic(bad, 0, 0, 0),
                TokenUsage.anthropic(0, bad, 0, 0),
                TokenUsage.anthropic(0, 0, bad, 0, 0),
                TokenUsage.anthropic(0, 0, 0, bad, 0),
                TokenUsage.anthropic(0, 0, 0, bad),
                TokenUsage.gemini(bad, 0, 0, 0),
                TokenUsage.gemini(0, bad, 0, 0),
                TokenUsage.gemini(0, 0, bad, 0),
                TokenUsage.gemini(0, 0, 0, bad),
                TokenUsage.bedrock(0, 0, 0, bad)))
        .allSatisfy(
            usage -> {
              assertThat(usage.isUsable()).isFalse();
              assertThat(usage.total()).isZero();
              assertThat(usage).hasToString("unusable");
            });
  }

  @Test
  void moreCachedThanInputOrMoreReasoningThanOutputCannotBe() {
    assertThat(TokenUsage.inclusive(10, 11, 0, 0).isUsable()).isFalse();
    assertThat(TokenUsage.inclusive(10, 0, 5, 6).isUsable()).isFalse();
    assertThat(TokenUsage.gemini(10, 11, 0, 0).isUsable()).isFalse();
  }

  @Test
  void theLargestNumbersDoNotOverflow() {
    TokenUsage usage =
        TokenUsage.anthropic(
            TokenUsage.MAX, TokenUsage.MAX, TokenUsage.MAX, TokenUsage.MAX, TokenUsage.MAX);

    assertThat(usage.isUsable()).isTrue();
    assertThat(usage.total()).isEqualTo(5 * TokenUsage.MAX);
  }

  @Test
  void equalPartsAreEqual() {
    assertThat(TokenUsage.inclusive(17_903, 17_817, 128, 0))
        .isEqualTo(TokenUsage.anthropic(86, 17_817, 0, 128))
        .hasSameHashCodeAs(TokenUsage.anthropic(86, 17_817, 0, 128))
        .isNotEqualTo(TokenUsage.inclusive(17_903, 17_817, 128, 32));
  }

  private static List<Long> parts(TokenUsage usage) {
    return List.of(
        usage.freshInput(),
        usage.cacheRead(),
        usage.cacheWrite(),
        usage.visibleOutput(),
        usage.reasoning());
  }
}
