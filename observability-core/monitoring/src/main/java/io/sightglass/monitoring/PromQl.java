// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.monitoring;

import io.sightglass.monitoring.MeterNames.Named;
import io.sightglass.monitoring.MeterNames.Unspeakable;
import io.sightglass.monitoring.PromQlTokens.Kind;
import io.sightglass.monitoring.PromQlTokens.Token;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A query in PromQL, written in the names that meters were declared under, as a naming profile
 * spells it: names, label keys in matchers and in grouping clauses, and label values.
 *
 * <pre>{@code
 * sum by (route) (rate(http_requests_total{status_code=~"5.."}[5m]))     // as written
 * sum by (path) (rate(http_requests_total{status=~"5.."}[5m]))           // under the profile leads
 * }</pre>
 *
 * <p>A label that the meter was not declared with is refused, whatever the profile: such a query
 * answers nothing and nobody notices. Names that are no meter of the catalogue, such as {@code up},
 * stay as they are. Labels inside string arguments ({@code label_replace}) are not looked at.
 */
final class PromQl {

  private static final Set<String> GROUPING = Set.of("by", "without");
  private static final Set<String> MATCHING = Set.of("on", "ignoring", "group_left", "group_right");
  private static final Set<String> OPERATORS =
      Set.of("and", "or", "unless", "bool", "offset", "atan2", "inf", "nan");

  // Put on every series by whoever scrapes, or by the exposition.
  static final Set<String> TARGET_LABELS =
      Set.of(
          "job", "instance", "environment", "cluster", "namespace", "pod", "le", "service", "team");

  private final String text;
  private final MeterNames names;
  private final List<Token> tokens;
  private final Map<Integer, Named> selectors = new LinkedHashMap<>();
  private final Set<String> meters = new LinkedHashSet<>();
  private final Set<String> foreign = new LinkedHashSet<>();
  private final Map<Integer, String> replaced = new LinkedHashMap<>();

  private final Matcher.Manner manner;

  private PromQl(String text, MeterNames names, Matcher.Manner manner) {
    this.manner = manner;
    this.text = text;
    this.names = names;
    this.tokens = PromQlTokens.of(text);
  }

  /**
   * A query under a profile.
   *
   * @param text as it is to be sent
   * @param meters the declared names of the meters in it
   * @param foreign names in it that the catalogue does not have
   * @param keys declared labels in it by their keys under the profile, where those differ
   */
  record Query(String text, Set<String> meters, Set<String> foreign, Map<String, String> keys) {}

  /**
   * Spells a query.
   *
   * @throws IllegalArgumentException for a label that none of its meters has
   * @throws Unspeakable where the profile leaves out what the query asks for
   */
  static Query spell(String text, MeterNames names) {
    return new PromQl(text, names, Matcher.Manner.EXACT).spell();
  }

  /** Spells a query with further conditions, such as {@code job=~"$job"}, on each of its meters. */
  static Query spell(String text, MeterNames names, List<Matcher> further) {
    return new PromQl(text, names, new Matcher.Manner(false, further)).spell();
  }

  /**
   * The names in a query that the catalogue does not have.
   *
   * @throws Unspeakable where the profile leaves out a meter
   */
  static Set<String> foreign(String text, MeterNames names) {
    PromQl query = new PromQl(text, names, Matcher.Manner.EXACT);
    query.findSelectors();
    return query.foreign;
  }

  /** Spells a series: a name and its labels, without those that the profile drops. */
  static String series(String text, MeterNames names) {
    return new PromQl(text, names, new Matcher.Manner(true, List.of())).spell().text();
  }

  private Query spell() {
    findSelectors();
    for (Map.Entry<Integer, Named> selector : selectors.entrySet()) {
      spellSelector(selector.getKey(), selector.getValue());
    }
    Map<String, String> keys = new LinkedHashMap<>();
    for (int i = 0; i < tokens.size(); i++) {
      if (isClause(i)) {
        spellClause(i, keys);
      }
    }
    StringBuilder out = new StringBuilder(text.length() + 32);
    for (int i = 0; i < tokens.size(); i++) {
      out.append(replaced.getOrDefault(i, tokens.get(i).text()));
    }
    return new Query(out.toString(), meters, foreign, keys);
  }

  private void findSelectors() {
    for (int i = 0; i < tokens.size(); i++) {
      if (isClause(i)) {
        i = PromQlTokens.closing(tokens, next(i));
      } else if (isName(i)) {
        String name = tokens.get(i).text();
        Named named = names.find(name);
        if (named == null) {
          foreign.add(name);
        } else {
          selectors.put(i, named);
          meters.add(named.spelling().declared().id());
        }
      }
    }
  }

  private boolean isClause(int at) {
    Token token = tokens.get(at);
    boolean word = GROUPING.contains(token.text()) || MATCHING.contains(token.text());
    return token.kind() == Kind.WORD && word && isOpen(next(at));
  }

  private boolean isName(int at) {
    Token token = tokens.get(at);
    if (token.kind() != Kind.WORD || OPERATORS.contains(token.text())) {
      return false;
    }
    int next = next(at);
    return !isOpen(next) && !(next < tokens.size() && isClause(next));
  }

  private boolean isOpen(int at) {
    return at < tokens.size() && tokens.get(at).text().equals("(");
  }

  private int next(int at) {
    return PromQlTokens.next(tokens, at);
  }

  private void spellSelector(int at, Named named) {
    int next = next(at);
    boolean braced = next < tokens.size() && tokens.get(next).kind() == Kind.BRACES;
    List<Matcher> matchers = braced ? Matcher.all(tokens.get(next).text()) : List.of();
    replaced.put(at, Matcher.spelled(named, matchers, names, manner));
    if (braced) {
      for (int i = at + 1; i <= next; i++) {
        replaced.put(i, "");
      }
    }
  }

  private void spellClause(int at, Map<String, String> keys) {
    int open = next(at);
    int close = PromQlTokens.closing(tokens, open);
    List<Named> scope = scope(at, close);
    Set<String> spelled = new LinkedHashSet<>();
    for (int i = open + 1; i < close; i++) {
      if (tokens.get(i).kind() == Kind.WORD) {
        String label = tokens.get(i).text();
        String key = key(label, scope);
        if (key != null) {
          spelled.add(key);
          keys.put(label, key);
        }
      }
      replaced.put(i, "");
    }
    replaced.put(open, "(" + String.join(", ", spelled));
  }

  private @Nullable String key(String label, List<Named> scope) {
    Set<@Nullable String> keys = new LinkedHashSet<>();
    for (Named named : scope) {
      if (named.spelling().hasLabel(label)) {
        keys.add(named.spelling().key(label));
      }
    }
    if (keys.isEmpty()) {
      if (foreign.isEmpty() && !TARGET_LABELS.contains(label)) {
        throw new IllegalArgumentException("no meter has the label '" + label + "' in: " + text);
      }
      return label;
    }
    if (keys.size() > 1) {
      throw new Unspeakable("the label '" + label + "' has the keys " + keys + " in: " + text);
    }
    return keys.iterator().next();
  }

  private List<Named> scope(int at, int close) {
    if (MATCHING.contains(tokens.get(at).text())) {
      return List.copyOf(selectors.values());
    }
    int before = PromQlTokens.previous(tokens, at);
    boolean trailing = before >= 0 && tokens.get(before).text().equals(")");
    int from = trailing ? PromQlTokens.opening(tokens, before) : next(close);
    int to = trailing ? before : PromQlTokens.closing(tokens, next(close));
    List<Named> scope = new ArrayList<>();
    selectors.forEach(
        (index, named) -> {
          if (index > from && index < to) {
            scope.add(named);
          }
        });
    return scope;
  }
}
