// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.monitoring;

import java.time.Duration;
import java.util.List;

/** Alerts on the business: payments, leads, messages, credits, exports and jobs. */
final class BusinessAlerts {

  private BusinessAlerts() {}

  static List<Alert> all() {
    return List.of(
        paymentFailures(),
        paymentDrop(),
        webhookBacklog(),
        queueDepth(),
        leadsStuck(),
        delivery(),
        credits(),
        exports(),
        jobShare(),
        jobRate());
  }

  private static Alert.Builder business(String name) {
    return Alert.named(name).group("business").team("business");
  }

  private static String payments(String status) {
    return "payments_processed_total{job=\"app\",status=\""
        + status
        + "\",method=\"upi\",currency=\"INR\"}";
  }

  private static Alert paymentFailures() {
    return business("PaymentFailures")
        .team("payments")
        .when(
            """
            (
              sum by (job) (rate(payments_processed_total{status="failed"}[10m]))
                / sum by (job) (rate(payments_processed_total[10m]))
            ) > ${threshold}
            and on (job) sum by (job) (increase(payments_processed_total[10m])) > ${traffic}""")
        .threshold(0.1)
        .threshold("traffic", 10)
        .severity(Severity.CRITICAL)
        .keepFiring(Duration.ofMinutes(5))
        .says(
            "{{ $labels.job }}: {{ $value | humanizePercentage }} of payments fail",
            "More payments fail than the limit allows.")
        .means(
            "Customers cannot pay.",
            "A gateway in trouble, an expired credential, a form that sends wrong data.",
            "payment_failures_total by method and reason, the gateway's status page.",
            "Switch to another gateway or method; tell customers what works.")
        .firesOn(payments("failed"), "0+10x40 400+0x90")
        .firesOn(payments("succeeded"), "0+20x130")
        .quietOn(payments("failed"), "0+1x130")
        .quietOn(payments("succeeded"), "0+20x130")
        .build();
  }

  private static Alert paymentDrop() {
    return business("PaymentVolumeDrop")
        .team("payments")
        .when(
            """
            sum by (job) (rate(payments_processed_total{status="succeeded"}[30m]))
              < ${threshold} * sum by (job) (rate(payments_processed_total{status="succeeded"}[30m] offset 1d))
            and on (job) sum by (job)
              (increase(payments_processed_total{status="succeeded"}[30m] offset 1d)) > ${traffic}""")
        .threshold(0.3)
        .threshold("traffic", 30)
        .lasting(Duration.ofMinutes(15))
        .severity(Severity.CRITICAL)
        .says(
            "{{ $labels.job }}: far fewer payments than a day ago at this time",
            "Payments that succeed have dropped below a share of the day before.")
        .means(
            "Money does not come in, and no error says so.",
            "A page that does not load, a webhook that does not come, a price that scares.",
            "Payments by method, requests of the checkout's routes, webhooks received.",
            "Try to pay; follow what stops you.")
        .expected(1530, 1700)
        .firesOn(payments("succeeded"), "0+10x1470 14700+0x90 14700+10x200")
        .quietOn(payments("succeeded"), "0+10x1760")
        .build();
  }

  private static Alert webhookBacklog() {
    String age = "task_queue_oldest_age_seconds{job=\"app\",queue=\"webhooks\"}";
    return business("WebhookBacklog")
        .when("task_queue_oldest_age_seconds{queue=~\".*webhook.*\"} > ${threshold}")
        .threshold(300)
        .says(
            "{{ $labels.job }}: the oldest webhook waits for {{ $value | humanizeDuration }}",
            "Webhooks are not worked off.")
        .means(
            "Payments and messages are known late.",
            "Workers that are stuck or too few, a webhook that fails again and again.",
            "task_queue_pending and task_queue_oldest_age_seconds by queue, the workers' log lines.",
            "Restart stuck workers; set the webhook that fails aside.")
        .firesOn(age, "600x40 5x90")
        .quietOn(age, "30x130")
        .build();
  }

  private static Alert queueDepth() {
    String waiting = "leads_queue_depth{job=\"app\"}";
    return business("HighQueueDepth")
        .when("leads_queue_depth > ${threshold} or task_queue_pending > ${threshold}")
        .threshold(1000)
        .says(
            "{{ $labels.job }}: {{ $value }} wait in a queue",
            "More waits in a queue than the limit allows.")
        .means(
            "Work is done late.",
            "Workers that are stuck or too few, a burst of traffic.",
            "leads_queue_depth, task_queue_pending by queue, and the time each piece takes.",
            "Add workers; if none finishes anything, see to what they wait for.")
        .firesOn(waiting, "2500x40 10x90")
        .quietOn(waiting, "100x130")
        .build();
  }

  private static Alert leadsStuck() {
    String done = "leads_processed_total{job=\"app\",status=\"qualified\",source=\"web\"}";
    String waiting = "leads_queue_depth{job=\"app\"}";
    return business("LeadQueueStuck")
        .when(
            """
            min_over_time(leads_queue_depth[15m]) > ${threshold}
            unless on (job, instance)
              sum by (job, instance) (increase(leads_processed_total[15m])) > 0""")
        .threshold(0)
        .says(
            "{{ $labels.job }}: {{ $value }} leads wait and none is processed",
            "The queue of leads does not move.")
        .means(
            "Leads go cold.",
            "A worker that hangs, a call of a model or of an outside API that never returns.",
            "A thread dump of the worker, lead_processing_duration_seconds, the last log lines.",
            "Restart the worker; give the call that hangs a time-out.")
        .firesOn(done, "5x40 5+1x90")
        .firesOn(waiting, "10x130")
        .quietOn(done, "0+1x130")
        .quietOn(waiting, "10x130")
        .build();
  }

  private static Alert delivery() {
    String labels = "{job=\"app\",direction=\"outbound\",type=\"text\",sender=\"a\",status=\"";
    String sent = "whatsapp_messages_total" + labels;
    return business("MessageDeliveryLow")
        .team("messaging")
        .when(
            """
            (
              sum by (job) (rate(whatsapp_messages_total{direction="outbound",status="delivered"}[15m]))
                / sum by (job) (rate(whatsapp_messages_total{direction="outbound",status="sent"}[15m]))
            ) < ${threshold}
            and on (job) sum by (job)
              (increase(whatsapp_messages_total{direction="outbound",status="sent"}[15m])) > ${traffic}""")
        .threshold(0.95)
        .threshold("traffic", 20)
        .lasting(Duration.ofMinutes(10))
        .says(
            "{{ $labels.job }}: {{ $value | humanizePercentage }} of messages are delivered",
            "Fewer messages reach people than was promised.")
        .means(
            "People do not get their messages.",
            "A number that was blocked, a template that was refused, an outage of the vendor.",
            "whatsapp_messages_total by sender and status, the failures in the log.",
            "Send from another number; correct the template.")
        .firesOn(sent + "sent\"}", "0+20x130")
        .firesOn(sent + "delivered\"}", "0+10x40 400+20x90")
        .quietOn(sent + "sent\"}", "0+20x130")
        .quietOn(sent + "delivered\"}", "0+20x130")
        .build();
  }

  private static Alert credits() {
    String used = "analytics_credits_consumed_total{job=\"app\",kind=\"query\"}";
    return business("CreditConsumptionSpike")
        .when(
            """
            sum by (job) (rate(analytics_credits_consumed_total[15m]))
              > ${threshold} * sum by (job) (rate(analytics_credits_consumed_total[2h] offset 1d))
            and on (job) sum by (job) (analytics_credits_consumed_total offset 26h)""")
        .threshold(3)
        .lasting(Duration.ofMinutes(10))
        .says(
            "{{ $labels.job }}: credits are used at {{ $value | humanize }} a second",
            "Credits are used several times faster than a day ago at this time.")
        .means(
            "Customers run out of credits, or somebody misuses them.",
            "A script of a customer, a loop in the app, a price that changed.",
            "Credits by kind; the log lines of category business by workspace.",
            "Ask the customer; stop the loop and give the credits back.")
        .expected(1630, 1800)
        .firesOn(used, "0+10x1590 15900+200x60 27900+10x220")
        .quietOn(used, "0+10x1860")
        .build();
  }

  private static Alert exports() {
    String failed = "exports_total{job=\"app\",format=\"csv\",status=\"failure\"}";
    String done = "exports_total{job=\"app\",format=\"csv\",status=\"success\"}";
    return business("ExportFailures")
        .when(
            """
            (
              sum by (job) (increase(exports_total{status="failure"}[30m]))
                / sum by (job) (increase(exports_total[30m]))
            ) > ${threshold}
            and on (job) sum by (job) (increase(exports_total[30m])) >= ${traffic}""")
        .threshold(0.1)
        .threshold("traffic", 3)
        .says(
            "{{ $labels.job }}: {{ $value | humanizePercentage }} of exports fail",
            "More exports fail than the limit allows.")
        .means(
            "Customers do not get their files.",
            "A full disk, an object store that is down, a table that is too large.",
            "exports_total by format, the log lines of the export job.",
            "See to the store or the disk; start the exports again.")
        .firesOn(failed, "0+1x40 40+0x90")
        .firesOn(done, "0+1x130")
        .quietOn(failed, "0x130")
        .quietOn(done, "0+1x130")
        .build();
  }

  private static String jobs(String status) {
    return "background_jobs_total{job=\"app\",exported_job=\"nightly\",status=\"" + status + "\"}";
  }

  private static Alert jobShare() {
    return business("BackgroundJobFailures")
        .when(
            """
            (
              sum by (instance) (increase(background_jobs_total{status="failure"}[15m]))
                / sum by (instance) (increase(background_jobs_total[15m]))
            ) > ${threshold}""")
        .threshold(0.1)
        .says(
            "{{ $labels.instance }}: {{ $value | humanizePercentage }} of background jobs fail",
            "More jobs fail than the limit allows.")
        .means(
            "What the job does is not done.",
            "A dependency that is down, data that the job cannot take.",
            "background_jobs_total by job, the error in the job's line.",
            "Correct the cause and run the job again.")
        .firesOn(jobs("failure"), "0+1x40 40+0x90")
        .firesOn(jobs("success"), "0+1x130")
        .quietOn(jobs("failure"), "0x130")
        .quietOn(jobs("success"), "0+1x130")
        .build();
  }

  private static Alert jobRate() {
    return business("HighFailedJobsRate")
        .when(
            "sum by (instance) (rate(background_jobs_total{status=\"failure\"}[5m])) > ${threshold}")
        .threshold(0.1)
        .says(
            "{{ $labels.instance }}: {{ $value | humanize }} background jobs fail a second",
            "Jobs fail in great number.")
        .means(
            "What the jobs do is not done, and they take the place of others.",
            "A job that is started again at once when it fails.",
            "background_jobs_total by job, the error in the job's line.",
            "Stop the job that fails; correct the cause.")
        .firesOn(jobs("failure"), "0+60x40 2400+0x90")
        .quietOn(jobs("failure"), "0+1x130")
        .build();
  }
}
