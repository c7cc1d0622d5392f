// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.ai;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What one model costs, in US dollars, from one day to another.
 *
 * <pre>{@code
 * Price.perMillion().input("1.25").cachedInput("0.125").output("10.00")
 *     .above(200_000, tier -> tier.input("2.50").cachedInput("0.25").output("15.00"))
 *     .validFrom(LocalDate.of(2026, 1, 1)).checkedOn(LocalDate.of(2026, 8, 20))
 *     .build();
 * }</pre>
 *
 * <p>Immutable and thread-safe. Amounts are decimal numbers, at most 1,000,000 with at most 12
 * decimals; arithmetic is exact. A rate that is not named falls back: cached input to input,
 * reasoning to output. Tokens of a kind that has no rate at all have no price; a model that is free
 * says so with an explicit {@code 0}.
 */
public final class Price {

  private final Rates rates;
  private final List<Map.Entry<Long, Rates>> tiers;
  private final @Nullable BigDecimal perRequest;
  private final @Nullable BigDecimal perAudioSecond;
  private final @Nullable BigDecimal perCharacter;
  private final @Nullable LocalDate validFrom;
  private final @Nullable LocalDate validTo;
  private final @Nullable LocalDate checkedOn;

  private Price(Builder from) {
    rates = new Rates(from.rates.dollars);
    tiers =
        from.tiers.entrySet().stream()
            .map(tier -> Map.entry(tier.getKey(), new Rates(tier.getValue().dollars)))
            .toList();
    perRequest = from.perRequest;
    perAudioSecond = from.perAudioSecond;
    perCharacter = from.perCharacter;
    validFrom = from.validFrom;
    validTo = from.validTo;
    checkedOn = from.checkedOn;
  }

  /** Collects what a million tokens of each kind cost, and the rest. */
  public static Builder perMillion() {
    return new Builder();
  }

  /** The first day it holds, in UTC; null for always. */
  public @Nullable LocalDate validFrom() {
    return validFrom;
  }

  /** The last day it holds, in UTC; null for ever. */
  public @Nullable LocalDate validTo() {
    return validTo;
  }

  /** The day somebody compared it with the provider's page; null where not told. */
  public @Nullable LocalDate checkedOn() {
    return checkedOn;
  }

  /**
   * The cost of these tokens, exactly.
   *
   * @return US dollars; null where there are tokens of a kind that has no rate
   */
  public @Nullable BigDecimal cost(TokenUsage usage) {
    Objects.requireNonNull(usage, "usage");
    return cost(usage, 0, 0);
  }

  /** The whole cost of one call; null where some of it has no rate. */
  @Nullable BigDecimal cost(@Nullable TokenUsage usage, long audioNanos, long characters) {
    BigDecimal sum = usage == null ? BigDecimal.ZERO : ratesFor(usage.input()).cost(usage);
    if (audioNanos > 0) {
      sum = plus(sum, perAudioSecond, BigDecimal.valueOf(audioNanos, 9));
    }
    if (characters > 0) {
      sum = plus(sum, perCharacter, BigDecimal.valueOf(characters));
    }
    return sum == null || perRequest == null ? sum : sum.add(perRequest);
  }

  private static @Nullable BigDecimal plus(
      @Nullable BigDecimal sum, @Nullable BigDecimal rate, BigDecimal units) {
    return sum == null || rate == null ? null : sum.add(rate.multiply(units));
  }

  /** Whether a call that told no tokens can be priced at all. */
  boolean hasFlatRate() {
    return perRequest != null;
  }

  private Rates ratesFor(long inputTokens) {
    Rates found = rates;
    for (Map.Entry<Long, Rates> tier : tiers) {
      if (inputTokens > tier.getKey()) {
        found = tier.getValue();
      }
    }
    return found;
  }

  boolean holdsOn(LocalDate day) {
    return (validFrom == null || !day.isBefore(validFrom))
        && (validTo == null || !day.isAfter(validTo));
  }

  boolean overlaps(Price other) {
    boolean before =
        validTo != null && other.validFrom != null && validTo.isBefore(other.validFrom);
    boolean after = other.validTo != null && validFrom != null && other.validTo.isBefore(validFrom);
    return !before && !after;
  }

  boolean isDated() {
    return validFrom != null || validTo != null;
  }

  /** The rates of tokens, in US dollars for a million of them. Not thread-safe. */
  public static final class Tier {

    private final @Nullable BigDecimal[] dollars = new @Nullable BigDecimal[6];

    private Tier() {}

    /** Input tokens that came from no cache. */
    public Tier input(String dollars) {
      return set(0, "input", dollars);
    }

    /** Input tokens read from the cache; the rate of input unless named. */
    public Tier cachedInput(String dollars) {
      return set(1, "cachedInput", dollars);
    }

    /** Input tokens written to the cache for five minutes; the rate of input unless named. */
    public Tier cacheWrite5m(String dollars) {
      return set(2, "cacheWrite5m", dollars);
    }

    /** Input tokens written to the cache for an hour; that of five minutes unless named. */
    public Tier cacheWrite1h(String dollars) {
      return set(3, "cacheWrite1h", dollars);
    }

    /** Output tokens. */
    public Tier output(String dollars) {
      return set(4, "output", dollars);
    }

    /** Output tokens that were reasoning; the rate of output unless named. */
    public Tier reasoning(String dollars) {
      return set(5, "reasoning", dollars);
    }

    private Tier set(int kind, String what, String amount) {
      dollars[kind] = amount(what, amount);
      return this;
    }
  }

  /** Collects a {@link Price}. Amounts are US dollars as text. Not thread-safe. */
  public static final class Builder {

    private final Tier rates = new Tier();
    private final Map<Long, Tier> tiers = new TreeMap<>();
    private @Nullable BigDecimal perRequest;
    private @Nullable BigDecimal perAudioSecond;
    private @Nullable BigDecimal perCharacter;
    private @Nullable LocalDate validFrom;
    private @Nullable LocalDate validTo;
    private @Nullable LocalDate checkedOn;

    private Builder() {}

    /** See {@link Tier#input}. */
    public Builder input(String dollars) {
      rates.input(dollars);
      return this;
    }

    /** See {@link Tier#cachedInput}. */
    public Builder cachedInput(String dollars) {
      rates.cachedInput(dollars);
      return this;
    }

    /** See {@link Tier#cacheWrite5m}. */
    public Builder cacheWrite5m(String dollars) {
      rates.cacheWrite5m(dollars);
      return this;
    }

    /** See {@link Tier#cacheWrite1h}. */
    public Builder cacheWrite1h(String dollars) {
      rates.cacheWrite1h(dollars);
      return this;
    }

    /** See {@link Tier#output}. */
    public Builder output(String dollars) {
      rates.output(dollars);
      return this;
    }

    /** See {@link Tier#reasoning}. */
    public Builder reasoning(String dollars) {
      rates.reasoning(dollars);
      return this;
    }

    /**
     * Other rates for all tokens of a call that has more input than that, cached input included.
     *
     * @param inputTokens at least 1
     */
    public Builder above(long inputTokens, Consumer<? super Tier> rates) {
      if (inputTokens < 1) {
        throw new IllegalArgumentException("a tier begins above 1 token or more");
      }
      Objects.requireNonNull(rates, "rates").accept(tier(inputTokens));
      return this;
    }

    /** Each call, whatever it holds. */
    public Builder perRequest(String dollars) {
      perRequest = amount("perRequest", dollars);
      return this;
    }

    /** Each second of audio. */
    public Builder perAudioSecond(String dollars) {
      perAudioSecond = amount("perAudioSecond", dollars);
      return this;
    }

    /** Each character that is spoken. */
    public Builder perCharacter(String dollars) {
      perCharacter = amount("perCharacter", dollars);
      return this;
    }

    /** The first day it holds, in UTC. */
    public Builder validFrom(LocalDate day) {
      validFrom = Objects.requireNonNull(day, "day");
      return this;
    }

    /** The last day it holds, in UTC. */
    public Builder validTo(LocalDate day) {
      validTo = Objects.requireNonNull(day, "day");
      return this;
    }

    /** The day somebody compared it with the provider's page. */
    public Builder checkedOn(LocalDate day) {
      checkedOn = Objects.requireNonNull(day, "day");
      return this;
    }

    Tier tier(long aboveInputTokens) {
      return aboveInputTokens == 0
          ? rates
          : tiers.computeIfAbsent(aboveInputTokens, any -> new Tier());
    }

    /**
     * The price.
     *
     * @throws IllegalArgumentException if it has no rate at all or ends before it begins
     */
    public Price build() {
      boolean none = perRequest == null && perAudioSecond == null && perCharacter == null;
      for (BigDecimal rate : rates.dollars) {
        none &= rate == null;
      }
      if (none) {
        throw new IllegalArgumentException(
            "a price names at least one rate; a model that is free has the rate 0");
      }
      if (validFrom != null && validTo != null && validTo.isBefore(validFrom)) {
        throw new IllegalArgumentException(
            "a price that holds from " + validFrom + " cannot end on " + validTo);
      }
      return new Price(this);
    }
  }

  private static BigDecimal amount(String what, String dollars) {
    Objects.requireNonNull(dollars, what);
    try {
      if (dollars.length() <= 40) {
        BigDecimal amount = new BigDecimal(dollars);
        boolean small = amount.precision() <= 40 && Math.abs((long) amount.scale()) <= 40;
        if (small && amount.signum() >= 0 && amount.compareTo(MOST) <= 0) {
          BigDecimal plain = amount.stripTrailingZeros();
          plain = plain.scale() < 0 ? plain.setScale(0) : plain;
          if (plain.scale() <= 12) {
            return plain;
          }
        }
      }
    } catch (NumberFormatException notANumber) {
      // Told below, as every other mistake.
    }
    throw new IllegalArgumentException(
        what
            + " is a decimal number of US dollars from 0 to 1,000,000 with at most 12 decimals, not '"
            + (dollars.length() > 40 ? dollars.substring(0, 40) + "…" : dollars)
            + "'");
  }

  private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000);
}
