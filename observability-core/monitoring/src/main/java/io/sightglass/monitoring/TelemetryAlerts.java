// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.monitoring;

import java.time.Duration;
import java.util.List;

/** Alerts on the telemetry itself: what is lost, refused or not scraped. */
final class TelemetryAlerts {

  private TelemetryAlerts() {}

  static List<Alert> all() {
    return List.of(
        loss(),
        queueNearlyFull(),
        logLoss(),
        logsWait(),
        overflow(),
        scrapeIncomplete(),
        scrapeMissing(),
        internal(),
        watchdog());
  }

  private static Alert.Builder telemetry(String name) {
    return Alert.named(name).group("telemetry").team("platform");
  }

  private static Alert loss() {
    String lost = "sightglass_dropped_total{job=\"app\",signal=\"traces\",reason=\"queue_full\"}";
    return telemetry("TelemetryLoss")
        .when(
            // The reasons left out are settings that did what they say.
            "sum by (job, signal, reason) (increase(sightglass_dropped_total"
                + "{reason!~\"rate_limited|sampled|filtered\"}[5m])) > ${threshold}")
        .threshold(0)
        .says(
            "{{ $labels.job }}: {{ $value | humanize }} of {{ $labels.signal }} lost:"
                + " {{ $labels.reason }}",
            "Telemetry was given up.")
        .means(
            "What happened in that time cannot be seen.",
            "A collector that is down or slow, a disk that is full, a queue that is too small.",
            "sightglass_dropped_total by reason; the codes in the log say more.",
            "See to the collector or the disk; the app resumes by itself.")
        .firesOn(lost, "0+10x40 400+0x90")
        .quietOn(lost, "0x130")
        .quietOn(lost.replace("queue_full", "rate_limited"), "0+10x130")
        .build();
  }

  // A full disk loses nothing while the queue has room, so this comes first.
  private static Alert logsWait() {
    String wait = "sightglass_log_queue_size{job=\"app\",destination=\"file\"}";
    String written = "sightglass_log_written_total{job=\"app\",destination=\"file\"}";
    return telemetry("LogsNotWritten")
        .when(
            """
            min_over_time(sightglass_log_queue_size[5m]) > ${threshold}
            unless on (job, instance, destination)
              increase(sightglass_log_written_total[5m]) > 0""")
        .threshold(0)
        .lasting(Duration.ofMinutes(2))
        .says(
            "{{ $labels.job }} at {{ $labels.instance }}: {{ $value }} log lines wait for the"
                + " {{ $labels.destination }}",
            "Log lines wait and none is written.")
        .means(
            "What happens now cannot be read yet, and is lost when the queue is full.",
            "A disk that is full or read-only, a reader of standard output that stands still.",
            "sightglass_log_queue_size by destination; SG-4002 on standard output says why.",
            "Free the disk or restart the reader: the lines that wait are written then.")
        .firesOn(wait, "5x40 0x90")
        .firesOn(written, "100x40 100+10x90")
        .quietOn(wait, "5x130")
        .quietOn(written, "0+10x130")
        .build();
  }

  private static Alert queueNearlyFull() {
    String size = "sightglass_export_queue_size{job=\"app\",instance=\"a:1\",signal=\"traces\"}";
    String most = size.replace("_size", "_capacity");
    return telemetry("TelemetryQueueNearlyFull")
        .when(
            "max by (job, signal)"
                + " (sightglass_export_queue_size / sightglass_export_queue_capacity)"
                + " > ${threshold}")
        .threshold(0.8)
        .says(
            "{{ $labels.job }}: the queue of {{ $labels.signal }} is"
                + " {{ $value | humanizePercentage }} full",
            "Telemetry comes faster than the receiver takes it.")
        .means(
            "When the queue is full, telemetry is given up.",
            "A collector that is slow or down, more traffic than before.",
            "sightglass_export_total by result, the collector's own metrics.",
            "See to the collector, sample, or raise OTEL_BSP_MAX_QUEUE_SIZE.")
        .firesOn(size, "0x10 2000x50 0x70")
        .firesOn(most, "2048x130")
        .quietOn(size, "1000x130")
        .quietOn(most, "2048x130")
        .build();
  }

  private static Alert logLoss() {
    String lost =
        "sightglass_log_dropped_total{job=\"app\",level=\"error\",reason=\"write_failed\"}";
    String meant = "sightglass_log_dropped_total{job=\"app\",level=\"info\",reason=\"sampled\"}";
    return telemetry("LogLoss")
        .when(
            "sum by (job, level, reason) (increase(sightglass_log_dropped_total"
                + "{reason!~\"repeated|sampled\"}[5m])) > ${threshold}")
        .threshold(0)
        .says(
            "{{ $labels.job }}: {{ $value | humanize }} {{ $labels.level }} lines lost:"
                + " {{ $labels.reason }}",
            "Log lines were not written, and not because a setting says so.")
        .means(
            "What happened in that time cannot be read.",
            "A disk that is full or slow, a console that nobody reads.",
            "sightglass_log_dropped_total by reason; the lines of the library itself say more.",
            "See to the disk; writing resumes by itself.")
        .firesOn(lost, "0+10x40 400+0x90")
        .quietOn(lost, "0x130")
        .quietOn(meant, "0+10x130")
        .build();
  }

  private static Alert overflow() {
    String over =
        "sightglass_overflow_total{job=\"app\",metric=\"http_requests_total\",label=\"route\"}";
    return telemetry("LabelOverflow")
        .when(
            "sum by (job, metric, label) (increase(sightglass_overflow_total[15m])) > ${threshold}")
        .threshold(0)
        .says(
            "{{ $labels.job }}: {{ $labels.label }} of {{ $labels.metric }} has too many values",
            "Measurements are counted under _other.")
        .means(
            "Totals stay exact; single values beyond the limit cannot be told apart.",
            "An id or a raw path as a label.",
            "The values of that label on /metrics, SG-2004 in the log.",
            "Give the label fewer values, or raise sightglass.metrics.max-label-values.")
        .firesOn(over, "0+10x40 400+0x90")
        .quietOn(over, "0x130")
        .build();
  }

  private static Alert scrapeIncomplete() {
    String skipped = "sightglass_scrape_skipped_total{job=\"app\",reason=\"failed\"}";
    return telemetry("ScrapeIncomplete")
        .when(
            "sum by (job, reason) (increase(sightglass_scrape_skipped_total[15m])) > ${threshold}")
        .threshold(0)
        .says(
            "{{ $labels.job }}: families are missing from the scrape: {{ $labels.reason }}",
            "A meter could not be read.")
        .means(
            "Dashboards and alerts on that meter see nothing.",
            "The function behind a gauge throws or hangs.",
            "SG-2011 in the log names the family.",
            "Correct the function.")
        .firesOn(skipped, "0+1x40 40+0x90")
        .quietOn(skipped, "0x130")
        .build();
  }

  private static Alert scrapeMissing() {
    String up = "up{job=\"app\",instance=\"a:1\"}";
    return telemetry("ScrapeMissing")
        .when("absent(up{job=~\".+\"})")
        .lasting(Duration.ofMinutes(5))
        .severity(Severity.CRITICAL)
        .says("Prometheus scrapes nothing", "No target is known to Prometheus.")
        .means(
            "No alert but this one can fire.",
            "A configuration that was lost, service discovery that finds nothing.",
            "The targets page of Prometheus, the log of its last reload.",
            "Restore the configuration and reload.")
        .firesOn(up, "_x40 1x90")
        .quietOn(up, "1x130")
        .build();
  }

  private static Alert internal() {
    String errors = "sightglass_internal_errors_total{job=\"app\",component=\"scrape\"}";
    return telemetry("TelemetryInternalErrors")
        .when(
            "sum by (job, component) (increase(sightglass_internal_errors_total[15m])) > ${threshold}")
        .threshold(0)
        .severity(Severity.INFO)
        .says(
            "{{ $labels.job }}: {{ $labels.component }} of the telemetry failed",
            "A part of the library failed; the app is not affected.")
        .means(
            "What that part was doing is missing.",
            "A mistake in the library, or in an object that was given to it.",
            "SG-0800 in the log has the cause.",
            "Report it with that line.")
        .firesOn(errors, "0+1x40 40+0x90")
        .quietOn(errors, "0x130")
        .build();
  }

  private static Alert watchdog() {
    return telemetry("Watchdog")
        .when("vector(1) and on () count(up) > 0")
        .lasting(Duration.ZERO)
        .severity(Severity.INFO)
        .team("watchdog")
        .says(
            "Alerting works",
            "Fires always. Whoever receives it raises the alarm when it stops coming.")
        .means(
            "None while it fires.",
            "When it stops: Prometheus or Alertmanager is down, or cannot send.",
            "The dead man's switch that receives it.",
            "Bring Prometheus and Alertmanager back.")
        .firesOn("up{job=\"app\"}", "1x60 _x70")
        .quietOn("other{job=\"app\"}", "1x130")
        .build();
  }
}
