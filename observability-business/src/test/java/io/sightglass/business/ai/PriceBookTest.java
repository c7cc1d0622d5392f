// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.ai;

import static io.sightglass.business.ai.AiProvider.ANTHROPIC;
import static io.sightglass.business.ai.AiProvider.AZURE_OPENAI;
import static io.sightglass.business.ai.AiProvider.OPENAI;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceBookTest {

  private static final LocalDate DAY = LocalDate.of(2026, 9, 1);
  private static final TokenUsage MILLION = TokenUsage.inclusive(1_000_000, 0, 0, 0);

  // Made-up models: the numbers are the test's own.
  private static final String BOOK =
      """
      # Compared with the providers' pages on 2026-08-20.
      model,aliases,input,cached_input,cache_write_5m,cache_write_1h,output,above_input_tokens,valid_from,valid_to,checked_on
      swift-5-mini,swift-5-mini-latest swift-mini,0.25,0.025,,,2.00,,,,2026-08-20
      azure.ai.openai/swift-5-mini,,0.30,0.03,,,2.20,,,,2026-08-19
      sonata-4-5,,3,0.30,3.75,6,15,,,,2026-08-21
      sonata-4-5,,6,0.60,7.50,12,22.50,200000,,,
      old-1,,10,,,,30,,,2026-06-30,2026-06-01
      old-1,,5,,,,15,,2026-07-01,,2026-07-02
      free-1,,0,,,,0,,,,2026-08-20
      """;

  private final PriceBook book = PriceBook.parse(BOOK);

  @ParameterizedTest
  @CsvSource({
    "swift-5-mini,                0.25",
    "swift-5-mini-latest,         0.25",
    "swift-mini,                  0.25",
    "swift-5-mini-2025-08-07,     0.25",
    "swift-5-mini-20250807,       0.25",
    "openai/swift-5-mini,         0.25",
    "router/openai/swift-5-mini,  0.25",
    "openai/swift-5-mini-2025-08-07, 0.25",
    "old-1-20250929,              5",
  })
  void aModelIsFoundByItsNameItsAliasWithoutDateAndWithoutPrefix(String model, String perMillion) {
    assertThat(cost(book, OPENAI, model)).isEqualByComparingTo(perMillion);
  }

  @ParameterizedTest
  @CsvSource({
    "swift-5",
    "swift-5-mini-pro",
    "my-swift-5-mini",
    "swift-5-mini-202508",
    "swift-5-mini-2025-08",
    "swift-5-mini:free",
    "swift-5-mini/",
    "SWIFT-5-MINI",
    "mini",
    "sonata-4-5-v1",
    "unknown",
  })
  void aPartOfANameIsNotTheModel(String model) {
    assertThat(book.price(OPENAI, model, DAY)).isNull();
  }

  @Test
  void aNameWithItsProviderWins() {
    assertThat(cost(book, AZURE_OPENAI, "swift-5-mini")).isEqualByComparingTo("0.30");
    assertThat(cost(book, AZURE_OPENAI, "swift-5-mini-2025-08-07")).isEqualByComparingTo("0.30");
    assertThat(cost(book, OPENAI, "swift-5-mini")).isEqualByComparingTo("0.25");
  }

  @Test
  void anOverrideWinsAndLeavesTheBookAsItIs() {
    PriceBook own =
        book.withOverride("swift-5-mini", Price.perMillion().input("0.20").build())
            .withOverride("azure.ai.openai/my-deployment", Price.perMillion().input("7").build());

    assertThat(cost(own, OPENAI, "swift-5-mini-2025-08-07")).isEqualByComparingTo("0.20");
    assertThat(cost(own, AZURE_OPENAI, "my-deployment")).isEqualByComparingTo("7");
    assertThat(own.price(OPENAI, "my-deployment", DAY)).isNull();
    assertThat(cost(book, OPENAI, "swift-5-mini")).isEqualByComparingTo("0.25");
    assertThat(own.size()).isEqualTo(book.size() + 1);
  }

  @Test
  void theModelThatAnsweredIsLookedForFirstUnlessTheOneAskedForIsOverridden() {
    PriceBook own =
        book.withOverride("my-deployment", Price.perMillion().input("7").output("8").build());

    assertThat(own.find(OPENAI, "free-1", "swift-5-mini").get(0).cost(MILLION))
        .isEqualByComparingTo("0.25");
    assertThat(own.find(OPENAI, "my-deployment", "swift-5-mini").get(0).cost(MILLION))
        .isEqualByComparingTo("7");
    assertThat(own.find(OPENAI, "swift-5-mini", "nobody").get(0).cost(MILLION))
        .isEqualByComparingTo("0.25");
    assertThat(own.find(OPENAI, null, null)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"2020-01-01, 10", "2026-06-30, 10", "2026-07-01, 5", "2030-01-01, 5"})
  void thePriceIsThatOfTheDay(LocalDate day, String perMillion) {
    Price price = book.price(OPENAI, "old-1", day);

    assertThat(price).isNotNull();
    assertThat(price.cost(MILLION)).isEqualByComparingTo(perMillion);
  }

  @Test
  void whatIsFreeSaysSo() {
    assertThat(cost(book, OPENAI, "free-1")).isEqualByComparingTo("0");
  }

  @ParameterizedTest
  @CsvSource({
    // fresh, read, written 5m, written 1h, out -> by hand
    "100, 0, 0, 0, 10,              0.00045",
    "86, 17817, 0, 0, 128,          0.0075231",
    "1, 2, 3, 4, 5,                 0.00011385",
    "200000, 0, 0, 0, 1000,         0.615",
    "200001, 0, 0, 0, 1000,         1.222506",
    "1, 200000, 0, 0, 1000,         0.142506",
  })
  void theCostIsExactAndTheTierIsThatOfAllInput(
      long fresh, long read, long written, long hour, long out, BigDecimal byHand) {
    Price price = book.price(ANTHROPIC, "sonata-4-5", DAY);

    assertThat(price.cost(TokenUsage.anthropic(fresh, read, written, hour, out)))
        .isEqualByComparingTo(byHand);
  }

  @Test
  void ratesThatAreNotNamedFallBackAndThoseThatCannotHaveNone() {
    Price price = Price.perMillion().input("1").output("4").build();
    Price embeddings = Price.perMillion().input("0.02").build();

    assertThat(price.cost(TokenUsage.inclusive(1_000_000, 400_000, 1_000_000, 250_000)))
        .isEqualByComparingTo("5");
    assertThat(price.cost(TokenUsage.anthropic(0, 0, 1_000_000, 1_000_000, 0)))
        .isEqualByComparingTo("2");
    assertThat(embeddings.cost(TokenUsage.inclusive(1_000, 0, 0, 0)))
        .isEqualByComparingTo("0.00002");
    assertThat(embeddings.cost(TokenUsage.inclusive(1_000, 0, 1, 0))).isNull();
  }

  @Test
  void aPriceOfManyDigitsAndVeryManyTokensIsExactToo() {
    Price price = Price.perMillion().input("0.123456789012").output("999999.999999999999").build();
    TokenUsage usage = TokenUsage.inclusive(TokenUsage.MAX, 0, TokenUsage.MAX, 0);

    assertThat(price.cost(usage)).isEqualByComparingTo("1000000123.456789011");
  }

  @Test
  void soundAndSpeechHavePricesOfTheirOwn() {
    Price speech = Price.perMillion().perCharacter("0.000015").build();
    Price hearing = Price.perMillion().perAudioSecond("0.0001").perRequest("0.001").build();

    assertThat(speech.cost(null, 0, 200)).isEqualByComparingTo("0.003");
    assertThat(hearing.cost(null, 61_500_000_000L, 0)).isEqualByComparingTo("0.00715");
    assertThat(speech.cost(null, 1, 0)).isNull();
  }

  @Test
  void itsAgeIsThatOfThePriceThatWasCheckedFirst() {
    assertThat(book.checkedOn(LocalDate.of(2026, 9, 1))).isEqualTo("2026-07-02");
    assertThat(book.checkedOn(LocalDate.of(2026, 1, 1))).isEqualTo("2026-06-01");
    assertThat(PriceBook.empty().checkedOn(DAY)).isNull();
  }

  @Test
  void aFileIsReadAsItIs(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("prices.csv");
    Files.writeString(file, "\uFEFF" + BOOK.replace("\n", "\r\n"));

    assertThat(PriceBook.load(file).size()).isEqualTo(book.size()).isEqualTo(5);
    assertThatThrownBy(() -> PriceBook.load(folder.resolve("none.csv")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("none.csv cannot be read");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "model,imput                                | line 1: 'imput' is not a column",
        "input                                      | line 1: the header names each column once",
        "model,input;a,1,2                          | line 2: 3 values for 2 columns",
        "model,input;,1                             | line 2: the column 'model' is empty",
        "model,input;a,cheap                        | line 2: input is a decimal number",
        "model,input;a,-1                           | line 2: input is a decimal number",
        "model,input;a,1e9                          | line 2: input is a decimal number",
        "model,input;a,                             | line 2: a price names at least one rate",
        "model,input;a,1;a,2                        | line 3: model 'a' has two prices",
        "model,input,currency;a,1,EUR               | line 2: prices are in USD, not 'EUR'",
        "model,input,checked_on;a,1,20.8.2026       | line 2: checked_on is a day such as",
        "model,input,above_input_tokens;a,1,5       | line 2: a tier stands below the line",
        "model,input,valid_from,valid_to;a,1,2026-02-01,2026-01-01 | cannot end on 2026-01-01",
        "model,input,aliases;a,1,x;b,1,x            | line 3: alias 'x' stands for 'a' and 'b'",
        "model,input;\"a,1                          | line 2: a quote is not closed",
      })
  void aMistakeIsToldWithItsLine(String lines, String message) {
    assertThatThrownBy(() -> PriceBook.parse(lines.strip().replace(';', '\n')))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message.strip());
  }

  @Test
  void namesInQuotesMayHaveCommas() {
    PriceBook quoted = PriceBook.parse("model,input\n\"a,b\"\"c\",1\n");

    assertThat(cost(quoted, OPENAI, "a,b\"c")).isEqualByComparingTo("1");
  }

  private static BigDecimal cost(PriceBook book, AiProvider provider, String model) {
    Price price = book.price(provider, model, DAY);
    assertThat(price).as(model).isNotNull();
    return price.cost(MILLION);
  }
}
