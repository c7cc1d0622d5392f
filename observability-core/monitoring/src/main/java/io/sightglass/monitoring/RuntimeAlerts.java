// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.monitoring;

import java.time.Duration;
import java.util.List;

/** Alerts on the process, its JVM, its health and its host. */
final class RuntimeAlerts {

  private static final String APP = "{job=\"app\",instance=\"a:1\"}";

  private RuntimeAlerts() {}

  static List<Alert> all() {
    return List.of(
        serviceDown(),
        healthFailing(),
        healthFlapping(),
        memory(),
        cpu(),
        disk(),
        heap(),
        garbage(),
        descriptors(),
        restarts(),
        certificate(),
        clock());
  }

  private static Alert.Builder runtime(String name) {
    return Alert.named(name).group("runtime").team("platform");
  }

  private static Alert serviceDown() {
    return runtime("ServiceDown")
        .when("up == 0")
        .lasting(Duration.ofMinutes(1))
        .severity(Severity.CRITICAL)
        .says("{{ $labels.job }} at {{ $labels.instance }} is down", "Prometheus cannot scrape it.")
        .means(
            "If it is the last instance, nothing works.",
            "The process ended, its port is not reachable, it is too busy to answer in time.",
            "The last log lines, the exit code, the events of the platform.",
            "Start it again; if it ends again, roll back.")
        .firesOn("up" + APP, "0x40 1x90")
        .quietOn("up" + APP, "1x130")
        .build();
  }

  private static Alert healthFailing() {
    String status = "health_status{job=\"app\",instance=\"a:1\",check=\"database\"}";
    return runtime("HealthCheckFailing")
        .when("health_status == 0")
        .lasting(Duration.ofMinutes(2))
        .severity(Severity.CRITICAL)
        .says(
            "{{ $labels.job }} at {{ $labels.instance }}: {{ $labels.check }} is unhealthy",
            "A health check fails.")
        .means(
            "What depends on it does not work; the instance may be out of service.",
            "The dependency is down, or cannot be reached from here.",
            "/health/detailed, and SG-3004 in the log, which has the cause.",
            "See to the dependency that the check names.")
        .firesOn(status, "0x40 1x90")
        .quietOn(status, "1x130")
        .build();
  }

  private static Alert healthFlapping() {
    String status = "health_status{job=\"app\",instance=\"a:1\",check=\"database\"}";
    return runtime("HealthFlapping")
        .when("changes(health_status[30m]) > ${threshold}")
        .threshold(6)
        .lasting(Duration.ZERO)
        .keepFiring(Duration.ofMinutes(15))
        .says(
            "{{ $labels.job }} at {{ $labels.instance }}: {{ $labels.check }} changed {{ $value }}"
                + " times in half an hour",
            "A health check comes and goes.")
        .means(
            "The instance goes in and out of service.",
            "A dependency at its limit, a deadline that is too short, packet loss.",
            "health_check_duration_seconds by check, the dependency's load.",
            "Raise the thresholds of the check only when the dependency is known to be well.")
        .firesOn(status, "1 0 1 0 1 0 1 0 1 0 1 0 1 0 1 0 1 0 1 0 1 0 1 0 1 0 1 0 1 0 1x100")
        .quietOn(status, "1x60 0x5 1x65")
        .build();
  }

  private static Alert memory() {
    String used = "process_resident_memory_bytes" + APP;
    String max = "container_memory_limit_bytes" + APP;
    return runtime("HighMemoryUsage")
        .when("process_resident_memory_bytes / (container_memory_limit_bytes > 0) > ${threshold}")
        .threshold(0.9)
        .under("leads", "HighMemoryUsage", 0.85)
        .says(
            "{{ $labels.job }} at {{ $labels.instance }}: {{ $value | humanizePercentage }} of its"
                + " memory",
            "The process is close to the limit of its container.")
        .means(
            "At the limit the container is killed.",
            "A heap that may take it all, direct buffers, many threads.",
            "The JVM dashboard: heap after collection, buffers, threads.",
            "Set -XX:MaxRAMPercentage so that something is left, or raise the limit.")
        .firesOn(used, "970x40 300x90")
        .firesOn(max, "1000x130")
        .quietOn(used, "300x130")
        .quietOn(max, "1000x130")
        .build();
  }

  private static Alert cpu() {
    String idle = "node_cpu_seconds_total{job=\"node\",instance=\"n:1\",cpu=\"0\",mode=\"idle\"}";
    return runtime("HighCPUUsage")
        .when(
            """
            1 - avg by (job, instance) (rate(node_cpu_seconds_total{mode="idle"}[5m])) > ${threshold}
            or process_cpu_usage > ${threshold}""")
        .threshold(0.8)
        .says(
            "{{ $labels.job }} at {{ $labels.instance }}: CPU {{ $value | humanizePercentage }}",
            "The processors are busier than the limit allows.")
        .means(
            "Requests are slower.",
            "More traffic, a loop, garbage collection.",
            "Requests by route, the JVM dashboard, a profile of the process.",
            "Add capacity, or take out what uses it.")
        .firesOn(idle, "0+3x40 120+55x90")
        .quietOn(idle, "0+50x130")
        .build();
  }

  private static Alert disk() {
    String labels = "{job=\"node\",instance=\"n:1\",mountpoint=\"/\",fstype=\"ext4\"}";
    return runtime("HighDiskUsage")
        .when(
            """
            1 - node_filesystem_avail_bytes{fstype!~"tmpfs|overlay|squashfs"}
              / node_filesystem_size_bytes{fstype!~"tmpfs|overlay|squashfs"} > ${threshold}""")
        .threshold(0.85)
        .says(
            "{{ $labels.instance }}: {{ $labels.mountpoint }} is {{ $value | humanizePercentage }}"
                + " full",
            "A disk is filling up.")
        .means(
            "When it is full, logs and data cannot be written.",
            "Logs, dumps, a database that grows.",
            "The largest folders; node_filesystem_avail_bytes over the last days.",
            "Remove what is not needed; lower the retention; add space.")
        .firesOn("node_filesystem_avail_bytes" + labels, "50x40 600x90")
        .firesOn("node_filesystem_size_bytes" + labels, "1000x130")
        .quietOn("node_filesystem_avail_bytes" + labels, "600x130")
        .quietOn("node_filesystem_size_bytes" + labels, "1000x130")
        .build();
  }

  private static Alert heap() {
    String heap = "{job=\"app\",instance=\"a:1\",area=\"heap\"}";
    return runtime("JvmHeapNearlyFull")
        .when(
            """
            min_over_time(jvm_memory_used_bytes{area="heap"}[10m])
              / jvm_memory_max_bytes{area="heap"} > ${threshold}""")
        .threshold(0.9)
        .says(
            "{{ $labels.job }} at {{ $labels.instance }}: heap {{ $value | humanizePercentage }}"
                + " full also after collections",
            "Garbage collection does not free memory any more.")
        .means(
            "Collections take the time of requests; then the process ends with OutOfMemoryError.",
            "A leak, a cache without a limit, one huge request.",
            "A heap dump, jvm_memory_pool_used_bytes.",
            "Restart it to win time; find in the dump what holds the memory.")
        .firesOn("jvm_memory_used_bytes" + heap, "970x40 300x90")
        .firesOn("jvm_memory_max_bytes" + heap, "1000x130")
        .quietOn("jvm_memory_used_bytes" + heap, "970 300 970 300 970 300 300x120")
        .quietOn("jvm_memory_max_bytes" + heap, "1000x130")
        .build();
  }

  private static Alert garbage() {
    String gc = "jvm_gc_collection_seconds_total{job=\"app\",instance=\"a:1\",gc=\"G1\"}";
    return runtime("JvmGcPressure")
        .when("sum by (job, instance) (rate(jvm_gc_collection_seconds_total[5m])) > ${threshold}")
        .threshold(0.1)
        .says(
            "{{ $labels.job }} at {{ $labels.instance }}: {{ $value | humanizePercentage }} of the"
                + " time goes to garbage collection",
            "Garbage collection takes more time than the limit allows.")
        .means(
            "Requests are slower.",
            "A heap that is too small or nearly full, code that allocates a lot.",
            "The JVM dashboard, an allocation profile.",
            "Raise the heap; else see to what allocates.")
        .firesOn(gc, "0+20x40 800+0x90")
        .quietOn(gc, "0+1x130")
        .build();
  }

  private static Alert descriptors() {
    return runtime("FileDescriptorsNearlyUsedUp")
        .when("process_open_fds / process_max_fds > ${threshold}")
        .threshold(0.8)
        .says(
            "{{ $labels.job }} at {{ $labels.instance }}: {{ $value | humanizePercentage }} of its"
                + " file descriptors",
            "The process has nearly as many files and sockets open as it may.")
        .means(
            "At the limit it accepts no connection and opens no file.",
            "Connections or files that are not closed.",
            "The open sockets of the process by peer.",
            "Restart it to win time; close what is left open.")
        .firesOn("process_open_fds" + APP, "950x40 100x90")
        .firesOn("process_max_fds" + APP, "1000x130")
        .quietOn("process_open_fds" + APP, "100x130")
        .quietOn("process_max_fds" + APP, "1000x130")
        .build();
  }

  private static Alert restarts() {
    String start = "process_start_time_seconds" + APP;
    return runtime("RestartLoop")
        .when("changes(process_start_time_seconds[30m]) > ${threshold}")
        .threshold(3)
        .lasting(Duration.ZERO)
        .severity(Severity.CRITICAL)
        .says(
            "{{ $labels.job }} at {{ $labels.instance }} started {{ $value }} times in half an hour",
            "The process ends and is started again and again.")
        .means(
            "It serves little or nothing.",
            "A crash at start, a liveness probe that fails, no memory.",
            "The last log lines before each end, the exit code, the events of the platform.",
            "Roll back; point the liveness probe at /live and nothing else.")
        .firesOn(start, "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 20x120")
        .quietOn(start, "1x60 2x70")
        .build();
  }

  private static Alert certificate() {
    String expires = "probe_ssl_earliest_cert_expiry{job=\"blackbox\",instance=\"https://a\"}";
    return runtime("CertificateExpiresSoon")
        .when("(probe_ssl_earliest_cert_expiry - time()) / 86400 < ${threshold}")
        .threshold(14)
        .lasting(Duration.ofMinutes(10))
        .says(
            "The certificate of {{ $labels.instance }} expires in {{ $value | humanize }} days",
            "A certificate was not renewed in time.")
        .means(
            "When it has expired, no client connects.",
            "The renewal failed, or the new one was not loaded.",
            "The log of the renewal; what the server presents.",
            "Renew it by hand; reload the server.")
        .firesOn(expires, "864000x40 8640000x90")
        .quietOn(expires, "8640000x130")
        .build();
  }

  private static Alert clock() {
    String offset = "node_timex_offset_seconds{job=\"node\",instance=\"n:1\"}";
    return runtime("ClockDrift")
        .when("abs(node_timex_offset_seconds) > ${threshold}")
        .threshold(0.5)
        .says(
            "{{ $labels.instance }}: the clock is off by {{ $value | humanizeDuration }}",
            "The clock of a host is wrong.")
        .means(
            "Traces and logs of several hosts do not fit together; tokens are refused.",
            "The time service stopped, or its servers cannot be reached.",
            "The status of the time service on that host.",
            "Start the time service.")
        .firesOn(offset, "2x40 0x90")
        .quietOn(offset, "0.01x130")
        .build();
  }
}
