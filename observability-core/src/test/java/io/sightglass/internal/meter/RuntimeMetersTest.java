// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.meter;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightglass.catalogue.MeterSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class RuntimeMetersTest {

  private final MeterEngine engine = MeterEngine.builder().build();
  @TempDir Path root;

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void the_jvm_is_described() {
    engine.observeRuntime("1.2.3", "test");
    Exposition page = Engines.openMetrics(engine);
    assertThat(page.value("jvm_memory_used_bytes", "area", "heap")).isGreaterThan(1e6);
    assertThat(page.named("jvm_memory_pool_used_bytes")).isNotEmpty();
    assertThat(page.named("jvm_gc_collections_total")).isNotEmpty();
    assertThat(page.named("jvm_gc_collection_seconds_total")).isNotEmpty();
    assertThat(page.value("jvm_threads_current")).isGreaterThan(1);
    assertThat(page.sum("jvm_threads_state")).isGreaterThan(1);
    assertThat(page.value("jvm_classes_currently_loaded")).isGreaterThan(100);
    assertThat(page.named("jvm_buffer_pool_used_bytes")).isNotEmpty();
    assertThat(page.named("jvm_runtime_info")).hasSize(1);
    assertThat(page.value("process_uptime_seconds")).isPositive();
    assertThat(page.value("sightglass_scrape_skipped_total", "reason", "failed")).isZero();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void the_process_is_described_in_the_units_of_its_names() throws IOException {
    engine.observeRuntime("1", "test");
    Exposition page = Engines.text(engine);
    double now = System.currentTimeMillis() / 1e3;
    assertThat(page.value("process_start_time_seconds")).isBetween(now - 3_600, now);
    assertThat(page.value("process_cpu_seconds_total")).isBetween(0.1, 3_600.0);
    assertThat(page.value("process_open_fds")).isBetween(3.0, 20_000.0);
    assertThat(page.value("process_max_fds")).isGreaterThan(3);
    double resident = page.value("process_resident_memory_bytes");
    assertThat(resident).isBetween(2e7, 8e9);
    assertThat(page.value("process_virtual_memory_bytes")).isGreaterThan(resident);
  }

  @Test
  void memory_is_read_in_kibibytes() {
    List<String> lines = List.of("Name:\tjava", "VmSize:\t  204800 kB", "VmRSS:\t   1024 kB");
    assertThat(ProcessMeters.kilobytes(lines, "VmRSS:")).isEqualTo(1024.0 * 1024);
    assertThat(ProcessMeters.kilobytes(lines, "VmSize:")).isEqualTo(204_800.0 * 1024);
    assertThat(ProcessMeters.kilobytes(lines, "VmSwap:")).isNaN();
    assertThat(ProcessMeters.kilobytes(List.of("VmRSS:\tmuch"), "VmRSS:")).isNaN();
  }

  @Test
  void without_proc_and_control_groups_nothing_is_declared_of_them() {
    Path absent = root.resolve("absent");
    ProcessMeters.bindTo(engine.meters(), absent);
    ContainerMeters.bindTo(engine.meters(), absent, absent);
    assertThat(engine.meters().catalogue().meters())
        .extracting(MeterSpec::name)
        .noneMatch(name -> name.startsWith("container_") || name.contains("_memory_"))
        .contains("process_cpu_seconds_total");
  }

  private void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private Exposition container() {
    ContainerMeters.bindTo(engine.meters(), root.resolve("cgroup"), root.resolve("proc"));
    return Engines.text(engine);
  }

  @Test
  void version_2_limits_of_the_own_group() throws IOException {
    write("proc/self/cgroup", "0::/kubepods/pod1\n");
    write("cgroup/memory.max", "max\n");
    write("cgroup/kubepods/pod1/memory.max", "536870912\n");
    write("cgroup/kubepods/pod1/cpu.max", "150000 100000\n");
    Exposition page = container();
    assertThat(page.value("container_memory_limit_bytes")).isEqualTo(536_870_912);
    assertThat(page.value("container_cpu_limit_cores")).isEqualTo(1.5);

    write("cgroup/kubepods/pod1/memory.max", "1073741824\n");
    assertThat(Engines.text(engine).value("container_memory_limit_bytes"))
        .as("a limit may change under a running process")
        .isEqualTo(1_073_741_824);
  }

  @Test
  void version_2_without_limits() throws IOException {
    write("proc/self/cgroup", "0::/\n");
    write("cgroup/memory.max", "max\n");
    write("cgroup/cpu.max", "max 100000\n");
    Exposition page = container();
    assertThat(page.value("container_memory_limit_bytes")).isNaN();
    assertThat(page.value("container_cpu_limit_cores")).isNaN();
  }

  @Test
  void version_1_limits() throws IOException {
    write("proc/self/cgroup", "4:memory:/docker/abc\n1:cpu,cpuacct:/docker/abc\n");
    write("cgroup/memory/docker/abc/memory.limit_in_bytes", "268435456\n");
    write("cgroup/cpu/cpu.cfs_quota_us", "50000\n");
    write("cgroup/cpu/cpu.cfs_period_us", "100000\n");
    Exposition page = container();
    assertThat(page.value("container_memory_limit_bytes")).isEqualTo(268_435_456);
    assertThat(page.value("container_cpu_limit_cores")).isEqualTo(0.5);
  }

  @Test
  void version_1_without_limits() throws IOException {
    write("cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
    write("cgroup/cpu/cpu.cfs_quota_us", "-1\n");
    write("cgroup/cpu/cpu.cfs_period_us", "100000\n");
    Exposition page = container();
    assertThat(page.value("container_memory_limit_bytes")).isNaN();
    assertThat(page.value("container_cpu_limit_cores")).isNaN();
  }

  @Test
  void what_several_meters_read_is_read_once_a_scrape() {
    AtomicInteger reads = new AtomicInteger();
    Reading<Integer> reading = new Reading<>(reads::incrementAndGet);
    assertThat(reading.get()).isEqualTo(reading.get());
    assertThat(reads).hasValueLessThanOrEqualTo(2);
  }
}
