// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.examples.quickstart;

import java.net.URI;

/** What to open and what to type, printed on start. */
final class Guide {

  private Guide() {}

  static void print(URI app, URI ops, AppSettings settings) {
    // To the error stream, so that standard output holds log lines alone.
    System.err.println(text(app, ops, settings));
  }

  static String text(URI app, URI ops, AppSettings settings) {
    return """

        The billing service answers on %1$s; %3$s.

        Open      %2$s/metrics           what Prometheus scrapes
                  %2$s/health            the state in short
                  %2$s/health/detailed   every check
                  %2$s/ready  %2$s/live

        Try       curl -i %1$s/invoices?limit=3
                  curl -i %1$s/invoices -d '{"number":"INV-A1","customer":"cus_1","amount":"1499.00","currency":"INR"}'
                  curl -i %1$s/invoices -d '{"number":"INV-A2","customer":"cus_1","amount":"750.00","currency":"INR"}'
                  curl -i %1$s/invoices/INV-A1/payments -d '{"method":"upi","token":"tok_ok"}'
                  curl -i %1$s/invoices/INV-A1/payments -d '{"method":"card","token":"tok_declined"}'
                  curl -i %1$s/invoices/INV-A2/reminder -d '{"tone":"friendly","model":"gpt-5-mini"}'
                  curl -s %2$s/metrics | grep -E '^(payments_processed|ai_tokens_used|ai_api_cost)_total'

        Ctrl-C stops it. PORT, METRICS_PORT, LOAD_RATE and LOG_FORMAT change it;
        QUICKSTART_MONITORING=true starts Prometheus and Alertmanager from the PATH beside it.
        """
        .formatted(app, ops, load(settings));
  }

  private static String load(AppSettings settings) {
    return settings.loadRate() == 0
        ? "its load client is off"
        : "its load client posts " + settings.loadRate() + " operations a second";
  }
}
