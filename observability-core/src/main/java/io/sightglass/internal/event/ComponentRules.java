// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.event;

import io.sightglass.event.Label;
import io.sightglass.event.Measure;
import io.sightglass.internal.event.Declaration.Component;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The rules for the components of one declaration. */
final class ComponentRules {

  private static final int MAX_VALUE = 128;
  // What a log line has of its own, so that a field of that name would be called otherwise.
  private static final Set<String> LINE_FIELDS =
      Set.of(
          "event",
          "category",
          "timestamp",
          "level",
          "logger",
          "thread",
          "msg",
          "service",
          "environment",
          "version",
          "trace_id",
          "span_id",
          "request_id",
          "exception",
          "stack_trace",
          "truncated");

  /** What means a failure where a label does not say; the default of {@code Label.failures}. */
  static final List<String> FAILURES = List.of("failed", "failure", "error");

  private final Declaration declaration;
  private final Problems problems;

  ComponentRules(Declaration declaration, Problems problems) {
    this.declaration = declaration;
    this.problems = problems;
  }

  void check() {
    declaration.components().forEach(this::check);
    checkKeys();
  }

  private void check(Component component) {
    List<String> kinds =
        Stream.of(
                component.label() == null ? "" : "@Label",
                component.measure() == null ? "" : "@Measure",
                component.detail() == null ? "" : "@Detail")
            .filter(kind -> !kind.isEmpty())
            .toList();
    if (kinds.isEmpty()) {
      add(component, "has none of @Label, @Measure and @Detail; give it exactly one");
    } else if (kinds.size() > 1) {
      add(component, "has " + String.join(" and ", kinds) + "; give it exactly one");
    } else if (component.label() != null) {
      label(component, component.label());
    } else if (component.measure() != null) {
      measure(component, component.measure());
    } else if (component.kind() == ValueKind.CONTAINER) {
      add(component, article(component.typeName()) + " cannot be a detail; a detail is one value");
    }
  }

  private void label(Component component, Label label) {
    if (!Names.isLabel(component.key())) {
      add(
          component,
          "label name '"
              + component.key()
              + "' is not allowed; letters, digits and _, not beginning with a digit or with __,"
              + " and neither le nor quantile");
    }
    switch (component.kind()) {
      case ENUM, BOOLEAN -> {
        if (label.oneOf().length > 0 || label.max() != 0) {
          add(component, "oneOf and max are for a String; this one has its values");
        } else if (component.closedValues().isEmpty()) {
          add(component, "the enum " + component.typeName() + " has no constants");
        }
      }
      case TEXT -> text(component, label);
      default ->
          add(
              component,
              article(component.typeName())
                  + " cannot be a label; a label is an enum, a boolean, or a String with oneOf or"
                  + " max, and an id is a @Detail");
    }
    values(component, label);
  }

  private void text(Component component, Label label) {
    boolean bounded = label.max() != 0;
    if (label.oneOf().length == 0 && !bounded) {
      add(
          component,
          "a String as label would make a series of each value; give it oneOf or max, or make it a"
              + " @Detail");
    } else if (label.oneOf().length > 0 && bounded) {
      add(component, "has oneOf and max; give one of them");
    } else if (bounded && (label.max() < 1 || label.max() > 10_000)) {
      add(component, "max is 1 to 10,000, was " + label.max());
    }
  }

  private void values(Component component, Label label) {
    List<String> values = component.closedValues();
    for (String value : values) {
      if (value.isEmpty()
          || value.length() > MAX_VALUE
          || value.chars().anyMatch(Character::isISOControl)) {
        add(
            component,
            "label value '"
                + (value.length() > 20 ? value.substring(0, 20) + "…" : value)
                + "' is not allowed; 1 to "
                + MAX_VALUE
                + " characters without control characters");
      }
    }
    boolean own = !FAILURES.equals(List.of(label.failures()));
    for (String failure : label.failures()) {
      if (own && component.valuesKnown() && !values.isEmpty() && !values.contains(failure)) {
        add(
            component,
            "failures has '"
                + failure
                + "', which is none of its values "
                + values
                + Names.didYouMean(Names.nearest(failure, values)));
      }
    }
  }

  private void measure(Component component, Measure measure) {
    boolean number = component.kind().isNumber();
    if (!number && component.kind() != ValueKind.MONEY && component.kind() != ValueKind.DURATION) {
      add(
          component,
          article(component.typeName())
              + " cannot be measured; a measure is a Money, a Duration or a number with a unit");
      return;
    }
    if (number && measure.unit().isEmpty()) {
      add(component, "a number needs a unit, such as unit = \"bytes\", \"tokens\" or \"ratio\"");
    } else if (number && !Names.isMeter(measure.unit())) {
      add(
          component,
          "unit '" + measure.unit() + "' is not allowed; lower-case letters, digits and _");
    } else if (!number && !measure.unit().isEmpty()) {
      add(component, "unit is for a number; a Money has its currency as unit, a Duration seconds");
    }
    if (measure.unlabelled() && measure.labels().length > 0) {
      add(component, "is unlabelled and has labels; give one of them");
    }
    double last = Double.NEGATIVE_INFINITY;
    for (double bound : measure.buckets()) {
      if (!Double.isFinite(bound) || bound <= last) {
        add(component, "buckets must be finite and ascending, found " + bound);
        return;
      }
      last = bound;
    }
  }

  private void checkKeys() {
    Map<String, String> owners = new HashMap<>();
    Money money = new Money();
    for (Component component : declaration.components()) {
      claim(component, component.key(), owners);
      if (component.kind() == ValueKind.MONEY) {
        claim(component, money.currencyKey(component), owners);
      }
    }
  }

  private void claim(Component component, String key, Map<String, String> owners) {
    if (component.label() == null && !Names.isField(key)) {
      add(
          component,
          "field name '"
              + key
              + "' is not allowed; letters, digits, _ and single dots, beginning with a letter");
    }
    if (LINE_FIELDS.contains(key)) {
      add(
          component,
          "'"
              + key
              + "' is a field of every log line; give the component another name, not one of "
              + new TreeSet<>(LINE_FIELDS));
    }
    String owner = owners.putIfAbsent(key, component.name());
    if (owner != null) {
      add(component, "the field '" + key + "' is written for component " + owner + " already");
    }
  }

  private static String article(String type) {
    return ("AEIO".indexOf(type.charAt(0)) >= 0 ? "an " : "a ") + type;
  }

  private void add(Component component, String text) {
    problems.add(declaration.type(), component.name(), text);
  }

  /** Names the field of a currency: {@code currency} for the record's first Money. */
  static final class Money {

    private boolean first = true;

    String currencyKey(Component component) {
      String key = first ? "currency" : component.key() + "_currency";
      first = false;
      return key;
    }
  }
}
