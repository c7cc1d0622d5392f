// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.event;

import io.sightglass.Money;
import io.sightglass.Tally;
import io.sightglass.meter.Histogram;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One measure of an event: how it is read, and its histogram, or those of its currencies. */
final class AmountPart {

  /** A histogram and where its label values come from; {@code currency} is null but for money. */
  record Target(Histogram histogram, List<Source> labels, @Nullable Currency currency, String sum) {

    boolean isClosed() {
      return labels.stream().noneMatch(Source::isLearned);
    }
  }

  private final ValueKind kind;
  private final Accessor accessor;
  private final int place;
  private final Target[] targets;
  private final boolean[] closed;
  private final String sum;
  private final Faults faults;
  private final String otherCurrency;

  /**
   * Made once for each measure.
   *
   * @param place the first of its series in a row
   * @param sum the field of a tally for money, to which the currency is added
   */
  AmountPart(
      ValueKind kind,
      Accessor accessor,
      int place,
      List<Target> targets,
      String sum,
      Faults faults) {
    this.kind = kind;
    this.accessor = accessor;
    this.place = place;
    this.targets = targets.toArray(Target[]::new);
    this.closed = new boolean[this.targets.length];
    for (int i = 0; i < closed.length; i++) {
      closed[i] = this.targets[i].isClosed();
    }
    this.sum = sum;
    this.faults = faults;
    this.otherCurrency =
        accessor.where()
            + " is in a currency that is not measured; the event is counted under"
            + " currency=\"_other\". Name the currency in sightglass.money.currencies.";
  }

  int size() {
    return targets.length;
  }

  void record(Row row, Record event, Tally tally) {
    switch (kind) {
      case MONEY -> {
        if (accessor.read(event) instanceof Money money) {
          recordMoney(row, event, money, tally);
        }
      }
      case DURATION -> {
        if (accessor.read(event) instanceof Duration time) {
          handle(0, row, event).record(seconds(time));
        }
      }
      default -> recordNumber(row, event);
    }
  }

  private void recordNumber(Row row, Record event) {
    double value = accessor.readNumber(event);
    if (!Double.isNaN(value)) {
      handle(0, row, event).record(value);
    }
  }

  private void recordMoney(Row row, Record event, Money money, Tally tally) {
    BigDecimal amount = money.amount();
    if (amount.signum() < 0) {
      faults.negativeMoney();
      return;
    }
    int at = indexOf(money.currency());
    if (at < 0) {
      faults.otherCurrency(otherCurrency);
      tally.add(sum + money.currency().getCurrencyCode().toLowerCase(Locale.ROOT), amount);
      return;
    }
    handle(at, row, event).record(amount.doubleValue());
    tally.add(targets[at].sum(), amount);
  }

  @SuppressWarnings("ReferenceEquality") // there is one object for each currency
  private int indexOf(Currency currency) {
    for (int i = 0; i < targets.length; i++) {
      if (targets[i].currency() == currency) {
        return i;
      }
    }
    return -1;
  }

  private Histogram.Handle handle(int at, Row row, Record event) {
    Histogram.Handle known = row.amounts.getAcquire(place + at);
    if (known == null) {
      known = find(targets[at], row, event);
      if (closed[at]) {
        row.amounts.setRelease(place + at, known);
      }
    }
    return known;
  }

  private static Histogram.Handle find(Target target, Row row, Record event) {
    List<Source> labels = target.labels();
    Histogram histogram = target.histogram();
    return switch (labels.size()) {
      case 0 -> histogram.handle();
      case 1 -> histogram.handle(labels.get(0).value(row, event));
      case 2 -> histogram.handle(labels.get(0).value(row, event), labels.get(1).value(row, event));
      case 3 ->
          histogram.handle(
              labels.get(0).value(row, event),
              labels.get(1).value(row, event),
              labels.get(2).value(row, event));
      default ->
          histogram.handle(
              labels.stream().map(label -> label.value(row, event)).toArray(String[]::new));
    };
  }

  /** Seconds, without the overflow that a Duration's nanoseconds have after 292 years. */
  static double seconds(Duration time) {
    return time.getSeconds() + time.getNano() / 1e9;
  }
}
