// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.ai;

import static io.sightglass.business.ai.AiProvider.OPENAI;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ch.qos.logback.classic.spi.ILoggingEvent;
import io.sightglass.Money;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AiCostTest {

  private static final TokenUsage USAGE = TokenUsage.inclusive(1_000, 0, 500, 0);

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-09-30T23:00:00Z"));
  private final AiLab lab = AiLab.open();
  private final AiCalls.Builder builder =
      AiCalls.builder(lab.obs())
          .clock(now::get)
          .prices(
              PriceBook.parse(
                  """
                  model,input,output,valid_to,checked_on
                  swift,1,2,,2026-09-20
                  free,0,0,,
                  gone,1,1,2026-09-30,2026-09-25
                  """));

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void aModelWithoutPriceCostsNothingAndIsCountedAndToldOnce() {
    AiCalls ai = builder.build();
    for (int i = 0; i < 5; i++) {
      ai.call(OPENAI, "nobody-knows", call -> call.usage(USAGE));
    }

    assertThat(lab.series("ai_api_cost_total")).isEmpty();
    assertThat(lab.value("ai_unpriced_requests_total{model=\"nobody-knows\",provider=\"openai\"}"))
        .isEqualTo(5);
    assertThat(lab.sum("ai_requests_total")).isEqualTo(5);
    assertThat(lab.sum("ai_tokens_used_total")).isEqualTo(5 * 1_500);
    assertThat(warnings("SG-5101")).hasSize(1);
    assertThat(warnings("SG-5101").get(0)).contains("nobody-knows");
    assertThat(lab.spans())
        .allMatch(
            span ->
                span.getAttributes().asMap().keySet().stream()
                    .noneMatch(key -> key.getKey().startsWith("gen_ai.usage.cost")));
  }

  @Test
  void furtherModelsWithoutPriceAreToldTogetherAMinuteLater() {
    AiCalls ai = builder.build();
    ai.call(OPENAI, "a", call -> call.usage(USAGE));
    ai.call(OPENAI, "b", call -> call.usage(USAGE));
    ai.call(OPENAI, "c", call -> call.usage(USAGE));
    assertThat(warnings("SG-5101")).hasSize(1);

    AtomicReference<String> later = new AtomicReference<>();
    Pricing pricing = new Pricing(PriceBook.empty(), now::get, new Told(later));
    pricing.warn("a");
    assertThat(later.getAndSet(null)).contains("no price for a:");
    pricing.warn("b");
    pricing.warn("c");
    pricing.warn("a");
    assertThat(later.get()).isNull();
    now.updateAndGet(time -> time.plus(Duration.ofSeconds(61)));
    pricing.warn("b");
    assertThat(later.getAndSet(null)).contains("no price for b, c:");
    now.updateAndGet(time -> time.plus(Duration.ofSeconds(61)));
    pricing.warn("c");
    assertThat(later.get()).isNull();
  }

  @Test
  void aModelThatIsFreeHasACostOfNothing() {
    builder.build().call(OPENAI, "free", call -> call.usage(USAGE));

    assertThat(lab.value("ai_api_cost_total{model=\"free\",provider=\"openai\"}")).isZero();
    assertThat(lab.series("ai_unpriced_requests_total")).isEmpty();
    assertThat(lab.attribute("gen_ai.usage.cost.amount")).isEqualTo("0.0");
  }

  @Test
  void whatTheProviderSaysWins() {
    builder.build().call(OPENAI, "swift", call -> call.usage(USAGE).cost(new BigDecimal("0.0123")));

    assertThat(lab.sum("ai_api_cost_total")).isEqualTo(0.0123);
    assertThat(lab.attribute("gen_ai.usage.cost.source")).isEqualTo("provider");
    assertThat(AiLab.fields(lab.lines().get(0)))
        .containsEntry("ai.cost_usd", new BigDecimal("0.0123"))
        .containsEntry("ai.cost_source", "provider");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-0.01", "1000001", "1e60", "1e2000000000", "1e-2000000000"})
  void aCostThatCannotBeIsRefusedAndThePriceHolds(String usd) {
    builder.build().call(OPENAI, "swift", call -> call.usage(USAGE).cost(new BigDecimal(usd)));

    assertThat(lab.sum("ai_api_cost_total")).isEqualTo(0.002);
    assertThat(lab.value("sightglass_invalid_total{signal=\"metrics\",kind=\"ai_cost\"}"))
        .isEqualTo(1);
    assertThat(warnings("SG-5102")).hasSize(1);
  }

  @Test
  void usageThatIsMissingOrCannotBeIsCountedAndCostsNothing() {
    AiCalls ai = builder.build();
    ai.call(OPENAI, "swift", call -> call.usage(null));
    ai.call(OPENAI, "swift", call -> call.usage(TokenUsage.inclusive(-5, 0, 1, 0)));
    ai.call(OPENAI, "swift", call -> call.usage(TokenUsage.inclusive(1, 2, 1, 0)));

    assertThat(lab.value("ai_usage_missing_total{model=\"swift\",provider=\"openai\"}"))
        .isEqualTo(3);
    assertThat(lab.series("ai_tokens_used_total")).isEmpty();
    assertThat(lab.series("ai_api_cost_total")).isEmpty();
    assertThat(lab.series("ai_unpriced_requests_total")).isEmpty();
    assertThat(lab.value("sightglass_invalid_total{signal=\"metrics\",kind=\"ai_usage\"}"))
        .isEqualTo(2);
    assertThat(lab.sum("ai_requests_total")).isEqualTo(3);
  }

  @Test
  void aPriceThatHasEndedIsNone() {
    AiCalls ai = builder.build();
    ai.call(OPENAI, "gone", call -> call.usage(USAGE));
    now.set(Instant.parse("2026-10-01T00:00:00Z"));
    ai.call(OPENAI, "gone", call -> call.usage(USAGE));

    assertThat(lab.sum("ai_api_cost_total")).isEqualTo(0.0015);
    assertThat(lab.sum("ai_unpriced_requests_total")).isEqualTo(1);
  }

  @Test
  void otherPricesHoldFromWhenTheyAreGiven() {
    AiCalls ai = builder.build();
    ai.call(OPENAI, "swift", call -> call.usage(USAGE));
    ai.prices(PriceBook.parse("model,input,output\nswift,10,20\n"));
    ai.call(OPENAI, "swift", call -> call.usage(USAGE));

    assertThat(lab.sum("ai_api_cost_total")).isCloseTo(0.022, within(1e-12));
  }

  @Test
  void theCounterIsTheExactSumToTheMicrodollarOfManyCalls() {
    AiCalls ai = builder.prices(PriceBook.parse("model,input,output\nswift,0.15,0.6\n")).build();
    Random random = new Random(42);
    BigDecimal exact = BigDecimal.ZERO;
    for (int i = 0; i < 10_000; i++) {
      int in = random.nextInt(100_000);
      int out = random.nextInt(10_000);
      ai.call(OPENAI, "swift", call -> call.usage(TokenUsage.inclusive(in, 0, out, 0)));
      exact =
          exact.add(
              new BigDecimal("0.15")
                  .multiply(BigDecimal.valueOf(in))
                  .add(new BigDecimal("0.6").multiply(BigDecimal.valueOf(out)))
                  .movePointLeft(6));
    }

    assertThat(lab.sum("ai_api_cost_total")).isCloseTo(exact.doubleValue(), within(1e-6));
  }

  @Test
  void theAgeOfThePricesIsTheOldestOfThoseInForce() {
    builder.build();

    assertThat(lab.value("ai_price_book_age_seconds"))
        .isEqualTo(Duration.ofDays(10).plusHours(23).toSeconds());
  }

  @Test
  void withoutADayTheAgeIsNotKnown() {
    builder.prices(PriceBook.empty()).build();

    assertThat(lab.value("ai_price_book_age_seconds")).isNaN();
  }

  @Test
  void theBudgetSaysWhatIsSpentAndBeginsAgainWithTheDay() {
    AiCalls ai = builder.dailyBudget(Money.usd("0.01")).monthlyBudget(Money.usd("1")).build();
    for (int i = 0; i < 4; i++) {
      ai.call(OPENAI, "swift", call -> call.usage(USAGE));
    }
    assertThat(lab.value("ai_budget_usd{period=\"day\"}")).isEqualTo(0.01);
    assertThat(lab.value("ai_budget_used_ratio{period=\"day\"}")).isCloseTo(0.8, within(1e-9));
    assertThat(lab.value("ai_budget_used_ratio{period=\"month\"}")).isCloseTo(0.008, within(1e-9));

    now.set(Instant.parse("2026-10-01T00:00:00Z"));
    assertThat(lab.value("ai_budget_used_ratio{period=\"day\"}")).isZero();
    assertThat(lab.value("ai_budget_used_ratio{period=\"month\"}")).isZero();
    ai.call(OPENAI, "swift", call -> call.usage(USAGE));
    now.set(Instant.parse("2026-10-02T00:00:00Z"));
    assertThat(lab.value("ai_budget_used_ratio{period=\"day\"}")).isZero();
    assertThat(lab.value("ai_budget_used_ratio{period=\"month\"}")).isCloseTo(0.002, within(1e-9));
  }

  @Test
  void aBudgetIsDollars() {
    assertThatThrownBy(() -> builder.dailyBudget(Money.inr("5")))
        .hasMessage("a budget is more than 0 US dollars, not 5 INR");
    assertThatThrownBy(() -> builder.monthlyBudget(Money.usd("0")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private List<String> warnings(String code) {
    return lab.messages().stream()
        .map(ILoggingEvent::getFormattedMessage)
        .filter(line -> line.startsWith(code))
        .toList();
  }
}
