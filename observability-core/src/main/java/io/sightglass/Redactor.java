// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import io.sightglass.config.LogLineSettings;
import io.sightglass.config.Settings;
import io.sightglass.internal.redact.KeyWords;
import io.sightglass.internal.redact.SafePattern;
import io.sightglass.internal.redact.Scanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * Replaces what must not leave the process by {@value #MARK}: values of keys whose name says that
 * they are secret, and in any text what is secret by its shape: credentials, tokens, keys, cards,
 * accounts, addresses. docs/redaction.md lists them.
 *
 * <pre>{@code
 * Redactor redactor = Redactor.builder().key("loan_account").pattern("LN-\\d{8}").build();
 * var obs = Observability.builder("billing").redactor(redactor).build();
 * }</pre>
 *
 * <p>Immutable and thread-safe. It reads a text once, in time linear in its length; a text without
 * secrets comes back as the same object. What it replaces is counted in {@code
 * sightglass_redacted_total{where}} of the app it was built into.
 */
public final class Redactor {

  /** What stands in place of a secret. */
  public static final String MARK = "[redacted]";

  private static final String TOKENS = "tokens";
  private static final int MAX_PATTERNS = 32;
  private static final int SHORTEST = 5;

  private static final Redactor STANDARD =
      new Redactor(KeyWords.STANDARD, List.of(), true, new RedactionCounts(), Place.OTHER);
  private static final Redactor NONE =
      new Redactor(KeyWords.STANDARD, List.of(), false, new RedactionCounts(), Place.OTHER);

  private final KeyWords keys;
  private final List<SafePattern> patterns;
  private final boolean on;
  private final RedactionCounts counts;
  private final Place place;

  /** Where secrets were found: the label of {@code sightglass_redacted_total}. */
  public enum Place {
    /** The text of a log line. */
    MESSAGE,
    /** A field that a log call gave. */
    ARGUMENT,
    /** A field of the context or the MDC. */
    CONTEXT,
    /** The message of an exception, in its stack trace too. */
    EXCEPTION,
    /** A span: its name, attributes and events. */
    SPAN,
    /** What an error reporter is handed. */
    ERROR,
    /** The answer of a health check. */
    HEALTH,
    /** A text of an event, on its way to the span and the log line. */
    EVENT,
    /** The library's own messages. */
    DIAGNOSTICS,
    /** Anything else. */
    OTHER;

    /** As the label says it. */
    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private Redactor(
      KeyWords keys, List<SafePattern> patterns, boolean on, RedactionCounts counts, Place place) {
    this.keys = keys;
    this.patterns = patterns;
    this.on = on;
    this.counts = counts;
    this.place = place;
  }

  /** The redactor with the default rules. */
  public static Redactor standard() {
    return STANDARD;
  }

  /** One that replaces nothing, for an app whose lines and spans stay where secrets may be. */
  public static Redactor none() {
    return NONE;
  }

  /** Starts one with the default rules and the app's own beside them. */
  public static Builder builder() {
    return new Builder();
  }

  /** The same rules, counting what they replace under that place. */
  public Redactor at(Place where) {
    Objects.requireNonNull(where, "where");
    return where == place ? this : new Redactor(keys, patterns, on, counts, where);
  }

  /**
   * The rules of an app: those given in code or else the default ones, and those of its settings.
   */
  static Redactor of(Settings settings, @Nullable Redactor given, RedactionCounts counts) {
    Redactor rules = given == null ? STANDARD : given;
    boolean on = rules.on && settings.get(LogLineSettings.REDACTION).equals("on");
    KeyWords keys = rules.keys;
    for (String key : settings.get(LogLineSettings.REDACTED_KEYS).split(",", -1)) {
      keys = key.isEmpty() ? keys : keys.with(key);
    }
    return new Redactor(keys, rules.patterns, on, counts, Place.OTHER);
  }

  /** The same rules, in force where the app switched them off too. */
  Redactor always() {
    return on ? this : new Redactor(keys, patterns, true, counts, place);
  }

  /** Whether a key of that name holds a secret. */
  public boolean isSecret(String key) {
    return on && keys.isIn(key, 0, key.length());
  }

  /**
   * Whether that value under a key of that name is one. A number under a name such as {@code
   * ai.input_tokens} says how many there were, and a yes or no tells nothing.
   */
  public boolean isSecret(String key, @Nullable Object value) {
    if (!on || value instanceof Boolean) {
      return false;
    }
    int end = key.length();
    if (value instanceof Number
        && key.regionMatches(true, end - TOKENS.length(), TOKENS, 0, TOKENS.length())) {
      end -= TOKENS.length();
    }
    return keys.isIn(key, 0, end);
  }

  /** The value as it may be printed beside its key. */
  public String redact(String key, String value) {
    return isSecret(key) ? mark() : redact(value);
  }

  /** The text without secrets. */
  public String redact(String text) {
    Objects.requireNonNull(text, "text");
    if (!on || text.length() < SHORTEST) {
      return text;
    }
    long first = Scanner.next(text, 0, keys);
    String redacted = first == Scanner.NOTHING ? text : without(first, text);
    for (SafePattern pattern : patterns) {
      redacted = without(pattern, redacted);
    }
    return redacted;
  }

  private String without(long first, String text) {
    StringBuilder out = new StringBuilder(text.length() + MARK.length());
    int done = 0;
    int hits = 0;
    for (long hit = first; hit != Scanner.NOTHING; hit = Scanner.next(text, done, keys)) {
      out.append(text, done, Scanner.start(hit)).append(MARK);
      done = Scanner.end(hit);
      hits++;
    }
    counts.add(place, hits);
    return out.append(text, done, text.length()).toString();
  }

  private String without(SafePattern pattern, String text) {
    Matcher matcher = pattern.find(text);
    if (matcher == null) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    int done = 0;
    int hits = 0;
    do {
      out.append(text, done, matcher.start()).append(MARK);
      done = matcher.end();
      hits++;
    } while (matcher.find());
    counts.add(place, hits);
    return out.append(text, done, text.length()).toString();
  }

  /** {@value #MARK}, counted: for a value that is secret by its key. */
  public String mark() {
    counts.add(place, 1);
    return MARK;
  }

  /**
   * Collects an app's own keys and patterns.
   *
   * <p>Not thread-safe.
   */
  public static final class Builder {

    private KeyWords keys = KeyWords.STANDARD;
    private final List<SafePattern> patterns = new ArrayList<>();

    private Builder() {}

    /**
     * Makes keys secret whose name has that word in it, in any case.
     *
     * @throws IllegalArgumentException unless it is 3 to 64 ASCII letters, digits, {@code _},
     *     {@code -}
     */
    public Builder key(String word) {
      keys = keys.with(Objects.requireNonNull(word, "word"));
      return this;
    }

    /**
     * Makes secret what matches. A pattern that could be slow is refused: repetitions follow one
     * character or class, keep what they took and end at 256 characters; there are no back
     * references and no looking around.
     *
     * @throws IllegalArgumentException with the reason, or for more than 32
     */
    public Builder pattern(String regex) {
      Objects.requireNonNull(regex, "regex");
      if (patterns.size() >= MAX_PATTERNS) {
        throw new IllegalArgumentException(
            "a redactor has up to " + MAX_PATTERNS + " patterns of its own; join some of them");
      }
      patterns.add(SafePattern.of(regex));
      return this;
    }

    /** The redactor. */
    public Redactor build() {
      return new Redactor(keys, List.copyOf(patterns), true, new RedactionCounts(), Place.OTHER);
    }
  }
}
