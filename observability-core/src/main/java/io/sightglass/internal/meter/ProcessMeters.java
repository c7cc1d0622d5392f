// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.meter;

import com.sun.management.UnixOperatingSystemMXBean;
import io.sightglass.catalogue.MeterSpec;
import io.sightglass.meter.Meters;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * What the operating system says about this process, under the names that every Prometheus client
 * uses. What a system does not tell is not declared: memory needs Linux' {@code /proc}, files a
 * Unix.
 */
final class ProcessMeters {

  private static final String FEED = "the operating system, at each scrape";

  private final Meters meters;
  private final Path status;

  private ProcessMeters(Meters meters, Path proc) {
    this.meters = meters;
    this.status = proc.resolve("self").resolve("status");
  }

  /**
   * @param proc where the process file system is mounted
   */
  static void bindTo(Meters meters, Path proc) {
    var process = new ProcessMeters(meters, proc);
    process.times();
    process.memory();
    process.beans();
  }

  private void times() {
    var runtime = ManagementFactory.getRuntimeMXBean();
    Instant start =
        ProcessHandle.current()
            .info()
            .startInstant()
            .orElseGet(() -> Instant.ofEpochMilli(runtime.getStartTime()));
    double seconds = start.toEpochMilli() / 1e3;
    gauge(
        "process_start_time_seconds", "When the process started, since the epoch.", () -> seconds);
    gauge("process_uptime_seconds", "Time since the JVM started.", () -> runtime.getUptime() / 1e3);
  }

  private void memory() {
    if (!Files.isReadable(status)) {
      return;
    }
    var read = new Reading<>(this::statusLines);
    gauge(
        "process_resident_memory_bytes",
        "Memory of the process that is in RAM.",
        () -> kilobytes(read.get(), "VmRSS:"));
    gauge(
        "process_virtual_memory_bytes",
        "Address space of the process.",
        () -> kilobytes(read.get(), "VmSize:"));
  }

  private List<String> statusLines() {
    try {
      return Files.readAllLines(status);
    } catch (IOException e) {
      return List.of();
    }
  }

  // proc_pid_status(5): "VmRSS:     12345 kB", in units of 1024 bytes
  static double kilobytes(List<String> lines, String key) {
    for (String line : lines) {
      if (line.startsWith(key)) {
        String[] words = line.substring(key.length()).trim().split(" ", -1);
        return Numerals.parse(words[0]) * 1024;
      }
    }
    return Double.NaN;
  }

  private void beans() {
    OperatingSystemMXBean bean = ManagementFactory.getOperatingSystemMXBean();
    gauge("system_cpus", "Processors the JVM may use.", bean::getAvailableProcessors);
    gauge(
        "system_load_average_1m",
        "Load of the system over one minute.",
        () -> bean.getSystemLoadAverage() < 0 ? Double.NaN : bean.getSystemLoadAverage());
    if (bean instanceof com.sun.management.OperatingSystemMXBean own) {
      cpu(own);
    }
    if (bean instanceof UnixOperatingSystemMXBean unix) {
      gauge("process_open_fds", "Open file descriptors.", unix::getOpenFileDescriptorCount);
      gauge("process_max_fds", "File descriptors at most.", unix::getMaxFileDescriptorCount);
    }
  }

  private void cpu(com.sun.management.OperatingSystemMXBean bean) {
    meters.observeCounter(
        MeterSpec.counter("process_cpu_seconds_total", "CPU time of the process.")
            .unprefixed()
            .fedBy(FEED)
            .build(),
        () -> Math.max(0, bean.getProcessCpuTime()) / 1e9);
    gauge(
        "process_cpu_usage",
        "Share of the system's CPU that the process uses, 0 to 1.",
        () -> share(bean.getProcessCpuLoad()));
    gauge(
        "system_cpu_usage",
        "Share of the system's CPU in use, 0 to 1.",
        () -> share(bean.getCpuLoad()));
  }

  private static double share(double load) {
    return load < 0 ? Double.NaN : load;
  }

  private void gauge(String name, String help, DoubleSupplier value) {
    meters.gauge(MeterSpec.gauge(name, help).unprefixed().fedBy(FEED).build()).observe(value);
  }
}
