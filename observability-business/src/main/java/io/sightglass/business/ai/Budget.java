// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.ai;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.concurrent.atomic.DoubleAdder;

/** What this process has spent of a sum since the day or the month began, in UTC. */
final class Budget {

  private final double dollars;
  private final boolean monthly;
  private final InstantSource clock;
  private volatile Spent spent = new Spent(Long.MIN_VALUE, new DoubleAdder());

  private record Spent(long period, DoubleAdder dollars) {}

  Budget(double dollars, boolean monthly, InstantSource clock) {
    this.dollars = dollars;
    this.monthly = monthly;
    this.clock = clock;
  }

  void add(double amount) {
    now().dollars.add(amount);
  }

  /** The label's value. */
  String period() {
    return monthly ? "month" : "day";
  }

  double dollars() {
    return dollars;
  }

  /** 0 for nothing, 1 for all of it, and above. */
  double share() {
    return now().dollars.sum() / dollars;
  }

  private Spent now() {
    long day = Math.floorDiv(clock.millis(), 86_400_000L);
    Spent known = spent;
    if (known.period != period(day)) {
      known = next(period(day));
    }
    return known;
  }

  private synchronized Spent next(long period) {
    if (spent.period != period) {
      spent = new Spent(period, new DoubleAdder());
    }
    return spent;
  }

  private long period(long day) {
    return monthly ? LocalDate.ofEpochDay(day).withDayOfMonth(1).toEpochDay() : day;
  }
}
