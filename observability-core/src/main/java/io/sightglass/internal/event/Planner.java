// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.event;

import io.sightglass.catalogue.Buckets;
import io.sightglass.catalogue.MeterType;
import io.sightglass.event.Count;
import io.sightglass.event.Event;
import io.sightglass.event.Measure;
import io.sightglass.internal.event.Declaration.Component;
import io.sightglass.internal.event.Plan.Meter;
import io.sightglass.internal.event.Plan.PlannedLabel;
import io.sightglass.internal.event.Plan.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns one declaration into the meters it makes, and finds what is wrong with it on the way. */
final class Planner {

  private static final String CURRENCY = "currency";

  private final Declaration declaration;
  private final Event event;
  private final Limits limits;
  private final Problems problems;

  private Planner(Declaration declaration, Event event, Limits limits, Problems problems) {
    this.declaration = declaration;
    this.event = event;
    this.limits = limits;
    this.problems = problems;
  }

  /** The plan; null where the record is no event at all. */
  static @Nullable Plan plan(Declaration declaration, Limits limits, Problems problems) {
    Event event = declaration.event();
    if (!declaration.isRecord()) {
      problems.add(declaration.type(), "is no record; an event is a record under @Event");
      return null;
    }
    if (event == null) {
      problems.add(
          declaration.type(),
          "has no @Event; give it one with its name, as @Event(\"invoice.paid\")");
      return null;
    }
    return new Planner(declaration, event, limits, problems).plan();
  }

  private Plan plan() {
    if (!Names.isEvent(event.value())) {
      problems.add(
          declaration.type(),
          "event name '"
              + event.value()
              + "' is not allowed; lower-case words joined by dots, such as invoice.paid"
              + Names.didYouMean(Names.eventLike(event.value())));
    }
    new ComponentRules(declaration, problems).check();
    String message = event.message().isEmpty() ? Names.sentence(event.value()) : event.message();
    Plan plan =
        new Plan(
            declaration.className(),
            declaration.type(),
            event.value(),
            message,
            event.line(),
            counters(),
            amounts());
    MeterRules rules = new MeterRules(declaration, event, limits, problems);
    Stream.concat(plan.counters().stream(), plan.amounts().stream()).forEach(rules::check);
    return plan;
  }

  private List<Meter> counters() {
    String help = event.help().isEmpty() ? Names.sentence(event.value()) + "." : event.help();
    if (event.counts().length == 0) {
      String name = event.value().replace('.', '_') + "_total";
      return List.of(counter(name, help, allLabels(), ""));
    }
    List<Meter> counters = new ArrayList<>();
    for (Count count : event.counts()) {
      if (!count.value().equals(Count.NONE)) {
        List<PlannedLabel> labels =
            count.labels().length == 0 ? allLabels() : labels(count.labels(), count.value(), true);
        counters.add(counter(count, help, labels));
      } else if (event.counts().length > 1) {
        problems.add(declaration.type(), "counts has \"none\" beside others; give it alone");
      }
    }
    return counters;
  }

  private Meter counter(Count count, String help, List<PlannedLabel> labels) {
    String by = count.by();
    boolean number =
        declaration.components().stream()
            .anyMatch(part -> part.name().equals(by) && part.kind().isNumber());
    if (!by.isEmpty() && !number) {
      problems.add(
          declaration.type(),
          "'" + count.value() + "' grows by '" + by + "', which is no component with a number");
    }
    return counter(
        count.value(), count.help().isEmpty() ? help : count.help(), labels, number ? by : "");
  }

  private static Meter counter(String name, String help, List<PlannedLabel> labels, String by) {
    return new Meter(name, MeterType.COUNTER, help, "", labels, List.of(), by, null);
  }

  private List<Meter> amounts() {
    List<Meter> amounts = new ArrayList<>();
    for (Component component : declaration.components()) {
      Measure measure = component.measure();
      if (measure != null) {
        amounts(component, measure, amounts);
      }
    }
    return amounts;
  }

  private void amounts(Component component, Measure measure, List<Meter> out) {
    String name =
        measure.value().isEmpty()
            ? event.value().replace('.', '_') + "_" + Names.snake(component.name())
            : measure.value();
    List<PlannedLabel> labels = labelsOf(measure, name, component.kind() != ValueKind.MONEY);
    switch (component.kind()) {
      case MONEY -> money(component, measure, name, labels, out);
      case DURATION ->
          out.add(histogram(component, measure, name, "seconds", labels, Buckets.requests()));
      case WHOLE_NUMBER, NUMBER -> {
        double[] buckets =
            measure.unit().equals("bytes") ? Buckets.bytes() : Numbers.buckets(measure.unit());
        out.add(histogram(component, measure, name, measure.unit(), labels, buckets));
      }
      default -> {}
    }
  }

  private void money(
      Component component,
      Measure measure,
      String name,
      List<PlannedLabel> labels,
      List<Meter> out) {
    if (!limits.currencyInName()) {
      List<PlannedLabel> all = new ArrayList<>(labels);
      all.add(currency());
      out.add(histogram(component, measure, name, "", all, Buckets.money()));
      return;
    }
    for (String code : limits.currencies()) {
      String unit = code.toLowerCase(Locale.ROOT);
      if (name.endsWith("_" + unit)) {
        problems.add(
            declaration.type(),
            component.name(),
            "the currency is added to '" + name + "'; give the name without it");
      }
      Meter meter = histogram(component, measure, name, unit, labels, Buckets.money(code));
      out.add(
          new Meter(
              meter.name(),
              meter.type(),
              meter.help(),
              unit,
              labels,
              meter.buckets(),
              component.name(),
              code));
    }
  }

  private Meter histogram(
      Component component,
      Measure measure,
      String name,
      String unit,
      List<PlannedLabel> labels,
      double[] buckets) {
    double[] bounds = measure.buckets().length > 0 ? measure.buckets() : buckets;
    boolean named = unit.isEmpty() || name.endsWith("_" + unit);
    String help =
        measure.help().isEmpty()
            ? Names.sentence(event.value())
                + ": "
                + Names.snake(component.name()).replace('_', ' ')
                + (unit.isEmpty() ? "." : ", in " + unit.replace('_', ' ') + ".")
            : measure.help();
    return new Meter(
        named ? name : name + "_" + unit,
        MeterType.HISTOGRAM,
        help,
        unit,
        labels,
        Arrays.stream(bounds).boxed().toList(),
        component.name(),
        null);
  }

  private List<PlannedLabel> labelsOf(Measure measure, String name, boolean currencyAllowed) {
    if (measure.unlabelled()) {
      return List.of();
    }
    return measure.labels().length == 0
        ? allLabels()
        : labels(measure.labels(), name, currencyAllowed);
  }

  private List<PlannedLabel> allLabels() {
    return declaration.components().stream()
        .filter(component -> component.label() != null)
        .map(Planner::label)
        .toList();
  }

  private static PlannedLabel label(Component component) {
    int max = component.label() == null ? 1 : component.label().max();
    List<String> values = component.closedValues();
    return new PlannedLabel(component.key(), Source.COMPONENT, component.name(), values, max);
  }

  private PlannedLabel currency() {
    return new PlannedLabel(CURRENCY, Source.CURRENCY, "", limits.currencies(), 0);
  }

  private List<PlannedLabel> labels(String[] names, String meter, boolean currencyAllowed) {
    List<PlannedLabel> labels = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      PlannedLabel label = label(name, meter, currencyAllowed);
      if (label != null && !seen.add(label.name())) {
        problems.add(
            declaration.type(), "'" + meter + "' has the label '" + label.name() + "' twice");
      } else if (label != null) {
        labels.add(label);
      }
    }
    return labels;
  }

  private @Nullable PlannedLabel label(String name, String meter, boolean currencyAllowed) {
    int equals = name.indexOf('=');
    if (equals >= 0) {
      return constant(name.substring(0, equals), name.substring(equals + 1), meter);
    }
    for (Component component : declaration.components()) {
      if (component.label() != null && component.key().equals(name)) {
        return label(component);
      }
    }
    if (name.equals(CURRENCY)) {
      return currency(meter, currencyAllowed);
    }
    List<String> known =
        Stream.concat(allLabels().stream().map(PlannedLabel::name), Stream.of(CURRENCY)).toList();
    problems.add(
        declaration.type(),
        "'"
            + meter
            + "' has the label '"
            + name
            + "', which the record has not; its labels are "
            + known.subList(0, known.size() - 1)
            + Names.didYouMean(Names.nearest(name, known)));
    return null;
  }

  private @Nullable PlannedLabel constant(String name, String value, String meter) {
    if (!Names.isLabel(name) || value.isEmpty() || value.length() > 128) {
      problems.add(
          declaration.type(),
          "'" + meter + "' has the label '" + name + "=" + value + "'; a constant is name=value");
      return null;
    }
    return new PlannedLabel(name, Source.CONSTANT, value, List.of(value), 0);
  }

  private @Nullable PlannedLabel currency(String meter, boolean allowed) {
    if (!allowed) {
      problems.add(
          declaration.type(),
          "'" + meter + "' has the label 'currency', but an amount has it already; leave it out");
      return null;
    }
    if (declaration.components().stream().noneMatch(part -> part.kind() == ValueKind.MONEY)) {
      problems.add(
          declaration.type(),
          "'"
              + meter
              + "' has the label 'currency', but the record has no Money; give it one, or"
              + " leave the label out");
      return null;
    }
    return currency();
  }

  /** Buckets of numbers that have no usual ones. */
  private static final class Numbers {

    static double[] buckets(String unit) {
      return unit.equals("ratio")
          ? new double[] {0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1}
          : new double[] {
            1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 100_000, 1_000_000
          };
    }
  }
}
