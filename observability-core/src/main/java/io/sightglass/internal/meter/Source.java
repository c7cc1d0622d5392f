// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.meter;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** One collector of the registry, and how reading it went so far. */
abstract class Source {

  private final AtomicBoolean busy = new AtomicBoolean();
  private volatile boolean proven;

  static Source of(OwnFamily<?> family) {
    return new Source() {
      @Override
      boolean isInstant() {
        return family.isInstant();
      }

      @Override
      List<MetricSnapshot> collect() {
        return List.of(family.collect());
      }

      @Override
      public String toString() {
        return family.metadata().getExpositionBaseName();
      }
    };
  }

  static Source of(Collector collector) {
    return new Source() {
      @Override
      List<MetricSnapshot> collect() {
        MetricSnapshot snapshot = collector.collect();
        return snapshot == null ? List.of() : List.of(snapshot);
      }

      @Override
      public String toString() {
        return collector.getClass().getName();
      }
    };
  }

  static Source of(MultiCollector collector) {
    return new Source() {
      @Override
      List<MetricSnapshot> collect() {
        MetricSnapshots snapshots = collector.collect();
        return snapshots == null ? List.of() : snapshots.stream().toList();
      }

      @Override
      public String toString() {
        return collector.getClass().getName();
      }
    };
  }

  /** Whether it runs no code of the app, and so may be read on the scraping thread. */
  boolean isInstant() {
    return false;
  }

  /** Its families now; throws and blocks as the app's code does. */
  abstract List<MetricSnapshot> collect();

  /** Claims it for one thread; false while an earlier reading has not returned. */
  final boolean claim() {
    return busy.compareAndSet(false, true);
  }

  final void release() {
    busy.set(false);
  }

  final boolean isBusy() {
    return busy.get();
  }

  /** Whether the last reading was in time. */
  final boolean isProven() {
    return proven;
  }

  final void proven(boolean inTime) {
    proven = inTime;
  }
}
