// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.monitoring;

/** The process, its JVM, its jobs, its health and its telemetry. */
final class SystemDashboards {

  private static final String RATE = "[$__rate_interval])";

  private SystemDashboards() {}

  static Dashboard jvm() {
    return Dashboard.of("jvm", "JVM and process")
        .row(
            "Process",
            Panel.timeseries("CPU", Unit.SHARE)
                .reads("Share of the machine's processors: of the process and of all.")
                .alert("HighCPUUsage")
                .asks("process_cpu_usage", "{{instance}}")
                .asks("system_cpu_usage", "{{instance}} machine"),
            Panel.timeseries("CPU seconds a second", Unit.NUMBER)
                .reads("Processors in use by the process.")
                .asks("rate(process_cpu_seconds_total" + RATE, "{{instance}}"),
            Panel.timeseries("Memory of the process", Unit.BYTES)
                .reads("Memory in RAM, address space, and what the container may use.")
                .alert("HighMemoryUsage")
                .asks("process_resident_memory_bytes", "{{instance}}")
                .asks("container_memory_limit_bytes > 0", "{{instance}} limit"),
            Panel.timeseries("File descriptors", Unit.NUMBER)
                .reads("Open files and sockets, and the limit.")
                .alert("FileDescriptorsNearlyUsedUp")
                .asks("process_open_fds", "{{instance}}")
                .asks("process_max_fds", "{{instance}} limit"),
            Panel.timeseries("Load of the machine", Unit.NUMBER)
                .reads("Load over one minute, beside the processors.")
                .asks("system_load_average_1m", "{{instance}}")
                .asks("system_cpus", "{{instance}} processors"),
            Panel.table("What runs", Unit.NUMBER)
                .wide(24)
                .reads("Version and environment of each instance.")
                .asks("app_build_info", "{{version}}"),
            Panel.table("Java runtimes", Unit.NUMBER)
                .wide(24)
                .reads("The JVM of each instance.")
                .asks("jvm_runtime_info", "{{runtime}}"))
        .row(
            "Memory of the JVM",
            Panel.timeseries("Heap", Unit.BYTES)
                .reads("Heap in use, reserved and at most.")
                .alert("JvmHeapNearlyFull")
                .asks("sum(jvm_memory_used_bytes{area=\"heap\"})", "used")
                .asks("sum(jvm_memory_committed_bytes{area=\"heap\"})", "reserved")
                .asks("sum(jvm_memory_max_bytes{area=\"heap\"})", "at most"),
            Panel.timeseries("Pools", Unit.BYTES)
                .reads("Memory in use by pool.")
                .asks("sum by (pool) (jvm_memory_pool_used_bytes)", "{{pool}}"),
            Panel.timeseries("Buffers outside the heap", Unit.BYTES)
                .reads("NIO buffers by pool.")
                .asks("sum by (pool) (jvm_buffer_pool_used_bytes)", "{{pool}}"),
            Panel.timeseries("Garbage collection", Unit.SHARE)
                .reads("Share of the time spent in collections, by collector.")
                .alert("JvmGcPressure")
                .asks("sum by (gc) (rate(jvm_gc_collection_seconds_total" + RATE + ")", "{{gc}}"),
            Panel.timeseries("Collections", Unit.PER_SECOND)
                .reads("Collections a second, by collector.")
                .asks("sum by (gc) (rate(jvm_gc_collections_total" + RATE + ")", "{{gc}}"))
        .row(
            "Threads and classes",
            Panel.timeseries("Threads", Unit.NUMBER)
                .reads("Live threads by state.")
                .asks("sum by (state) (jvm_threads_state)", "{{state}}"),
            Panel.timeseries("Classes", Unit.NUMBER)
                .reads("Classes loaded now.")
                .asks("sum(jvm_classes_currently_loaded)", "loaded"),
            Panel.timeseries("Compiler", Unit.SHARE)
                .reads("Share of the time spent in the JIT compiler.")
                .asks("sum(rate(jvm_compilation_time_seconds_total" + RATE + ")", "compiling"))
        .build();
  }

  static Dashboard jobs() {
    return Dashboard.of("jobs", "Queues and jobs")
        .row(
            "Jobs",
            Panel.timeseries("Background jobs", Unit.PER_SECOND)
                .reads("Jobs a second, by how they ended.")
                .alert("BackgroundJobFailures")
                .asks("sum by (status) (rate(background_jobs_total" + RATE + ")", "{{status}}"),
            Panel.timeseries("Jobs by name", Unit.PER_SECOND)
                .reads("Jobs a second, by name and how they ended.")
                .alert("HighFailedJobsRate")
                .asks(
                    "sum by (exported_job, status) (rate(background_jobs_total" + RATE + ")",
                    "{{exported_job}} {{status}}"),
            Panel.timeseries("Time of a job", Unit.SECONDS)
                .reads("How long jobs take.")
                .quantiles("background_job_duration_seconds", ""))
        .row(
            "Queues",
            Panel.timeseries("Tasks that wait", Unit.NUMBER)
                .reads("Tasks that wait, by queue.")
                .alert("HighQueueDepth")
                .asks("sum by (queue) (task_queue_pending)", "{{queue}}"),
            Panel.timeseries("Oldest task", Unit.SECONDS)
                .reads("How long the oldest task has waited, by queue.")
                .alert("WebhookBacklog")
                .asks("max by (queue) (task_queue_oldest_age_seconds)", "{{queue}}"),
            Panel.timeseries("Work in flight", Unit.NUMBER)
                .reads("Requests and jobs that are running.")
                .asks("sum(sightglass_work_in_flight)", "in flight"))
        .build();
  }

  static Dashboard health() {
    return Dashboard.of("health", "Health")
        .row(
            "Now",
            Panel.stat("Instances up", Unit.NUMBER)
                .reads("Instances that Prometheus reaches.")
                .alert("ServiceDown")
                .asks("sum(up{job=~\"$job\"})", "up"),
            Panel.stat("Checks that fail", Unit.NUMBER)
                .reads("Checks that are unhealthy, over all instances.")
                .limits(1, 1)
                .alert("HealthCheckFailing")
                .asks("count(health_status == 0) or vector(0)", "failing"),
            Panel.states("Checks", Unit.NUMBER)
                .reads("1 healthy, 0.5 degraded, 0 unhealthy; the worst of all instances.")
                .alert("HealthCheckFailing")
                .asks("min by (check) (health_status)", "{{check}}"))
        .row(
            "Runs",
            Panel.timeseries("Results", Unit.PER_SECOND)
                .reads("Runs of checks a second, by result.")
                .alert("HealthFlapping")
                .asks(
                    "sum by (result) (rate(health_check_results_total" + RATE + ")", "{{result}}"),
            Panel.timeseries("Time of a check", Unit.SECONDS)
                .reads("Time that 95 % of a check's runs stay below.")
                .asks(
                    "histogram_quantile(0.95, sum by (le, check)"
                        + " (rate(health_check_duration_seconds_bucket"
                        + RATE
                        + "))",
                    "{{check}}"))
        .build();
  }

  static Dashboard slo() {
    return Dashboard.of("slo", "SLO")
        .row(
            "Error budget",
            Panel.bars("Budget left", Unit.SHARE)
                .reads("What is left of the error budget of 30 days; below 0 it is overdrawn.")
                .limits(0.25, 0)
                .asks(
                    "min by (slo) (slo:error_budget_remaining:ratio30d{job=~\"$job\"})", "{{slo}}"),
            Panel.timeseries("Budget left over time", Unit.SHARE)
                .reads("What is left of the error budget of 30 days.")
                .asks("slo:error_budget_remaining:ratio30d{job=~\"$job\"}", "{{job}} {{slo}}"))
        .row(
            "Burn",
            Panel.timeseries("Errors within an hour", Unit.SHARE)
                .reads("Share that went wrong within an hour.")
                .asks("slo:error_ratio:rate1h{job=~\"$job\"}", "{{job}} {{slo}}"),
            Panel.timeseries("Burn rate", Unit.NUMBER)
                .reads(
                    "How many times as fast as the objective allows the budget burns; 1 uses it up"
                        + " in 30 days.")
                .asks(
                    "slo:error_ratio:rate1h{job=~\"$job\"}"
                        + " / on (slo) group_left () (1 - slo:objective:ratio)",
                    "{{job}} {{slo}}"),
            Panel.table("Objectives", Unit.SHARE)
                .reads("The share that must go well.")
                .asks("slo:objective:ratio", "{{slo}}"))
        .build();
  }

  static Dashboard telemetry() {
    return Dashboard.of("telemetry", "Telemetry")
        .row(
            "Loss",
            Panel.timeseries("Lost", Unit.PER_SECOND)
                .reads("Telemetry given up a second, by signal and why.")
                .failures()
                .alert("TelemetryLoss")
                .asks(
                    "sum by (signal, reason) (rate(sightglass_dropped_total" + RATE + ")",
                    "{{signal}} {{reason}}"),
            Panel.timeseries("Refused", Unit.PER_SECOND)
                .reads("Input that could not be recorded as given, by kind.")
                .asks(
                    "sum by (signal, kind) (rate(sightglass_invalid_total" + RATE + ")",
                    "{{signal}} {{kind}}"),
            Panel.timeseries("Counted under _other", Unit.PER_SECOND)
                .reads("Measurements beyond a label's limit.")
                .alert("LabelOverflow")
                .asks(
                    "sum by (metric, label) (rate(sightglass_overflow_total" + RATE + ")",
                    "{{metric}} {{label}}"),
            Panel.timeseries("Failures inside the library", Unit.PER_SECOND)
                .reads("Parts of the library that failed.")
                .failures()
                .alert("TelemetryInternalErrors")
                .asks(
                    "sum by (component) (rate(sightglass_internal_errors_total" + RATE + ")",
                    "{{component}}"),
            Panel.timeseries("Events skipped", Unit.PER_SECOND)
                .reads("Events that rightly were not recorded.")
                .asks(
                    "sum by (reason) (rate(sightglass_events_skipped_total" + RATE + ")",
                    "{{reason}}"))
        .row(
            "Scrape and limits",
            Panel.timeseries("Time of a scrape", Unit.SECONDS)
                .reads("Time to collect the families of a scrape.")
                .quantiles("sightglass_scrape_duration_seconds", ""),
            Panel.timeseries("Families left out", Unit.PER_SECOND)
                .reads("Families missing from a scrape, by why.")
                .alert("ScrapeIncomplete")
                .asks(
                    "sum by (reason) (rate(sightglass_scrape_skipped_total" + RATE + ")",
                    "{{reason}}"),
            Panel.timeseries("Label sets", Unit.NUMBER)
                .reads("Label sets of the app's meters, and the limit.")
                .asks("sightglass_label_sets", "{{instance}}")
                .asks("sightglass_label_sets_limit", "{{instance}} limit"),
            Panel.timeseries("Refused by the operational port", Unit.PER_SECOND)
                .reads("Requests and connections that the operational port did not serve.")
                .asks(
                    "sum by (reason) (rate(sightglass_http_rejected_total" + RATE + ")",
                    "{{reason}}"),
            Panel.stat("Settings that are wrong", Unit.NUMBER)
                .reads("Settings that could not be used as given.")
                .limits(1, 1)
                .asks("max(sightglass_config_problems)", "problems"))
        .build();
  }

  static Dashboard logs() {
    String lines = "{job=~\"$job\"} | json";
    return Dashboard.of("logs", "Logs")
        .row(
            "Lines",
            Panel.logs("Errors")
                .reads("Lines that hold the word error; a line leads to its trace.")
                .asks("{job=~\"$job\"} |= \"error\"", ""),
            Panel.logs("Invoices")
                .reads("Lines whose text begins with Invoice.")
                .asks(lines + " | msg =~ \"Invoice .*\"", ""),
            Panel.logs("Large amounts")
                .reads("Lines about more than 10,000.")
                .asks(lines + " | amount > 10000", ""),
            Panel.logs("WebSocket errors")
                .reads("Lines whose text begins with WebSocket and ends in error.")
                .asks(lines + " | msg =~ \"WebSocket.*error\"", ""))
        .build();
  }
}
