// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.event;

import io.sightglass.Tally;
import io.sightglass.event.Line;
import io.sightglass.meter.Counter;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A resolved declaration: what recording one event of a class needs. The values of its closed
 * labels together are one number, which leads to a row of series that are found already: an event
 * looks nothing up by string and allocates nothing for its meters.
 */
final class EventType {

  /** A declaration that cannot be used; its events are dropped. */
  static EventType unusable(Problems problems) {
    return new EventType(
        new Parts(
            "",
            "",
            Line.NEVER,
            false,
            false,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            new Fields(List.of())),
        problems);
  }

  /** Learned labels can mean a failure too. */
  record LearnedFailure(Accessor accessor, Set<String> failures) {}

  /** What it is made of. */
  record Parts(
      String name,
      String message,
      Line line,
      boolean hasMoney,
      boolean fails,
      List<ClosedLabel> labels,
      List<LearnedFailure> learned,
      List<CounterPart> counters,
      List<AmountPart> amounts,
      Fields fields) {}

  private final String name;
  private final String message;
  private final Line line;
  private final boolean hasMoney;
  private final boolean fails;
  private final String tallyField;
  private final ClosedLabel[] labels;
  private final LearnedFailure[] learned;
  private final CounterPart[] counters;
  private final AmountPart[] amounts;
  private final Fields fields;
  private final AtomicReferenceArray<@Nullable Row> rows;
  private final @Nullable Problems problems;

  EventType(Parts parts, @Nullable Problems problems) {
    name = parts.name;
    message = parts.message;
    line = parts.line;
    hasMoney = parts.hasMoney;
    fails = parts.fails;
    tallyField = "events." + parts.name;
    labels = parts.labels.toArray(ClosedLabel[]::new);
    learned = parts.learned.toArray(LearnedFailure[]::new);
    counters = parts.counters.toArray(CounterPart[]::new);
    amounts = parts.amounts.toArray(AmountPart[]::new);
    fields = parts.fields;
    int combinations = 1;
    for (ClosedLabel label : labels) {
      combinations *= label.size();
    }
    rows = new AtomicReferenceArray<>(combinations);
    this.problems = problems;
  }

  /** What is wrong with the declaration; null if it can be used. */
  @Nullable Problems problems() {
    return problems;
  }

  String name() {
    return name;
  }

  String message() {
    return message;
  }

  Line line() {
    return line;
  }

  boolean hasMoney() {
    return hasMoney;
  }

  Fields fields() {
    return fields;
  }

  /** Counts and measures an event, and says which row it was. */
  Row count(Record event, Tally tally) {
    Row row = row(event);
    for (int i = 0; i < counters.length; i++) {
      Counter.Handle known = row.counters[i];
      counters[i].count(known == null ? counters[i].find(row, event) : known, event);
    }
    tally.add(tallyField, 1);
    for (AmountPart amount : amounts) {
      amount.record(row, event, tally);
    }
    return row;
  }

  boolean isFailure(Row row, Record event) {
    if (row.isFailure()) {
      return true;
    }
    for (LearnedFailure label : learned) {
      String text = label.accessor.readText(event);
      if (text != null && label.failures.contains(text)) {
        return true;
      }
    }
    return false;
  }

  private Row row(Record event) {
    int at = 0;
    for (ClosedLabel label : labels) {
      at = at * label.size() + label.index(event);
    }
    Row row = rows.getAcquire(at);
    return row == null ? make(at, event) : row;
  }

  private Row make(int at, Record event) {
    String[] texts = new String[labels.length];
    boolean failure = fails;
    int rest = at;
    for (int i = labels.length - 1; i >= 0; i--) {
      int index = rest % labels[i].size();
      rest /= labels[i].size();
      texts[i] = labels[i].text(index);
      failure |= labels[i].isFailure(index);
    }
    int series = 0;
    for (AmountPart amount : amounts) {
      series += amount.size();
    }
    Row row = new Row(texts, failure, counters.length, series);
    for (int i = 0; i < counters.length; i++) {
      row.counters[i] = counters[i].isClosed() ? counters[i].find(row, event) : null;
    }
    rows.setRelease(at, row);
    return row;
  }
}
