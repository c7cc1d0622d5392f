// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.event;

import io.sightglass.Redactor;
import io.sightglass.catalogue.MeterSpec;
import io.sightglass.event.Label;
import io.sightglass.internal.event.Declaration.Component;
import io.sightglass.internal.event.Plan.Meter;
import io.sightglass.internal.event.Plan.PlannedLabel;
import io.sightglass.meter.Meters;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns one plan into what records its events: meters, accessors and fields. */
final class EventResolver {

  // Beyond this many combinations, further labels are looked up by their text.
  private static final int MAX_ROWS = 16_384;

  private final Class<?> type;
  private final Declaration declaration;
  private final Plan plan;
  private final Meters meters;
  private final Limits limits;
  private final Redactor redactor;
  private final Faults faults;
  private final Map<String, Accessor> accessors = new HashMap<>();
  private final List<ClosedLabel> closed = new ArrayList<>();

  private EventResolver(
      Class<?> type,
      Declaration declaration,
      Plan plan,
      Meters meters,
      Limits limits,
      Redactor redactor,
      Faults faults) {
    this.type = type;
    this.declaration = declaration;
    this.plan = plan;
    this.meters = meters;
    this.limits = limits;
    this.redactor = redactor;
    this.faults = faults;
  }

  /**
   * Resolves a plan.
   *
   * @throws IllegalAccessException naming the package that the app's module must open
   */
  static EventType resolve(
      Class<?> type,
      Declaration declaration,
      Plan plan,
      Meters meters,
      Limits limits,
      Redactor redactor,
      Faults faults)
      throws IllegalAccessException {
    return new EventResolver(type, declaration, plan, meters, limits, redactor, faults).resolve();
  }

  private EventType resolve() throws IllegalAccessException {
    for (RecordComponent component : type.getRecordComponents()) {
      String where = declaration.type() + "." + component.getName();
      accessors.put(component.getName(), Accessor.of(where, component.getAccessor(), faults));
    }
    closedLabels();
    List<CounterPart> counters =
        plan.counters().stream()
            .map(meter -> new CounterPart(meters.counter(spec(meter)), sources(meter), by(meter)))
            .toList();
    boolean money =
        declaration.components().stream()
            .anyMatch(part -> part.measure() != null && part.kind() == ValueKind.MONEY);
    return new EventType(
        new EventType.Parts(
            plan.event(),
            plan.message(),
            plan.line(),
            money,
            fails(),
            closed,
            learnedFailures(),
            counters,
            amounts(),
            fields()),
        null);
  }

  private @Nullable Accessor by(Meter counter) {
    return counter.component().isEmpty() ? null : accessor(counter.component());
  }

  private boolean fails() {
    boolean declared = declaration.event() != null && declaration.event().failure();
    return declared
        || plan.counters().stream()
            .flatMap(meter -> meter.labels().stream())
            .anyMatch(
                label ->
                    label.source() == Plan.Source.CONSTANT
                        && ComponentRules.FAILURES.contains(label.component()));
  }

  private MeterSpec spec(Meter meter) {
    return meter.spec("event " + plan.event());
  }

  private void closedLabels() {
    long rows = 1;
    for (Component component : declaration.components()) {
      ClosedLabel label = component.label() == null ? null : closed(component, component.label());
      if (label != null && rows * label.size() <= MAX_ROWS) {
        rows *= label.size();
        closed.add(label);
      }
    }
    boolean needed =
        Stream.concat(plan.counters().stream(), plan.amounts().stream())
            .filter(meter -> meter.component().isEmpty() || !isMoney(meter.component()))
            .flatMap(meter -> meter.labels().stream())
            .anyMatch(label -> label.source() == Plan.Source.CURRENCY);
    if (needed) {
      Accessor money = accessor(Objects.requireNonNull(firstMoney()).name());
      closed.add(ClosedLabel.ofCurrency(money, limits.currencies()));
    }
  }

  private @Nullable ClosedLabel closed(Component component, Label label) {
    Accessor accessor = accessor(component.name());
    Set<String> failures = Set.copyOf(List.of(label.failures()));
    return switch (component.kind()) {
      case ENUM -> ClosedLabel.ofEnum(component.key(), accessor, component.values(), failures);
      case BOOLEAN -> ClosedLabel.ofFlag(component.key(), accessor, failures);
      default ->
          component.closedValues().isEmpty()
              ? null
              : ClosedLabel.ofText(component.key(), accessor, component.closedValues(), failures);
    };
  }

  private List<EventType.LearnedFailure> learnedFailures() {
    List<EventType.LearnedFailure> learned = new ArrayList<>();
    for (Component component : declaration.components()) {
      Label label = component.label();
      if (label != null && place(component.key(), false) < 0) {
        learned.add(
            new EventType.LearnedFailure(
                accessor(component.name()), Set.copyOf(List.of(label.failures()))));
      }
    }
    return learned;
  }

  private List<Source> sources(Meter meter) {
    return meter.labels().stream().map(this::source).toList();
  }

  private Source source(PlannedLabel label) {
    return switch (label.source()) {
      case CONSTANT -> Source.constant(label.component());
      case CURRENCY -> Source.closed(place("currency", true));
      case COMPONENT -> {
        int place = place(label.name(), false);
        yield place >= 0 ? Source.closed(place) : Source.learned(accessor(label.component()));
      }
    };
  }

  private int place(String label, boolean currency) {
    for (int i = 0; i < closed.size(); i++) {
      if (closed.get(i).name().equals(label) && closed.get(i).isCurrency() == currency) {
        return i;
      }
    }
    return -1;
  }

  private List<AmountPart> amounts() {
    List<AmountPart> parts = new ArrayList<>();
    int place = 0;
    for (Component component : declaration.components()) {
      if (component.measure() != null) {
        List<AmountPart.Target> targets = targets(component);
        Accessor accessor = accessor(component.name());
        AmountPart part =
            new AmountPart(component.kind(), accessor, place, targets, sum(component), faults);
        parts.add(part);
        place += part.size();
      }
    }
    return parts;
  }

  private String sum(Component component) {
    return plan.event() + "." + component.key() + "_";
  }

  private List<AmountPart.Target> targets(Component component) {
    List<AmountPart.Target> targets = new ArrayList<>();
    for (Meter meter : plan.amounts()) {
      if (!meter.component().equals(component.name())) {
        continue;
      }
      if (component.kind() != ValueKind.MONEY) {
        targets.add(new AmountPart.Target(meters.histogram(spec(meter)), sources(meter), null, ""));
      } else if (meter.currency() != null) {
        targets.add(money(component, meter, meter.currency(), sources(meter)));
      } else {
        limits.currencies().forEach(code -> targets.add(labelled(component, meter, code)));
      }
    }
    return targets;
  }

  private AmountPart.Target money(
      Component component, Meter meter, String code, List<Source> sources) {
    return new AmountPart.Target(
        meters.histogram(spec(meter)),
        sources,
        Currency.getInstance(code),
        sum(component) + code.toLowerCase(Locale.ROOT));
  }

  // One histogram for all currencies: to each its own value of the label.
  private AmountPart.Target labelled(Component component, Meter meter, String code) {
    List<Source> sources =
        meter.labels().stream()
            .map(
                label ->
                    label.source() == Plan.Source.CURRENCY ? Source.constant(code) : source(label))
            .toList();
    return money(component, meter, code, sources);
  }

  private Fields fields() {
    ComponentRules.Money money = new ComponentRules.Money();
    List<Field> fields = new ArrayList<>();
    for (Component component : declaration.components()) {
      boolean label = component.label() != null;
      boolean sensitive = component.detail() != null && component.detail().sensitive();
      String currencyKey =
          component.kind() == ValueKind.MONEY ? money.currencyKey(component) : null;
      fields.add(
          new Field.Builder(
                  component.key(),
                  sensitive ? null : currencyKey,
                  component.kind(),
                  label,
                  sensitive,
                  label ? place(component.key(), false) : -1)
              .build(accessor(component.name()), redactor, faults));
    }
    return new Fields(fields);
  }

  private @Nullable Component firstMoney() {
    return declaration.components().stream()
        .filter(component -> component.kind() == ValueKind.MONEY)
        .findFirst()
        .orElse(null);
  }

  private boolean isMoney(String component) {
    return declaration.components().stream()
        .anyMatch(part -> part.name().equals(component) && part.kind() == ValueKind.MONEY);
  }

  private Accessor accessor(String component) {
    return Objects.requireNonNull(accessors.get(component), component);
  }
}
