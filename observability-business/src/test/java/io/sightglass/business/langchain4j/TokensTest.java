// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightglass.business.ai.TokenUsage;
import org.junit.jupiter.api.Test;

class TokensTest {

  /** Bedrock's usage as its module declares it; the module is not published at this version. */
  public static final class BedrockLike extends dev.langchain4j.model.output.TokenUsage {
    private final Integer read;
    private final Integer written;

    BedrockLike(Integer input, Integer output, Integer read, Integer written) {
      super(input, output);
      this.read = read;
      this.written = written;
    }

    public Integer cacheReadInputTokens() {
      return read;
    }

    public Integer cacheWriteInputTokens() {
      return written;
    }
  }

  /** The official client's module, whose counts are of another type. */
  public static final class OfficialLike extends dev.langchain4j.model.output.TokenUsage {
    OfficialLike(Integer input, Integer output) {
      super(input, output);
    }

    public Details inputTokensDetails() {
      return new Details();
    }

    public Details outputTokensDetails() {
      return null;
    }
  }

  /** The details of either direction. */
  public static final class Details {
    public Long cachedTokens() {
      return 40L;
    }

    public Long reasoningTokens() {
      return 8L;
    }
  }

  @Test
  void bedrocksInputLeavesOutWhatWasCached() {
    TokenUsage usage = Tokens.of(new BedrockLike(86, 128, 17_817, 5));
    assertThat(usage).isEqualTo(TokenUsage.bedrock(86, 17_817, 5, 128));
    assertThat(usage.total()).isEqualTo(18_036);
    assertThat(Tokens.of(new BedrockLike(86, 128, null, null)).total()).isEqualTo(214);
  }

  @Test
  void detailsMayBeOfAnotherTypeOrMissing() {
    assertThat(Tokens.of(new OfficialLike(100, 20)))
        .isEqualTo(TokenUsage.inclusive(100, 40, 20, 0));
  }

  @Test
  void noNumbersAreNoUsage() {
    assertThat(Tokens.of(null)).isNull();
    assertThat(Tokens.of(new dev.langchain4j.model.output.TokenUsage())).isNull();
    assertThat(Tokens.of(new dev.langchain4j.model.output.TokenUsage(5)))
        .isEqualTo(TokenUsage.inclusive(5, 0, 0, 0));
  }
}
