// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.ai;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What models cost, as the app knows it: the library ships no prices, because they would be out of
 * date. All amounts are US dollars.
 *
 * <pre>{@code
 * PriceBook prices = PriceBook.load(Path.of("ai-prices.csv"))
 *     .withOverride("azure.ai.openai/my-deployment", Price.perMillion().input("0.25").output("2").build());
 * }</pre>
 *
 * <p>A model is found by its exact name with its provider before it ({@code openai/gpt-5-mini}),
 * else its exact name, else an alias, else without a date at its end ({@code -20250929}, {@code
 * -2025-08-07}), else without what stands before a slash; never by a part of its name. The model
 * that answered is looked for before the one that was asked. Overrides come first.
 *
 * <p>Immutable and thread-safe.
 */
public final class PriceBook {

  private static final Pattern DATED = Pattern.compile("-(\\d{8}|\\d{4}-\\d{2}-\\d{2})$");
  private static final int MAX_PREFIXES = 4;
  private static final int MAX_NAME = 256;
  private static final long MAX_FILE = 32L << 20;

  private final Map<String, List<Price>> prices;
  private final Map<String, List<Price>> overrides;
  private final Map<String, String> aliases;

  private PriceBook(
      Map<String, List<Price>> prices,
      Map<String, List<Price>> overrides,
      Map<String, String> aliases) {
    this.prices = prices;
    this.overrides = overrides;
    this.aliases = aliases;
  }

  /**
   * Reads a CSV file: a header, then a line for each price.
   *
   * <pre>
   * model,aliases,input,cached_input,output,above_input_tokens,valid_from,valid_to,checked_on
   * gpt-5-mini,gpt-5-mini-latest,0.25,0.025,2.00,,2025-08-07,,2026-08-20
   * </pre>
   *
   * The columns are {@code model}, {@code aliases} (separated by spaces), {@code input}, {@code
   * cached_input}, {@code cache_write_5m}, {@code cache_write_1h}, {@code output}, {@code
   * reasoning} (US dollars for a million tokens), {@code per_request}, {@code per_audio_second},
   * {@code per_character}, {@code above_input_tokens} (the line is a tier of the line before),
   * {@code valid_from}, {@code valid_to}, {@code checked_on}, {@code currency} ({@code USD} alone).
   * All but {@code model} may be missing or empty. Lines that begin with {@code #} are comments.
   *
   * @throws IllegalArgumentException with the line and what is wrong; also if the file cannot be
   *     read
   */
  public static PriceBook load(Path file) {
    Objects.requireNonNull(file, "file");
    try {
      if (Files.size(file) > MAX_FILE) {
        throw new IllegalArgumentException("price book " + file + " is larger than 32 MiB");
      }
      return PriceCsv.read(file.toString(), Files.readString(file));
    } catch (IOException e) {
      throw new IllegalArgumentException("price book " + file + " cannot be read: " + e, e);
    }
  }

  /**
   * Reads the same text from a string, for example one that the app fetched.
   *
   * @throws IllegalArgumentException with the line and what is wrong
   */
  public static PriceBook parse(String csv) {
    return PriceCsv.read("price book", Objects.requireNonNull(csv, "csv"));
  }

  /** One without prices: every call is unpriced. */
  public static PriceBook empty() {
    return new PriceBook(Map.of(), Map.of(), Map.of());
  }

  /** Collects prices in code. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * A copy in which that price comes before all others of the model, for a contract or a deployment
   * of the app's own.
   *
   * @param model as the app calls it, with or without {@code provider/} before it
   */
  public PriceBook withOverride(String model, Price price) {
    Map<String, List<Price>> more = new TreeMap<>(overrides);
    more.put(named(model), List.of(Objects.requireNonNull(price, "price")));
    return new PriceBook(prices, more, aliases);
  }

  /** How many models have a price. */
  public int size() {
    Map<String, List<Price>> all = new TreeMap<>(prices);
    all.putAll(overrides);
    return all.size();
  }

  /**
   * The price of a model on a day.
   *
   * @return null where the book has none
   */
  public @Nullable Price price(AiProvider provider, String model, LocalDate day) {
    Objects.requireNonNull(provider, "provider");
    Objects.requireNonNull(day, "day");
    return on(find(provider, Objects.requireNonNull(model, "model"), null), day);
  }

  /** The one of these prices that holds on that day. */
  static @Nullable Price on(List<Price> found, LocalDate day) {
    for (Price price : found) {
      if (price.holdsOn(day)) {
        return price;
      }
    }
    return null;
  }

  /** Every price of what was asked and answered, over all days; empty if there is none. */
  List<Price> find(AiProvider provider, @Nullable String request, @Nullable String response) {
    List<Price> found = find(overrides, provider, request);
    if (found.isEmpty()) {
      found = find(overrides, provider, response);
    }
    if (found.isEmpty()) {
      found = find(prices, provider, response);
    }
    return found.isEmpty() ? find(prices, provider, request) : found;
  }

  private List<Price> find(
      Map<String, List<Price>> in, AiProvider provider, @Nullable String model) {
    if (model == null || in.isEmpty() || model.length() > MAX_NAME) {
      return List.of();
    }
    List<Price> found = undated(in, provider.value() + "/" + model);
    String name = model;
    for (int i = 0; found == null && i <= MAX_PREFIXES && !name.isEmpty(); i++) {
      found = undated(in, name);
      int slash = name.indexOf('/');
      name = slash < 0 ? "" : name.substring(slash + 1);
    }
    return found == null ? List.of() : found;
  }

  private @Nullable List<Price> undated(Map<String, List<Price>> in, String name) {
    List<Price> found = named(in, name);
    return found != null ? found : named(in, DATED.matcher(name).replaceFirst(""));
  }

  private @Nullable List<Price> named(Map<String, List<Price>> in, String name) {
    List<Price> found = in.get(name);
    String alias = found == null ? aliases.get(name) : null;
    return alias == null ? found : in.get(alias);
  }

  /** The day on which the price that was checked first, of those that hold, was checked. */
  @Nullable LocalDate checkedOn(LocalDate today) {
    LocalDate oldest = null;
    for (Map<String, List<Price>> all : List.of(prices, overrides)) {
      for (List<Price> some : all.values()) {
        Price price = on(some, today);
        LocalDate day = price == null ? null : price.checkedOn();
        oldest = day != null && (oldest == null || day.isBefore(oldest)) ? day : oldest;
      }
    }
    return oldest;
  }

  private static String named(String model) {
    Objects.requireNonNull(model, "model");
    if (model.isBlank() || model.length() > MAX_NAME || !model.equals(model.strip())) {
      throw new IllegalArgumentException(
          "a model's name has 1 to " + MAX_NAME + " characters and no white space around it");
    }
    return model;
  }

  /** Collects a {@link PriceBook}. Not thread-safe. */
  public static final class Builder {

    private final Map<String, List<Price>> prices = new LinkedHashMap<>();
    private final Map<String, String> aliases = new LinkedHashMap<>();

    private Builder() {}

    /**
     * Adds a price; a model may have several that hold at different times.
     *
     * @throws IllegalArgumentException if two of a model hold on the same day
     */
    public Builder price(String model, Price price) {
      Objects.requireNonNull(price, "price");
      List<Price> all = prices.computeIfAbsent(named(model), any -> new ArrayList<>());
      if (all.stream().anyMatch(price::overlaps)) {
        throw new IllegalArgumentException(
            "model '" + model + "' has two prices for the same days; set validFrom and validTo");
      }
      all.add(price);
      return this;
    }

    /**
     * Lets another name stand for a model.
     *
     * @throws IllegalArgumentException if it stands for another model already
     */
    public Builder alias(String alias, String model) {
      String before = aliases.putIfAbsent(named(alias), named(model));
      if (before != null && !before.equals(model)) {
        throw new IllegalArgumentException(
            "alias '" + alias + "' stands for '" + before + "' and '" + model + "'");
      }
      return this;
    }

    /**
     * The book.
     *
     * @throws IllegalArgumentException for an alias of a model that has no price
     */
    public PriceBook build() {
      aliases.forEach(
          (alias, model) -> {
            if (!prices.containsKey(model)) {
              throw new IllegalArgumentException(
                  "alias '" + alias + "': the model '" + model + "' has no price");
            }
          });
      Map<String, List<Price>> copy = new LinkedHashMap<>();
      prices.forEach((model, all) -> copy.put(model, List.copyOf(all)));
      return new PriceBook(copy, Map.of(), Map.copyOf(aliases));
    }
  }
}
