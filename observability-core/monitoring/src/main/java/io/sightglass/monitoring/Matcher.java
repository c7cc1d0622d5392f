// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.monitoring;

import io.sightglass.monitoring.MeterNames.Named;
import io.sightglass.monitoring.MeterNames.Unspeakable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One condition of a selector: a label, {@code = != =~} or {@code !~}, and a value. */
record Matcher(String label, String operator, String value) {

  private static final Pattern ONE =
      Pattern.compile(
          "\\s*([a-zA-Z_][a-zA-Z0-9_]*)\\s*(=~|!~|!=|=)\\s*\"((?:[^\"\\\\]|\\\\.)*)\"\\s*");

  /**
   * How selectors are spelled.
   *
   * @param leaveOut whether a label that the profile drops is left out instead of refused
   * @param further conditions on top of those written
   */
  record Manner(boolean leaveOut, List<Matcher> further) {

    static final Manner EXACT = new Manner(false, List.of());
  }

  /** The conditions in braces. */
  static List<Matcher> all(String braces) {
    List<Matcher> all = new ArrayList<>();
    var found = ONE.matcher(braces.substring(1, braces.length() - 1));
    int end = 0;
    while (found.find()) {
      all.add(new Matcher(found.group(1), found.group(2), found.group(3)));
      end = found.end();
    }
    String rest = braces.substring(1 + end, braces.length() - 1).strip();
    if (!rest.isEmpty() && !rest.equals(",")) {
      throw new IllegalArgumentException("cannot read the matchers " + braces);
    }
    return all;
  }

  /**
   * A whole selector under a profile.
   *
   * @param manner what else becomes of it
   */
  static String spelled(Named named, List<Matcher> written, MeterNames names, Manner manner) {
    List<Matcher> matchers = new ArrayList<>(manner.further());
    matchers.addAll(written);
    Spelling meter = named.spelling();
    String split = meter.split();
    Set<String> families = split == null ? Set.of() : families(meter, split, matchers);
    boolean apart = split != null && (families.size() > 1 || !meter.keeps(split, families));
    List<String> conditions = new ArrayList<>();
    for (Matcher matcher : matchers) {
      boolean inName = apart && matcher.label.equals(split);
      if (!inName && !(manner.leaveOut() && matcher.isDropped(meter))) {
        conditions.add(matcher.spelledFor(meter, names));
      }
    }
    String name = families.size() == 1 ? families.iterator().next() : meter.name();
    if (families.size() > 1) {
      name = "";
      String any =
          families.stream().map(family -> family + named.part()).collect(Collectors.joining("|"));
      conditions.add(0, "__name__=~\"" + any + "\"");
    } else {
      name += named.part();
    }
    return name + (conditions.isEmpty() ? "" : "{" + String.join(",", conditions) + "}");
  }

  private static Set<String> families(Spelling meter, String split, List<Matcher> matchers) {
    Set<String> families = new LinkedHashSet<>();
    for (Matcher matcher : matchers) {
      if (matcher.label.equals(split)) {
        families.addAll(meter.families(split, matcher.test()));
      }
    }
    return families.isEmpty() ? meter.families(split, value -> true) : families;
  }

  private boolean isDropped(Spelling meter) {
    return meter.hasLabel(label) && meter.key(label) == null;
  }

  private String spelledFor(Spelling meter, MeterNames names) {
    if (!meter.hasLabel(label)) {
      if (!PromQl.TARGET_LABELS.contains(label)) {
        throw new IllegalArgumentException(
            meter.declared().id()
                + " has no label '"
                + label
                + "', only "
                + meter.declared().labelNames());
      }
      return this.text(label, value);
    }
    String key = meter.key(label);
    if (key == null) {
      throw new Unspeakable(
          "under " + names.profile() + " " + meter.declared().id() + " has no " + label);
    }
    return this.text(key, spelledValue(meter));
  }

  private String text(String key, String shown) {
    return key + operator + "\"" + shown + "\"";
  }

  private String spelledValue(Spelling meter) {
    if (value.isEmpty() || value.startsWith("$")) {
      return value;
    }
    if (operator.equals("=") || operator.equals("!=")) {
      checkValue(meter);
      return meter.value(label, value);
    }
    if (!meter.isClosed(label)) {
      return value;
    }
    List<String> matched = meter.values(label, Pattern.compile(value).asMatchPredicate());
    if (matched.isEmpty()) {
      throw new IllegalArgumentException(this + ": " + meter.declared() + " has no such value");
    }
    Set<String> shown =
        matched.stream().map(one -> meter.value(label, one)).collect(Collectors.toSet());
    // The same values say it: the pattern as written is the shorter text.
    if (shown.equals(Set.copyOf(matched))) {
      return value;
    }
    return shown.stream().sorted().map(Matcher::literal).collect(Collectors.joining("|"));
  }

  private void checkValue(Spelling meter) {
    boolean special = value.equals("none") || value.startsWith("_");
    if (meter.isClosed(label) && !special && meter.values(label, value::equals).isEmpty()) {
      throw new IllegalArgumentException(
          meter.declared().id() + " has no " + label + "=\"" + value + "\"");
    }
  }

  private static String literal(String text) {
    return text.replaceAll("[.+*?()|\\[\\]{}^$\\\\]", "\\\\\\\\$0");
  }

  private Predicate<String> test() {
    Predicate<String> equal =
        operator.endsWith("~") ? Pattern.compile(value).asMatchPredicate() : value::equals;
    return operator.startsWith("!") ? equal.negate() : equal;
  }
}
