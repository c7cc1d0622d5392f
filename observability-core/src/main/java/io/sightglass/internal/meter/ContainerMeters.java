// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.meter;

import io.sightglass.catalogue.MeterSpec;
import io.sightglass.meter.Meters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The limits of the container the process runs in, from control groups version 2 or 1. They are
 * read at each scrape, since they may be changed under a running process; NaN means no limit.
 * Without control groups nothing is declared.
 */
final class ContainerMeters {

  private static final String FEED = "control groups, at each scrape";

  static final MeterSpec MEMORY =
      MeterSpec.gauge(
              "container_memory_limit_bytes", "Memory the container may use; NaN: no limit.")
          .unprefixed()
          .fedBy(FEED)
          .build();

  static final MeterSpec CPU =
      MeterSpec.gauge("container_cpu_limit_cores", "Cores the container may use; NaN: no limit.")
          .unprefixed()
          .fedBy(FEED)
          .build();

  // Version 1 writes "no limit" as the largest multiple of a page.
  private static final double NO_LIMIT = 0x1p62;

  private final Path groups;
  private final List<String> memberships;

  private ContainerMeters(Path groups, Path proc) {
    this.groups = groups;
    this.memberships = lines(proc.resolve("self").resolve("cgroup"));
  }

  /**
   * @param groups where control groups are mounted, {@code /sys/fs/cgroup}
   * @param proc where the process file system is mounted
   */
  static void bindTo(Meters meters, Path groups, Path proc) {
    var container = new ContainerMeters(groups, proc);
    DoubleSupplier memory = container.memory();
    if (memory != null) {
      meters.gauge(MEMORY).observe(memory);
    }
    DoubleSupplier cpu = container.cpu();
    if (cpu != null) {
      meters.gauge(CPU).observe(cpu);
    }
  }

  private @Nullable DoubleSupplier memory() {
    Path second = file("", "memory.max");
    if (second != null) {
      return () -> limit(first(second));
    }
    Path first = file("memory", "memory.limit_in_bytes");
    return first == null ? null : () -> limit(first(first));
  }

  private @Nullable DoubleSupplier cpu() {
    Path second = file("", "cpu.max");
    if (second != null) {
      return () -> {
        String[] words = first(second).split(" ", -1);
        return words.length < 2 ? Double.NaN : Numerals.parse(words[0]) / Numerals.parse(words[1]);
      };
    }
    Path quota = file("cpu", "cpu.cfs_quota_us");
    Path period = file("cpu", "cpu.cfs_period_us");
    if (quota == null || period == null) {
      return null;
    }
    return () -> {
      double micros = Numerals.parse(first(quota));
      return micros < 0 ? Double.NaN : micros / Numerals.parse(first(period));
    };
  }

  // "max" is no number, and so NaN.
  private static double limit(String text) {
    double bytes = Numerals.parse(text);
    return bytes >= NO_LIMIT ? Double.NaN : bytes;
  }

  // Inside a container the group is mostly mounted as the root; outside it has its own path.
  private @Nullable Path file(String controller, String name) {
    Path root = groups.resolve(controller);
    Path own = root.resolve(membership(controller)).resolve(name);
    if (Files.isReadable(own)) {
      return own;
    }
    Path mounted = root.resolve(name);
    return Files.isReadable(mounted) ? mounted : null;
  }

  // proc_pid_cgroup(5): hierarchy:controllers:path; version 2 has no controllers
  private String membership(String controller) {
    for (String line : memberships) {
      String[] parts = line.split(":", 3);
      if (parts.length == 3 && List.of(parts[1].split(",", -1)).contains(controller)) {
        return parts[2].startsWith("/") ? parts[2].substring(1) : parts[2];
      }
    }
    return "";
  }

  private static String first(Path file) {
    List<String> lines = lines(file);
    return lines.isEmpty() ? "" : lines.get(0).trim();
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException | RuntimeException e) {
      return List.of();
    }
  }
}
