// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.event;

import io.sightglass.catalogue.MeterType;
import io.sightglass.event.Event;
import io.sightglass.internal.event.Plan.Meter;
import io.sightglass.internal.event.Plan.PlannedLabel;
import java.text.NumberFormat;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules for the meters of one declaration: their names, and how many label sets they make. */
final class MeterRules {

  private final Declaration declaration;
  private final Event event;
  private final Limits limits;
  private final Problems problems;
  private final Set<String> names = new HashSet<>();

  MeterRules(Declaration declaration, Event event, Limits limits, Problems problems) {
    this.declaration = declaration;
    this.event = event;
    this.limits = limits;
    this.problems = problems;
  }

  void check(Meter meter) {
    boolean counter = meter.type() == MeterType.COUNTER;
    if (!names.add(meter.name())) {
      problems.add(
          declaration.type(), meter.component(), "'" + meter.name() + "' is declared twice");
    }
    if (meter.currency() != null && !meter.currency().equals(limits.currencies().get(0))) {
      return; // the same but for the currency
    }
    if (counter && !meter.name().endsWith("_total")) {
      problems.add(
          declaration.type(),
          "counter '"
              + meter.name()
              + "' must end in _total"
              + Names.didYouMean(withTotal(meter.name())));
      return;
    }
    String base = counter ? meter.name().substring(0, meter.name().length() - 6) : meter.name();
    checkName(meter, base);
    checkBudget(meter);
  }

  private static @Nullable String withTotal(String name) {
    return Names.isMeter(name) && Names.reservedEnding(name) == null ? name + "_total" : null;
  }

  private void checkName(Meter meter, String base) {
    String what = meter.type() == MeterType.COUNTER ? "counter '" : "histogram '";
    if (!Names.isMeter(base) && Names.isEvent(event.value())) {
      problems.add(
          declaration.type(),
          meter.component(),
          what
              + meter.name()
              + "' is not allowed; at most "
              + Names.MAX_LENGTH
              + " lower-case letters, digits and _, beginning with a letter");
    }
    String ending = Names.reservedEnding(base);
    if (ending != null) {
      problems.add(
          declaration.type(),
          meter.component(),
          what
              + meter.name()
              + "': "
              + base
              + " ends in '"
              + ending
              + "', which expositions add or strip; give it another name"
              + (meter.type() == MeterType.COUNTER ? " with counts" : ""));
    }
  }

  // Only what is closed can multiply: a learned set stops at the app's own limits.
  private void checkBudget(Meter meter) {
    long product = meter.currency() == null ? 1 : limits.currencies().size();
    StringBuilder how = new StringBuilder();
    for (PlannedLabel label : meter.labels()) {
      if (label.values().size() > 1) {
        product *= label.values().size();
        how.append(how.isEmpty() ? "" : " x ")
            .append(label.name())
            .append(' ')
            .append(label.values().size());
      }
    }
    if (product > limits.maxSeries()) {
      NumberFormat number = NumberFormat.getIntegerInstance(Locale.ROOT);
      problems.add(
          declaration.type(),
          meter.component(),
          "'"
              + meter.name()
              + "' has "
              + number.format(product)
              + " label sets ("
              + how
              + (meter.currency() == null ? "" : " x currency " + limits.currencies().size())
              + "), at most "
              + number.format(limits.maxSeries())
              + " are allowed; give it fewer labels, or raise sightglass.events.max-series");
    }
  }
}
