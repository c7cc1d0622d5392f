// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import io.sightglass.event.TransactionEvents;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The events of one transaction, in a list. */
final class HeldEvents implements TransactionEvents {

  private record Held(Record event, @Nullable String key, boolean once) {}

  private final Observability obs;
  private final SkippedEvents skipped;
  private List<Held> held = new ArrayList<>(4);

  HeldEvents(Observability obs, SkippedEvents skipped) {
    this.obs = obs;
    this.skipped = skipped;
  }

  @Override
  public void record(@Nullable Record event) {
    hold(event, null, false);
  }

  @Override
  public void recordOnce(@Nullable String key, @Nullable Record event) {
    hold(event, key, true);
  }

  private void hold(@Nullable Record event, @Nullable String key, boolean once) {
    if (event == null) {
      skipped.noEvent();
    } else if (!add(new Held(event, key, once))) {
      skipped.transactionFull();
    }
  }

  // Locked although one thread at a time uses it: a mistake in that must not throw.
  private synchronized boolean add(Held event) {
    return held.size() < MAX_EVENTS && held.add(event);
  }

  @Override
  public synchronized int held() {
    return held.size();
  }

  @Override
  public void committed() {
    for (Held each : takeFrom(0)) {
      if (each.once) {
        obs.recordOnce(each.key, each.event);
      } else {
        obs.record(each.event);
      }
    }
  }

  @Override
  public void rolledBack() {
    rolledBackTo(0);
  }

  @Override
  public void rolledBackTo(int mark) {
    int forgotten = takeFrom(Math.max(0, mark)).size();
    if (forgotten > 0) {
      skipped.rolledBack(forgotten);
    }
  }

  private synchronized List<Held> takeFrom(int mark) {
    if (mark >= held.size()) {
      return List.of();
    }
    List<Held> rest = held.subList(mark, held.size());
    List<Held> taken = List.copyOf(rest);
    rest.clear();
    return taken;
  }
}
