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
                .asks("rate(process_cpu_seconds_total" + RATE, "{{instance}}")
                .asks("container_cpu_limit_cores > 0", "{{instance}} limit"),
            Panel.timeseries("Memory of the process", Unit.BYTES)
                .reads("Memory in RAM, address space, and what the container may use.")
                .alert("HighMemoryUsage")
                .asks("process_resident_memory_bytes", "{{instance}}")
                .asks("process_virtual_memory_bytes", "{{instance}} address space")
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
            Panel.timeseries("Limits of pools", Unit.BYTES)
                .wide(24)
                .reads("Memory reserved by pool, and at most where there is a limit.")
                .asks("sum by (pool) (jvm_memory_pool_committed_bytes)", "{{pool}} reserved")
                .asks("sum by (pool) (jvm_memory_pool_max_bytes > 0)", "{{pool}} at most"),
            Panel.timeseries("Buffers outside the heap", Unit.BYTES)
                .reads("NIO buffers by pool, and their capacity.")
                .asks("sum by (pool) (jvm_buffer_pool_used_bytes)", "{{pool}}")
                .asks("sum by (pool) (jvm_buffer_pool_capacity_bytes)", "{{pool}} capacity"),
            Panel.timeseries("Number of buffers", Unit.NUMBER)
                .reads("NIO buffers by pool.")
                .asks("sum by (pool) (jvm_buffer_pool_used_buffers)", "{{pool}}"),
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
            Panel.timeseries("Threads in all", Unit.NUMBER)
                .reads("Live threads, daemons among them, and the most so far.")
                .asks("sum(jvm_threads_current)", "live")
                .asks("sum(jvm_threads_daemon)", "daemons")
                .asks("sum(jvm_threads_peak)", "at most so far"),
            Panel.timeseries("Threads started", Unit.PER_SECOND)
                .reads("Threads started a second; a pool that is missing shows here.")
                .asks("sum(rate(jvm_threads_started_total" + RATE + ")", "started"),
            Panel.timeseries("Classes", Unit.NUMBER)
                .reads("Classes loaded now.")
                .asks("sum(jvm_classes_currently_loaded)", "loaded"),
            Panel.timeseries("Classes that come and go", Unit.PER_SECOND)
                .reads("Classes loaded and unloaded a second.")
                .asks("sum(rate(jvm_classes_loaded_total" + RATE + ")", "loaded")
                .asks("sum(rate(jvm_classes_unloaded_total" + RATE + ")", "unloaded"),
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
        .row("Thread pools", threadPools())
        .build();
  }

  private static Panel.Builder[] threadPools() {
    return new Panel.Builder[] {
      Panel.timeseries("Threads of pools", Unit.NUMBER)
          .reads("Threads by pool and state, and at most.")
          .asks("sum by (executor, state) (executor_threads)", "{{executor}} {{state}}")
          .asks("sum by (executor) (executor_threads_max)", "{{executor}} at most"),
      Panel.timeseries("Queues of pools", Unit.NUMBER)
          .reads("Tasks that wait by pool, and how many more the queue can take.")
          .asks("sum by (executor) (executor_queue_size)", "{{executor}} waiting")
          .asks("sum by (executor) (executor_queue_remaining)", "{{executor}} room"),
      Panel.timeseries("Wait for a thread", Unit.SECONDS)
          .reads("How long tasks wait for a thread.")
          .quantiles("executor_task_wait_seconds", ""),
      Panel.timeseries("Time of a task", Unit.SECONDS)
          .reads("How long tasks run.")
          .quantiles("executor_task_duration_seconds", ""),
      Panel.timeseries("Tasks refused", Unit.PER_SECOND)
          .reads("Tasks that a pool refused a second.")
          .asks("sum by (executor) (rate(executor_rejected_total" + RATE + ")", "{{executor}}")
    };
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
                    "{{reason}}"),
            Panel.timeseries("Secrets replaced", Unit.PER_SECOND)
                .reads("Secrets that were replaced before they left, by where they stood.")
                .asks("sum by (where) (rate(sightglass_redacted_total" + RATE + ")", "{{where}}"))
        .row("Delivery", delivery())
        .row("Log lines", logLines())
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

  private static Panel.Builder[] delivery() {
    return new Panel.Builder[] {
      Panel.timeseries("To be exported", Unit.PER_SECOND)
          .reads("Spans, log records and pushes of metrics a second.")
          .asks(
              "sum by (signal) (rate(sightglass_export_accepted_total" + RATE + ")", "{{signal}}"),
      Panel.timeseries("Exported", Unit.PER_SECOND)
          .reads("What became of them: acknowledged by the receiver, or given up.")
          .alert("TelemetryLoss")
          .asks(
              "sum by (signal, result) (rate(sightglass_export_total" + RATE + ")",
              "{{signal}} {{result}}"),
      Panel.timeseries("Queues of the export", Unit.SHARE)
          .reads("How full the queues are; at 1 telemetry is given up.")
          .alert("TelemetryQueueNearlyFull")
          .asks(
              "max by (signal) (sightglass_export_queue_size / sightglass_export_queue_capacity)",
              "{{signal}}")
    };
  }

  private static Panel.Builder[] logLines() {
    return new Panel.Builder[] {
      Panel.timeseries("Lines accepted and written", Unit.PER_SECOND)
          .reads("Lines a second, by destination.")
          .asks(
              "sum by (destination) (rate(sightglass_log_accepted_total" + RATE + ")",
              "{{destination}} accepted")
          .asks(
              "sum by (destination) (rate(sightglass_log_written_total" + RATE + ")",
              "{{destination}} written"),
      Panel.timeseries("Lines not written", Unit.PER_SECOND)
          .reads("Lines lost or left out a second, by why.")
          .alert("LogLoss")
          .asks("sum by (reason) (rate(sightglass_log_dropped_total" + RATE + ")", "{{reason}}"),
      Panel.timeseries("Lines that wait", Unit.NUMBER)
          .reads("Lines that wait to be written, by destination.")
          .asks("sum by (destination) (sightglass_log_queue_size)", "{{destination}}")
    };
  }

  static Dashboard logs() {
    String lines = "{job=~\"$job\"} | json";
    return Dashboard.of("logs", "Logs")
        .row(
            "How many",
            Panel.timeseries("Lines by level", Unit.PER_SECOND)
                .reads("What the app logs a second, by level, before anything is left out.")
                .asks("sum by (level) (rate(log_events_total" + RATE + ")", "{{level}}"),
            Panel.timeseries("Lines by logger", Unit.PER_SECOND)
                .reads("The ten groups of loggers that log most.")
                .asks(
                    "topk(10, sum by (logger_group) (rate(log_events_total" + RATE + "))",
                    "{{logger_group}}"))
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
