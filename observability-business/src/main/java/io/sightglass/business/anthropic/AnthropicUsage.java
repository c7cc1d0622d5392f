// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.anthropic;

import com.anthropic.core.JsonField;
import com.anthropic.models.messages.CacheCreation;
import com.anthropic.models.messages.MessageDeltaUsage;
import com.anthropic.models.messages.OutputTokensDetails;
import com.anthropic.models.messages.Usage;
import io.sightglass.business.ai.TokenUsage;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Anthropic's numbers of tokens in parts that do not overlap: its input leaves out what was read
 * from or written to the cache, its output includes the thinking.
 *
 * <pre>{@code
 * Message answer = client.messages().create(params);
 * call.usage(AnthropicUsage.of(answer.usage()));
 * }</pre>
 *
 * <p>Nothing here throws; a number that the answer does not tell is 0.
 */
public final class AnthropicUsage {

  private final Optional<Long> input;
  private final long read;
  private final long written5m;
  private final long written1h;
  private final Optional<Long> output;
  private final long thinking;

  private AnthropicUsage(
      Optional<Long> input,
      long read,
      long written5m,
      long written1h,
      Optional<Long> output,
      long thinking) {
    this.input = input;
    this.read = read;
    this.written5m = written5m;
    this.written1h = written1h;
    this.output = output;
    this.thinking = thinking;
  }

  /** Of a whole message; null for null, or where it tells no tokens. */
  public static @Nullable TokenUsage of(@Nullable Usage usage) {
    return usage == null ? null : start(usage).parts();
  }

  /**
   * Of a stream, which tells the input at its start and the output at its end.
   *
   * @param start of the event {@code message_start}
   * @param delta of the last event {@code message_delta}, whose numbers win; null before it
   */
  public static @Nullable TokenUsage of(Usage start, @Nullable MessageDeltaUsage delta) {
    AnthropicUsage from = start(start);
    return (delta == null ? from : from.with(delta)).parts();
  }

  private static AnthropicUsage start(Usage usage) {
    long written = orZero(usage._cacheCreationInputTokens());
    long hour =
        usage
            ._cacheCreation()
            .asKnown()
            .map(CacheCreation::_ephemeral1hInputTokens)
            .map(AnthropicUsage::orZero)
            .orElse(0L);
    return new AnthropicUsage(
        usage._inputTokens().asKnown(),
        orZero(usage._cacheReadInputTokens()),
        Math.max(0, written - hour),
        Math.min(hour, written),
        usage._outputTokens().asKnown(),
        thinking(usage._outputTokensDetails()));
  }

  private AnthropicUsage with(MessageDeltaUsage delta) {
    long written = delta._cacheCreationInputTokens().asKnown().orElse(written5m + written1h);
    return new AnthropicUsage(
        delta._inputTokens().asKnown().or(() -> input),
        delta._cacheReadInputTokens().asKnown().orElse(read),
        Math.max(0, written - written1h),
        Math.min(written1h, written),
        delta._outputTokens().asKnown().or(() -> output),
        Math.max(thinking, thinking(delta._outputTokensDetails())));
  }

  private @Nullable TokenUsage parts() {
    if (input.isEmpty() && output.isEmpty()) {
      return null;
    }
    return TokenUsage.builder()
        .freshInput(input.orElse(0L))
        .cacheRead(read)
        .cacheWrite5m(written5m)
        .cacheWrite1h(written1h)
        .visibleOutput(output.orElse(0L) - thinking)
        .reasoning(thinking)
        .build();
  }

  private static long thinking(JsonField<OutputTokensDetails> details) {
    return details
        .asKnown()
        .map(OutputTokensDetails::_thinkingTokens)
        .map(AnthropicUsage::orZero)
        .orElse(0L);
  }

  private static long orZero(JsonField<Long> field) {
    return field.asKnown().orElse(0L);
  }
}
