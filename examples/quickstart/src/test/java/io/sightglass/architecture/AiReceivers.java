// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.architecture;

import io.opentelemetry.api.OpenTelemetry;
import io.sightglass.Money;
import io.sightglass.Observability;
import io.sightglass.business.ai.AiCall;
import io.sightglass.business.ai.AiCalls;
import io.sightglass.business.ai.AiFeed;
import io.sightglass.business.ai.AiProvider;
import io.sightglass.business.ai.AiStream;
import io.sightglass.business.ai.Price;
import io.sightglass.business.ai.PriceBook;
import io.sightglass.business.ai.TokenUsage;
import io.sightglass.business.anthropic.Anthropic;
import io.sightglass.business.langchain4j.LangChain4j;
import io.sightglass.business.openai.OpenAi;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** The types of AI calls: what their methods are called on, and values of them. */
final class AiReceivers {

  /** Types and methods that declare or make something. */
  static final String CONFIGURES =
      "|(AiFeed|AiCalls\\.Builder|Price|Price\\.Tier|Price\\.Builder|PriceBook|PriceBook\\.Builder)\\.\\w+"
          + "|AiCalls\\.(prices|withVendorSpans)|(LangChain4j|OpenAi|Anthropic)\\.\\w+";

  /** What the app's own objects throw in these comes out as it is. */
  static final String PASSES = "|AiCalls\\.(call|callAsync|tool)";

  private static final Price PRICE = Price.perMillion().input("1").output("2").build();
  private static final PriceBook BOOK = PriceBook.builder().price("usual", PRICE).build();

  private AiReceivers() {}

  static void add(OpenTelemetry telemetry, BiConsumer<Class<?>, Supplier<?>> to) {
    Observability capturing =
        Observability.builder("hostile")
            .environment(Map.of("SIGHTGLASS_AI_CONTENT", "redacted"))
            .openTelemetry(telemetry)
            .build();
    for (Observability obs : List.of(capturing, Observability.noop())) {
      AiCalls ai = AiCalls.builder(obs).prices(BOOK).build();
      to.accept(AiCalls.class, () -> ai);
      to.accept(AiCalls.Builder.class, () -> AiCalls.builder(obs));
      to.accept(AiCall.class, () -> ai.open(AiProvider.OPENAI, "usual"));
      to.accept(AiStream.class, () -> ai.stream(AiProvider.OPENAI, "usual"));
      to.accept(LangChain4j.class, () -> LangChain4j.of(ai));
      to.accept(OpenAi.class, () -> OpenAi.of(ai));
      to.accept(Anthropic.class, () -> Anthropic.of(ai));
    }
    to.accept(AiFeed.class, AiFeed::new);
    to.accept(AiProvider.class, () -> AiProvider.OPENAI);
    to.accept(TokenUsage.class, () -> TokenUsage.inclusive(4, 3, 2, 1));
    to.accept(TokenUsage.Builder.class, TokenUsage::builder);
    to.accept(Price.class, () -> PRICE);
    to.accept(Price.Builder.class, Price::perMillion);
    to.accept(
        Price.Tier.class,
        () -> {
          Price.Tier[] made = new Price.Tier[1];
          Price.perMillion().above(5, tier -> made[0] = tier);
          return made[0];
        });
    to.accept(PriceBook.class, () -> BOOK);
    to.accept(PriceBook.Builder.class, PriceBook::builder);
  }

  /** Values that no method expects. */
  static Object[] hostile() {
    return new Object[] {
      AiProvider.UNKNOWN,
      AiProvider.of("own"),
      TokenUsage.inclusive(-1, 0, 0, 0),
      TokenUsage.anthropic(TokenUsage.MAX, TokenUsage.MAX, TokenUsage.MAX, TokenUsage.MAX),
      Price.perMillion().input("1000000").perRequest("0.000000000001").build(),
      PriceBook.empty(),
      new BigDecimal("-1"),
      new BigDecimal(BigInteger.ONE, Integer.MAX_VALUE),
      new BigDecimal(BigInteger.ONE, Integer.MIN_VALUE),
      new BigDecimal("9".repeat(100_000)),
      LocalDate.MIN,
      LocalDate.MAX,
      Money.inr("-1"),
      Money.usd("0")
    };
  }

  /** Ordinary ones. */
  static List<Object> usual() {
    return List.of(
        AiProvider.OPENAI,
        TokenUsage.inclusive(4, 3, 2, 1),
        PRICE,
        BOOK,
        BigDecimal.ONE,
        LocalDate.of(2026, 1, 1),
        Money.usd("5"));
  }
}
