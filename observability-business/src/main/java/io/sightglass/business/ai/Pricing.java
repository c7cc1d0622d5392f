// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.ai;

import io.sightglass.Code;
import io.sightglass.Diagnostics;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds prices, each once: what was found is kept for at most {@value #MAX_KEPT} models, and with
 * the series of the model for the common case that it is asked for again and again.
 */
final class Pricing {

  static final int MAX_KEPT = 1_000;
  private static final int MAX_TOLD = 100;
  private static final long MINUTE_MILLIS = 61_000;

  private record Key(AiProvider provider, @Nullable String request, @Nullable String response) {}

  /** The prices of a model over time. */
  record Found(Pricing owner, Key key, List<Price> prices) {

    boolean isFor(
        Pricing pricing, AiProvider provider, @Nullable String request, @Nullable String response) {
      return owner == pricing
          && key.provider.equals(provider)
          && Objects.equals(key.request, request)
          && Objects.equals(key.response, response);
    }
  }

  private final PriceBook book;
  private final InstantSource clock;
  private final Diagnostics diagnostics;
  private final Map<Key, Found> kept = new ConcurrentHashMap<>();
  private final Set<String> told = new LinkedHashSet<>();
  private final Set<String> untold = new LinkedHashSet<>();
  private long nextWarning = Long.MIN_VALUE;

  Pricing(PriceBook book, InstantSource clock, Diagnostics diagnostics) {
    this.book = book;
    this.clock = clock;
    this.diagnostics = diagnostics;
  }

  /** The price today; null where there is none. */
  @Nullable Price price(
      ModelSeries series,
      AiProvider provider,
      @Nullable String request,
      @Nullable String response) {
    Found found = series.price;
    if (found == null || !found.isFor(this, provider, request, response)) {
      found = find(provider, request, response);
      series.price = found;
    }
    List<Price> prices = found.prices;
    if (prices.isEmpty()) {
      return null;
    }
    // Most models have one price, and reading the clock costs as much as all the rest.
    return prices.size() == 1 && !prices.get(0).isDated()
        ? prices.get(0)
        : PriceBook.on(prices, today());
  }

  private Found find(AiProvider provider, @Nullable String request, @Nullable String response) {
    Key key = new Key(provider, request, response);
    Found found = kept.get(key);
    if (found == null) {
      found = new Found(this, key, book.find(provider, request, response));
      if (kept.size() < MAX_KEPT) {
        kept.put(key, found);
      }
    }
    return found;
  }

  /** Warns once for each model, at most once a minute, about all that are new since. */
  void warn(String model) {
    String text = null;
    synchronized (told) {
      if (told.size() >= MAX_TOLD || told.contains(model)) {
        return;
      }
      untold.add(model);
      long now = clock.millis();
      if (now >= nextWarning) {
        nextWarning = now + MINUTE_MILLIS;
        text = String.join(", ", untold);
        told.addAll(untold);
        untold.clear();
      }
    }
    if (text != null) {
      diagnostics.warn(
          Code.AI_UNPRICED,
          "no price for "
              + text
              + ": the cost of its calls is not counted. Add it to the price book.");
    }
  }

  /** How long ago the prices were checked; NaN where the book does not say. */
  double ageSeconds() {
    LocalDate day = book.checkedOn(today());
    return day == null
        ? Double.NaN
        : Math.max(0, clock.millis() / 1e3 - day.atStartOfDay(ZoneOffset.UTC).toEpochSecond());
  }

  private LocalDate today() {
    return LocalDate.ofEpochDay(Math.floorDiv(clock.millis(), 86_400_000L));
  }
}
