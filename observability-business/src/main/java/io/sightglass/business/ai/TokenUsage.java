// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.ai;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The billable tokens of one AI call, in parts that do not overlap: their sum is the total. Vendors
 * count differently (OpenAI's input includes what came from the cache, Anthropic's does not,
 * Gemini's output leaves out the thoughts); the factories make the same parts of each.
 *
 * <pre>{@code
 * TokenUsage.inclusive(17_903, 17_817, 128, 32);   // 86 fresh, 17,817 read from the cache, 96 + 32 out
 * TokenUsage.anthropic(86, 17_817, 0, 128);        // the same input, from Anthropic's numbers
 * }</pre>
 *
 * <p>Immutable and thread-safe. Nothing here throws: numbers that cannot be (negative, above
 * {@value #MAX}, more cached than input) make a usage that is not {@linkplain #isUsable() usable},
 * which is counted as bad input when it is recorded and otherwise left out.
 */
public final class TokenUsage {

  /** The most tokens a part can have; far above what any model takes. */
  public static final long MAX = 1_000_000_000;

  private static final TokenUsage UNUSABLE = new TokenUsage(new Builder(), false);

  private final long freshInput;
  private final long cacheRead;
  private final long cacheWrite5m;
  private final long cacheWrite1h;
  private final long visibleOutput;
  private final long reasoning;
  private final boolean usable;

  private TokenUsage(Builder parts, boolean usable) {
    freshInput = parts.freshInput;
    cacheRead = parts.cacheRead;
    cacheWrite5m = parts.cacheWrite5m;
    cacheWrite1h = parts.cacheWrite1h;
    visibleOutput = parts.visibleOutput;
    reasoning = parts.reasoning;
    this.usable = usable;
  }

  /**
   * From totals that include their parts: OpenAI's chat ({@code prompt_tokens}, {@code
   * cached_tokens}, {@code completion_tokens}, {@code reasoning_tokens}) and responses API, and the
   * services that copy it.
   *
   * @param input all input tokens, those read from the cache included
   * @param cached how many of them were read from the cache
   * @param output all output tokens, reasoning included
   * @param reasoning how many of them were reasoning
   */
  public static TokenUsage inclusive(long input, long cached, long output, long reasoning) {
    if (!inRange(input) || !inRange(cached) || !inRange(output) || !inRange(reasoning)) {
      return UNUSABLE;
    }
    return builder()
        .freshInput(input - cached)
        .cacheRead(cached)
        .visibleOutput(output - reasoning)
        .reasoning(reasoning)
        .build();
  }

  /**
   * From Anthropic's numbers: {@code input_tokens} without what was read from or written to the
   * cache; {@code output_tokens} with the thinking, which is not told apart.
   */
  public static TokenUsage anthropic(long input, long cacheRead, long cacheWrite, long output) {
    return anthropic(input, cacheRead, cacheWrite, 0, output);
  }

  /** Like the other, with what was written to the cache for an hour told apart. */
  public static TokenUsage anthropic(
      long input, long cacheRead, long cacheWrite5m, long cacheWrite1h, long output) {
    return builder()
        .freshInput(input)
        .cacheRead(cacheRead)
        .cacheWrite5m(cacheWrite5m)
        .cacheWrite1h(cacheWrite1h)
        .visibleOutput(output)
        .build();
  }

  /**
   * From Gemini's {@code usageMetadata}: the prompt includes what was cached, the candidates leave
   * out the thoughts.
   *
   * @param prompt {@code promptTokenCount}, plus {@code toolUsePromptTokenCount} where there is one
   * @param cached {@code cachedContentTokenCount}
   * @param candidates {@code candidatesTokenCount}
   * @param thoughts {@code thoughtsTokenCount}
   */
  public static TokenUsage gemini(long prompt, long cached, long candidates, long thoughts) {
    if (!inRange(prompt) || !inRange(cached)) {
      return UNUSABLE;
    }
    return builder()
        .freshInput(prompt - cached)
        .cacheRead(cached)
        .visibleOutput(candidates)
        .reasoning(thoughts)
        .build();
  }

  /**
   * From Bedrock's Converse API: {@code inputTokens} without {@code cacheReadInputTokens} and
   * {@code cacheWriteInputTokens}; {@code outputTokens} with all reasoning.
   */
  public static TokenUsage bedrock(long input, long cacheRead, long cacheWrite, long output) {
    return anthropic(input, cacheRead, cacheWrite, 0, output);
  }

  /** Collects the parts one by one; those not named are 0. */
  public static Builder builder() {
    return new Builder();
  }

  /** Whether the numbers can be; if not, every part is 0. */
  public boolean isUsable() {
    return usable;
  }

  /** Input tokens that came from no cache and were written to none. */
  public long freshInput() {
    return freshInput;
  }

  /** Input tokens read from the provider's cache. */
  public long cacheRead() {
    return cacheRead;
  }

  /** Input tokens written to the provider's cache, for whatever time. */
  public long cacheWrite() {
    return cacheWrite5m + cacheWrite1h;
  }

  /** Input tokens written to the cache for five minutes, or for a time that is not told. */
  public long cacheWrite5m() {
    return cacheWrite5m;
  }

  /** Input tokens written to the cache for an hour. */
  public long cacheWrite1h() {
    return cacheWrite1h;
  }

  /** Output tokens without reasoning. */
  public long visibleOutput() {
    return visibleOutput;
  }

  /** Output tokens that were reasoning. */
  public long reasoning() {
    return reasoning;
  }

  /** All input tokens, cached ones included: {@code gen_ai.usage.input_tokens}. */
  public long input() {
    return freshInput + cacheRead + cacheWrite();
  }

  /** All output tokens, reasoning included: {@code gen_ai.usage.output_tokens}. */
  public long output() {
    return visibleOutput + reasoning;
  }

  /** All billable tokens. */
  public long total() {
    return input() + output();
  }

  private long[] parts() {
    return new long[] {
      freshInput, cacheRead, cacheWrite5m, cacheWrite1h, visibleOutput, reasoning, usable ? 1 : 0
    };
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TokenUsage usage && Arrays.equals(parts(), usage.parts());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(parts());
  }

  /** For example {@code 86 fresh + 17817 read + 0 written in, 96 + 32 reasoning out}. */
  @Override
  public String toString() {
    return usable
        ? freshInput
            + " fresh + "
            + cacheRead
            + " read + "
            + cacheWrite()
            + " written in, "
            + visibleOutput
            + " + "
            + reasoning
            + " reasoning out"
        : "unusable";
  }

  private static boolean inRange(long tokens) {
    return tokens >= 0 && tokens <= MAX;
  }

  /** Collects parts that do not overlap. Not thread-safe; nothing here throws. */
  public static final class Builder {

    private long freshInput;
    private long cacheRead;
    private long cacheWrite5m;
    private long cacheWrite1h;
    private long visibleOutput;
    private long reasoning;

    private Builder() {}

    /** Input tokens that came from no cache and were written to none. */
    public Builder freshInput(long tokens) {
      freshInput = tokens;
      return this;
    }

    /** Input tokens read from the cache. */
    public Builder cacheRead(long tokens) {
      cacheRead = tokens;
      return this;
    }

    /** Input tokens written to the cache for five minutes, or for a time that is not told. */
    public Builder cacheWrite5m(long tokens) {
      cacheWrite5m = tokens;
      return this;
    }

    /** Input tokens written to the cache for an hour. */
    public Builder cacheWrite1h(long tokens) {
      cacheWrite1h = tokens;
      return this;
    }

    /** Output tokens without reasoning. */
    public Builder visibleOutput(long tokens) {
      visibleOutput = tokens;
      return this;
    }

    /** Output tokens that were reasoning. */
    public Builder reasoning(long tokens) {
      reasoning = tokens;
      return this;
    }

    /** The usage; not usable if a number cannot be. */
    public TokenUsage build() {
      boolean usable =
          inRange(freshInput)
              && inRange(cacheRead)
              && inRange(cacheWrite5m)
              && inRange(cacheWrite1h)
              && inRange(visibleOutput)
              && inRange(reasoning);
      return usable ? new TokenUsage(this, true) : UNUSABLE;
    }
  }
}
