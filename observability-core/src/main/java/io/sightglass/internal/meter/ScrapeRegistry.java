// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.meter;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.registry.PrometheusScrapeRequest;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one Prometheus registry. It knows its collectors one by one, so that reading them can be
 * isolated, and answers every scrape, of whoever holds it, with the isolated result.
 */
final class ScrapeRegistry extends PrometheusRegistry {

  private final Map<Object, Source> sources = new LinkedHashMap<>();
  private volatile List<Source> ordered = List.of();
  private volatile Supplier<List<MetricSnapshot>> collection = List::of;

  /** How {@link #scrape()} gets its families. */
  void collectWith(Supplier<List<MetricSnapshot>> families) {
    collection = families;
  }

  /** What is registered, the first first. */
  List<Source> sources() {
    return ordered;
  }

  @Override
  public void register(Collector collector) {
    if (collector instanceof OwnFamily<?> family) {
      add(collector, Source.of(family));
      return;
    }
    super.register(collector);
    add(collector, Source.of(collector));
  }

  @Override
  public void register(MultiCollector collector) {
    super.register(collector);
    add(collector, Source.of(collector));
  }

  @Override
  public void unregister(Collector collector) {
    super.unregister(collector);
    remove(collector);
  }

  @Override
  public void unregister(MultiCollector collector) {
    super.unregister(collector);
    remove(collector);
  }

  @Override
  public void clear() {
    super.clear();
    synchronized (sources) {
      sources.clear();
      ordered = List.of();
    }
  }

  private void add(Object collector, Source source) {
    synchronized (sources) {
      sources.put(collector, source);
      ordered = List.copyOf(sources.values());
    }
  }

  private void remove(Object collector) {
    synchronized (sources) {
      sources.remove(collector);
      ordered = List.copyOf(sources.values());
    }
  }

  @Override
  public MetricSnapshots scrape() {
    return scrape(name -> true, null);
  }

  @Override
  public MetricSnapshots scrape(@Nullable PrometheusScrapeRequest request) {
    return scrape(name -> true, null);
  }

  @Override
  public MetricSnapshots scrape(@Nullable Predicate<String> names) {
    return scrape(names, null);
  }

  @Override
  public MetricSnapshots scrape(
      @Nullable Predicate<String> names, @Nullable PrometheusScrapeRequest request) {
    // This type cannot hold a gauge 'jobs' beside a counter 'jobs_total'; our own writers can.
    List<MetricSnapshot> families = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (MetricSnapshot family : collection.get()) {
      boolean wanted = names == null || names.test(family.getMetadata().getPrometheusName());
      if (wanted && seen.add(family.getMetadata().getPrometheusName())) {
        families.add(family);
      }
    }
    return new MetricSnapshots(families);
  }
}
