// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.meter;

import io.sightglass.catalogue.LabelSpec;
import io.sightglass.catalogue.MeterSpec;
import io.sightglass.meter.Gauge;
import io.sightglass.meter.Meters;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.lang.management.ThreadInfo;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What the JVM says about itself, under the names of Prometheus' own instrumentation. Its garbage
 * collection summary has no form in the catalogue: here it is two counters, the collections and the
 * seconds spent in them.
 */
final class JvmMeters {

  private static final String FEED = "the JVM's management beans, at each scrape";

  private final Meters meters;

  private JvmMeters(Meters meters) {
    this.meters = meters;
  }

  static void bindTo(Meters meters) {
    var jvm = new JvmMeters(meters);
    jvm.memory();
    jvm.pools();
    jvm.collections();
    jvm.threads();
    jvm.classes();
    jvm.buffers();
    jvm.runtime();
  }

  private void memory() {
    var bean = ManagementFactory.getMemoryMXBean();
    var used = gauge("jvm_memory_used_bytes", "Memory used.", "area", "heap", "nonheap");
    var committed =
        gauge("jvm_memory_committed_bytes", "Memory reserved.", "area", "heap", "nonheap");
    var max = gauge("jvm_memory_max_bytes", "Memory at most.", "area", "heap", "nonheap");
    usage(bean::getHeapMemoryUsage, "heap", used, committed, max);
    usage(bean::getNonHeapMemoryUsage, "nonheap", used, committed, max);
  }

  private void pools() {
    List<MemoryPoolMXBean> beans = ManagementFactory.getMemoryPoolMXBeans();
    String[] names = new String[beans.size()];
    for (int i = 0; i < names.length; i++) {
      names[i] = beans.get(i).getName();
    }
    if (names.length == 0) {
      return;
    }
    var used = gauge("jvm_memory_pool_used_bytes", "Memory used by pool.", "pool", names);
    var committed =
        gauge("jvm_memory_pool_committed_bytes", "Memory reserved by pool.", "pool", names);
    var max = gauge("jvm_memory_pool_max_bytes", "Memory at most by pool.", "pool", names);
    for (MemoryPoolMXBean bean : beans) {
      usage(bean::getUsage, bean.getName(), used, committed, max);
    }
  }

  private static void usage(
      Supplier<MemoryUsage> usage, String value, Gauge used, Gauge committed, Gauge max) {
    var read = new Reading<>(usage);
    used.observe(() -> read.get().getUsed(), value);
    committed.observe(() -> read.get().getCommitted(), value);
    max.observe(() -> orUnknown(read.get().getMax()), value);
  }

  // The beans say -1 for "not defined".
  private static double orUnknown(long value) {
    return value < 0 ? Double.NaN : value;
  }

  private void collections() {
    List<GarbageCollectorMXBean> beans = ManagementFactory.getGarbageCollectorMXBeans();
    String[] names = new String[beans.size()];
    for (int i = 0; i < names.length; i++) {
      names[i] = beans.get(i).getName();
    }
    if (names.length == 0) {
      return;
    }
    MeterSpec collections =
        counter("jvm_gc_collections_total", "Garbage collections.", "gc", names);
    MeterSpec seconds =
        counter("jvm_gc_collection_seconds_total", "Time in garbage collections.", "gc", names);
    for (GarbageCollectorMXBean bean : beans) {
      meters.observeCounter(
          collections, () -> Math.max(0, bean.getCollectionCount()), bean.getName());
      meters.observeCounter(
          seconds, () -> Math.max(0, bean.getCollectionTime()) / 1e3, bean.getName());
    }
  }

  private void threads() {
    var bean = ManagementFactory.getThreadMXBean();
    gauge("jvm_threads_current", "Live threads.").observe(bean::getThreadCount);
    gauge("jvm_threads_daemon", "Live daemon threads.").observe(bean::getDaemonThreadCount);
    gauge("jvm_threads_peak", "Most live threads so far.").observe(bean::getPeakThreadCount);
    meters.observeCounter(
        counter("jvm_threads_started_total", "Threads started."), bean::getTotalStartedThreadCount);
    Thread.State[] states = Thread.State.values();
    String[] names = new String[states.length];
    for (int i = 0; i < names.length; i++) {
      names[i] = nameOf(states[i]);
    }
    var byState = gauge("jvm_threads_state", "Live threads by state.", "state", names);
    var read = new Reading<>(() -> states(bean.getThreadInfo(bean.getAllThreadIds(), 0)));
    for (Thread.State state : states) {
      byState.observe(() -> read.get().getOrDefault(state, 0), nameOf(state));
    }
  }

  private static Map<Thread.State, Integer> states(ThreadInfo[] threads) {
    Map<Thread.State, Integer> counts = new EnumMap<>(Thread.State.class);
    for (ThreadInfo thread : threads) {
      if (thread != null) {
        counts.merge(thread.getThreadState(), 1, Integer::sum);
      }
    }
    return counts;
  }

  private static String nameOf(Thread.State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private void classes() {
    var bean = ManagementFactory.getClassLoadingMXBean();
    gauge("jvm_classes_currently_loaded", "Classes loaded now.").observe(bean::getLoadedClassCount);
    meters.observeCounter(
        counter("jvm_classes_loaded_total", "Classes loaded."), bean::getTotalLoadedClassCount);
    meters.observeCounter(
        counter("jvm_classes_unloaded_total", "Classes unloaded."), bean::getUnloadedClassCount);
  }

  private void buffers() {
    List<BufferPoolMXBean> beans = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class);
    String[] names = new String[beans.size()];
    for (int i = 0; i < names.length; i++) {
      names[i] = beans.get(i).getName();
    }
    if (names.length == 0) {
      return;
    }
    var used = gauge("jvm_buffer_pool_used_bytes", "Memory of NIO buffers.", "pool", names);
    var capacity =
        gauge("jvm_buffer_pool_capacity_bytes", "Capacity of NIO buffers.", "pool", names);
    var buffers = gauge("jvm_buffer_pool_used_buffers", "NIO buffers.", "pool", names);
    for (BufferPoolMXBean bean : beans) {
      used.observe(() -> orUnknown(bean.getMemoryUsed()), bean.getName());
      capacity.observe(bean::getTotalCapacity, bean.getName());
      buffers.observe(bean::getCount, bean.getName());
    }
  }

  private void runtime() {
    String name = System.getProperty("java.runtime.name", "unknown");
    String vendor = System.getProperty("java.vm.vendor", "unknown");
    String version = System.getProperty("java.runtime.version", "unknown");
    MeterSpec spec =
        MeterSpec.info("jvm_runtime_info", "The JVM.")
            .label(LabelSpec.oneOf("runtime", name).describedAs("its name"))
            .label(LabelSpec.oneOf("vendor", vendor).describedAs("who made it"))
            .label(LabelSpec.oneOf("version", version).describedAs("its version"))
            .unprefixed()
            .fedBy("system properties, once")
            .build();
    meters.gauge(spec).handle(name, vendor, version).set(1);
    var compiler = ManagementFactory.getCompilationMXBean();
    if (compiler != null && compiler.isCompilationTimeMonitoringSupported()) {
      meters.observeCounter(
          counter("jvm_compilation_time_seconds_total", "Time in the JIT compiler."),
          () -> compiler.getTotalCompilationTime() / 1e3);
    }
  }

  private Gauge gauge(String name, String help) {
    return meters.gauge(MeterSpec.gauge(name, help).unprefixed().fedBy(FEED).build());
  }

  private Gauge gauge(String name, String help, String label, String... values) {
    return meters.gauge(
        MeterSpec.gauge(name, help).label(oneOf(label, values)).unprefixed().fedBy(FEED).build());
  }

  private static MeterSpec counter(String name, String help) {
    return MeterSpec.counter(name, help).unprefixed().fedBy(FEED).build();
  }

  private static MeterSpec counter(String name, String help, String label, String... values) {
    return MeterSpec.counter(name, help)
        .label(oneOf(label, values))
        .unprefixed()
        .fedBy(FEED)
        .build();
  }

  // Pools and collectors are the JVM's own; areas and states are the same everywhere.
  private static LabelSpec oneOf(String label, String... values) {
    LabelSpec spec = LabelSpec.oneOf(label, values);
    return switch (label) {
      case "pool" -> spec.describedAs("the JVM's pools");
      case "gc" -> spec.describedAs("the JVM's collectors");
      default -> spec;
    };
  }
}
