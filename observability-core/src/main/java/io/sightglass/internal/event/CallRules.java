// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.event;

import io.sightglass.Instrumented;
import io.sightglass.catalogue.Buckets;
import io.sightglass.catalogue.MeterType;
import io.sightglass.event.Label;
import io.sightglass.internal.event.Declaration.Component;
import io.sightglass.internal.event.Plan.Meter;
import io.sightglass.internal.event.Plan.PlannedLabel;
import io.sightglass.internal.event.Plan.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The rules for one method under {@link Instrumented}, and the meters that it makes. */
final class CallRules {

  private static final String OUTCOME = "outcome";
  private static final List<String> OUTCOMES = List.of("success", "error");

  private final CallDeclaration call;
  private final Instrumented instrumented;
  private final Problems problems;

  CallRules(CallDeclaration call, Problems problems) {
    this.call = call;
    this.instrumented = call.instrumented();
    this.problems = problems;
  }

  /** Says what is wrong; the meters where the name can be one. */
  List<Meter> check() {
    boolean named = name();
    // As the components of a record are checked, which have the same annotation.
    new ComponentRules(
            new Declaration(call.className(), call.place(), false, null, call.labels()), problems)
        .check();
    call.parameters().forEach(this::detail);
    List<PlannedLabel> labels = labels();
    buckets();
    return named ? meters(labels) : List.of();
  }

  private boolean name() {
    String name = instrumented.value();
    if (!Names.isEvent(name)) {
      add(
          "activity name '"
              + name
              + "' is not allowed; at most 60 characters, lower-case words joined by dots, such as"
              + " invoice.render"
              + Names.didYouMean(Names.eventLike(name)));
      return false;
    }
    String ending = Names.reservedEnding(base());
    if (ending != null) {
      add(
          "activity name '"
              + name
              + "': "
              + base()
              + " ends in '"
              + ending
              + "', which expositions add or strip; give it another name");
      return false;
    }
    return true;
  }

  private void detail(Component parameter) {
    if (parameter.detail() == null) {
      return;
    }
    if (parameter.label() != null) {
      problems.add(call.place(), parameter.name(), "has @Label and @Detail; give it exactly one");
    } else if (parameter.kind() == ValueKind.CONTAINER) {
      problems.add(
          call.place(),
          parameter.name(),
          "a " + parameter.typeName() + " cannot be a detail; a detail is one value");
    } else if (!Names.isField(parameter.key())) {
      problems.add(
          call.place(),
          parameter.name(),
          "attribute name '"
              + parameter.key()
              + "' is not allowed; letters, digits, _ and single dots, beginning with a letter");
    }
  }

  private String base() {
    return instrumented.value().replace('.', '_');
  }

  private List<PlannedLabel> labels() {
    Set<String> names = new HashSet<>();
    List<PlannedLabel> labels = new ArrayList<>();
    for (Component parameter : call.labels()) {
      names.add(parameter.key());
      Label label = parameter.label();
      boolean learned = parameter.closedValues().isEmpty();
      labels.add(
          new PlannedLabel(
              parameter.key(),
              Source.COMPONENT,
              parameter.name(),
              parameter.closedValues(),
              learned && label != null ? Math.max(1, label.max()) : 0));
    }
    for (String constant : instrumented.labels()) {
      int at = constant.indexOf('=');
      String name = at < 0 ? "" : constant.substring(0, at);
      String value = constant.substring(at + 1);
      if (!Names.isLabel(name) || value.isEmpty()) {
        add(
            "label '"
                + constant
                + "' is not allowed; a constant label is name=value, as \"gateway=razorpay\"");
      } else if (!names.add(name)) {
        add("the label '" + name + "' is given twice");
      } else {
        labels.add(new PlannedLabel(name, Source.CONSTANT, value, List.of(value), 0));
      }
    }
    if (names.contains(OUTCOME)) {
      add("the label '" + OUTCOME + "' is there already: how the call ended; give it another name");
    }
    labels.add(new PlannedLabel(OUTCOME, Source.CONSTANT, "", OUTCOMES, 0));
    return labels;
  }

  private void buckets() {
    double last = Double.NEGATIVE_INFINITY;
    for (double bound : instrumented.buckets()) {
      if (!Double.isFinite(bound) || bound <= last) {
        add("buckets must be finite and ascending, found " + bound);
        return;
      }
      last = bound;
    }
  }

  private List<Meter> meters(List<PlannedLabel> labels) {
    double[] own = instrumented.buckets();
    List<Double> bounds =
        Arrays.stream(own.length == 0 ? Buckets.requests() : own).boxed().toList();
    return List.of(
        new Meter(
            base() + "_duration_seconds",
            MeterType.HISTOGRAM,
            "",
            "seconds",
            labels,
            bounds,
            "",
            null),
        new Meter(
            base() + "_in_progress", MeterType.GAUGE, "", "", List.of(), List.of(), "", null));
  }

  private void add(String text) {
    problems.add(call.place(), text);
  }
}
