// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.monitoring;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Rules that are faster than they are meant to be, for tests and demonstrations: {@code
 * rules.time=60} makes a second of each minute, in every range, {@code offset}, {@code for} and
 * {@code keep_firing_for}. What a threshold says in a unit of its own stays as it is.
 */
final class RuleTime {

  private static final String KEY = "rules.time";
  private static final int MOST = 3_600;
  private static final Pattern LENGTH = Pattern.compile("(?<=\\[|\\boffset )\\d+[smhd]");

  private final int factor;

  RuleTime(Map<String, String> settings) {
    this.factor = factor(settings.getOrDefault(KEY, "1"));
  }

  private static int factor(String text) {
    try {
      int number = Integer.parseInt(text.strip());
      if (number >= 1 && number <= MOST) {
        return number;
      }
    } catch (NumberFormatException e) {
      // The message below says what is allowed.
    }
    throw new IllegalArgumentException(KEY + "=" + text + ": a whole number from 1 to " + MOST);
  }

  /** Whether rules stay as they are meant to be. */
  boolean isReal() {
    return factor == 1;
  }

  /** The same rules at that speed. */
  RuleFile of(RuleFile file) {
    return isReal()
        ? file
        : new RuleFile(
            file.groups().stream()
                .map(group -> new RuleFile.Group(group.name(), group.interval(), of(group.rules())))
                .toList());
  }

  private List<RuleFile.Rule> of(List<RuleFile.Rule> rules) {
    return rules.stream()
        .map(
            rule ->
                new RuleFile.Rule(
                    rule.record(),
                    rule.alert(),
                    LENGTH.matcher(rule.expr()).replaceAll(found -> shorter(found.group())),
                    rule.lasting() == null ? null : shorter(rule.lasting()),
                    rule.keepFiring() == null ? null : shorter(rule.keepFiring()),
                    rule.labels(),
                    rule.annotations()))
        .toList();
  }

  private String shorter(String length) {
    long seconds = Durations.parse(KEY, length).toSeconds();
    return Durations.text(Duration.ofSeconds((seconds + factor - 1) / factor));
  }
}
