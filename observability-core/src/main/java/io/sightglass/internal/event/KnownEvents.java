// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.event;

import io.sightglass.internal.event.Plan.Meter;
import io.sightglass.internal.event.Plan.PlannedLabel;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The events of an app, and the rules between them: one name for one record, one meter of one
 * shape. It holds names and no classes. Not thread-safe.
 */
final class KnownEvents {

  private record Owner(String className, String type) {}

  private record Owned(Owner by, Meter meter) {
    String type() {
      return by.type();
    }
  }

  private final Map<String, Owner> events = new HashMap<>();
  private final Map<String, Owned> meters = new HashMap<>();

  /** Adds an event, or says why it cannot stand beside the others. */
  void add(Plan plan, Problems problems) {
    int before = problems.all().size();
    Owner self = new Owner(plan.className(), plan.type());
    Owner owner = events.get(plan.event());
    if (owner != null && !owner.equals(self)) {
      problems.add(
          plan.type(),
          "the event '"
              + plan.event()
              + "' is that of "
              + owner.type()
              + " already; give one of them another name");
      return;
    }
    meters(plan).forEach(meter -> check(self, meter, problems));
    if (problems.all().size() == before) {
      events.put(plan.event(), self);
      meters(plan).forEach(meter -> meters.putIfAbsent(meter.name(), new Owned(self, meter)));
    }
  }

  /**
   * Adds meters that are no event's, or says why they cannot stand beside the others.
   *
   * @param id what tells their owner from every other
   * @param type the same for messages
   */
  void add(String id, String type, List<Meter> others, Problems problems) {
    Owner self = new Owner(id, type);
    for (Meter meter : others) {
      check(self, meter, problems);
      meters.putIfAbsent(meter.name(), new Owned(self, meter));
    }
  }

  /** The plan with the labels of shared meters in the order of whoever declared them first. */
  Plan ordered(Plan plan) {
    return plan.withMeters(
        plan.counters().stream().map(this::ordered).toList(),
        plan.amounts().stream().map(this::ordered).toList());
  }

  private Meter ordered(Meter meter) {
    Owned owned = meters.get(meter.name());
    if (owned == null || !names(owned.meter()).equals(names(meter))) {
      return meter;
    }
    List<String> order = owned.meter().labelNames();
    return meter.withLabels(
        meter.labels().stream()
            .sorted(Comparator.comparingInt(label -> order.indexOf(label.name())))
            .toList());
  }

  private static Stream<Meter> meters(Plan plan) {
    return Stream.concat(plan.counters().stream(), plan.amounts().stream());
  }

  private void check(Owner self, Meter meter, Problems problems) {
    String type = self.type();
    Owned owned = meters.get(meter.name());
    if (owned == null || owned.by().equals(self)) {
      return;
    }
    Meter first = owned.meter();
    String start = "'" + meter.name() + "' is ";
    if (first.type() != meter.type()) {
      problems.add(
          type,
          meter.component(),
          start
              + "a "
              + word(first)
              + " in "
              + owned.type()
              + " and a "
              + word(meter)
              + " here; give one another name");
    } else if (!names(first).equals(names(meter))) {
      problems.add(
          type,
          meter.component(),
          "'"
              + meter.name()
              + "' has the labels "
              + first.labelNames()
              + " in "
              + owned.type()
              + " and "
              + meter.labelNames()
              + " here; one meter has one set of labels");
    } else if (!first.buckets().equals(meter.buckets())) {
      problems.add(
          type,
          meter.component(),
          "'"
              + meter.name()
              + "' has other buckets in "
              + owned.type()
              + "; one meter has one set of buckets");
    } else {
      checkSets(type, meter, owned, problems);
    }
  }

  private static void checkSets(String type, Meter meter, Owned owned, Problems problems) {
    Set<String> learned = new HashSet<>();
    for (PlannedLabel label : owned.meter().labels()) {
      if (label.values().isEmpty()) {
        learned.add(label.name());
      }
    }
    for (PlannedLabel label : meter.labels()) {
      if (learned.contains(label.name()) != label.values().isEmpty()) {
        problems.add(
            type,
            meter.component(),
            "the label '"
                + label.name()
                + "' of '"
                + meter.name()
                + "' has a closed set of values in one of "
                + owned.type()
                + " and "
                + type
                + " and a learned one in the other; make them alike");
      }
    }
  }

  private static Set<String> names(Meter meter) {
    return new HashSet<>(meter.labelNames());
  }

  private static String word(Meter meter) {
    return switch (meter.type()) {
      case COUNTER -> "counter";
      case GAUGE -> "gauge";
      case HISTOGRAM -> "histogram";
    };
  }
}
