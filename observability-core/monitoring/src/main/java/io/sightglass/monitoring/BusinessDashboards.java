// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.monitoring;

import java.util.List;
import java.util.Locale;

/** What the business does: money, customers, messages, voice. */
final class BusinessDashboards {

  private static final String RATE = "[$__rate_interval])";

  private BusinessDashboards() {}

  static Dashboard business() {
    return Dashboard.of("business", "Business")
        .row(
            "Invoices",
            Panel.timeseries("Invoice operations", Unit.PER_SECOND)
                .reads("What is done with invoices a second.")
                .asks(
                    "sum by (operation) (rate(invoice_operations_total" + RATE + ")",
                    "{{operation}}"),
            Panel.timeseries("Invoiced in an hour", Unit.RUPEES)
                .reads("Sum of the invoices created within an hour.")
                .asks(
                    "sum(increase(invoice_amount_inr_sum{operation=\"created\"}[1h]))", "created"),
            Panel.timeseries("Failed operations", Unit.PER_SECOND)
                .reads("Operations on invoices that failed.")
                .asks(
                    "sum(rate(invoice_operations_total{status=\"failure\"}" + RATE + ")", "failed"),
            otherCurrencies("Invoices", "invoice_amount"))
        .row(
            "Payments",
            Panel.timeseries("Payments", Unit.PER_SECOND)
                .reads("Payments a second, by what became of them.")
                .asks("sum by (status) (rate(payments_processed_total" + RATE + ")", "{{status}}"),
            Panel.stat("Success", Unit.SHARE)
                .reads("Share of payments that succeeded in the last hour.")
                .limits(0.95, 0.9)
                .alert("PaymentFailures")
                .asks(
                    "sum(increase(payments_processed_total{status=\"succeeded\"}[1h]))"
                        + " / sum(increase(payments_processed_total[1h]))",
                    "success"),
            Panel.stat("Received in an hour", Unit.RUPEES)
                .reads("Sum of the payments that succeeded within an hour.")
                .alert("PaymentVolumeDrop")
                .asks("sum(increase(payment_amount_inr_sum[1h]))", "received"),
            Panel.timeseries("Amounts by method", Unit.RUPEES)
                .reads("Sum of payments within an hour, by method.")
                .asks("sum by (method) (increase(payment_amount_inr_sum[1h]))", "{{method}}"),
            Panel.timeseries("Failures by reason", Unit.PER_SECOND)
                .reads("Payments that failed a second, by why.")
                .alert("PaymentFailures")
                .asks("sum by (reason) (rate(payment_failures_total" + RATE + ")", "{{reason}}"),
            Panel.timeseries("Refunds", Unit.RUPEES)
                .reads("Sum of refunds within an hour, by reason.")
                .asks(
                    "sum by (reason) (increase(payment_refund_amount_inr_sum[1h]))", "{{reason}}"),
            Panel.timeseries("Number of refunds", Unit.NUMBER)
                .reads("Refunds within an hour, by reason.")
                .asks("sum by (reason) (increase(payment_refunds_total[1h]))", "{{reason}}"),
            Panel.timeseries("Time to process a payment", Unit.SECONDS)
                .reads("From the attempt to its end.")
                .quantiles("payment_processing_duration_seconds", ""),
            otherCurrencies("Payments", "payment_amount"),
            otherCurrencies("Refunds", "payment_refund_amount"))
        .row(
            "Leads",
            Panel.timeseries("Leads", Unit.PER_SECOND)
                .reads("Leads processed a second, by what became of them.")
                .asks("sum by (status) (rate(leads_processed_total" + RATE + ")", "{{status}}"),
            Panel.timeseries("Leads by source", Unit.PER_SECOND)
                .reads("Leads processed a second, by where they came from.")
                .asks("sum by (source) (rate(leads_processed_total" + RATE + ")", "{{source}}"),
            Panel.timeseries("Leads that wait", Unit.NUMBER)
                .reads("Depth of the queue of leads.")
                .alert("LeadQueueStuck")
                .asks("sum(leads_queue_depth)", "waiting"),
            Panel.timeseries("Time of a lead", Unit.SECONDS)
                .reads("Time to process a lead, and to score one.")
                .quantiles("lead_processing_duration_seconds", "")
                .asks(
                    "sum(rate(lead_scoring_duration_seconds_sum"
                        + RATE
                        + ") / sum(rate(lead_scoring_duration_seconds_count"
                        + RATE
                        + ")",
                    "scoring, average"))
        .row(
            "Customers and use",
            Panel.timeseries("Customer operations", Unit.PER_SECOND)
                .reads("What is done with customers a second.")
                .asks(
                    "sum by (operation) (rate(customer_operations_total" + RATE + ")",
                    "{{operation}}"),
            Panel.timeseries("User actions", Unit.PER_SECOND)
                .reads("What users do a second.")
                .asks("sum by (action) (rate(user_actions_total" + RATE + ")", "{{action}}"),
            Panel.timeseries("Active users", Unit.NUMBER)
                .reads("Users who were seen within the window.")
                .asks("sum(analytics_active_users)", "active"),
            Panel.timeseries("Credits in an hour", Unit.NUMBER)
                .reads("Credits used within an hour, by kind.")
                .alert("CreditConsumptionSpike")
                .asks("sum by (kind) (increase(analytics_credits_consumed_total[1h]))", "{{kind}}"),
            Panel.timeseries("Analytics queries", Unit.PER_SECOND)
                .reads("Queries of users a second, by kind and how they ended.")
                .asks(
                    "sum by (query_type, status) (rate(analytics_queries_total" + RATE + ")",
                    "{{query_type}} {{status}}"),
            Panel.timeseries("Exports", Unit.PER_SECOND)
                .reads("Exports a second, by how they ended.")
                .alert("ExportFailures")
                .asks("sum by (status) (rate(exports_total" + RATE + ")", "{{status}}"),
            Panel.timeseries("Time of an export", Unit.SECONDS)
                .reads("How long exports take.")
                .quantiles("export_duration_seconds", ""))
        .build();
  }

  private static Panel.Builder otherCurrencies(String what, String amount) {
    Panel.Builder panel =
        Panel.timeseries(what + " in other currencies", Unit.NUMBER)
            .reads("Sum within an hour, in each other currency.");
    for (String currency : List.of("usd", "eur", "gbp")) {
      panel.asks(
          "sum(increase(" + amount + "_" + currency + "_sum[1h]))",
          currency.toUpperCase(Locale.ROOT));
    }
    return panel;
  }

  static Dashboard messaging() {
    String outbound = "{direction=\"outbound\",status=\"";
    return Dashboard.of("messaging", "Messaging")
        .row(
            "Volume",
            Panel.timeseries("WhatsApp messages", Unit.PER_SECOND)
                .reads("Messages a second, by the state they reached.")
                .asks(
                    "sum by (direction, status) (rate(whatsapp_messages_total" + RATE + ")",
                    "{{direction}} {{status}}"),
            Panel.timeseries("Messages by type", Unit.PER_SECOND)
                .reads("Messages a second, by their type.")
                .asks("sum by (type) (rate(whatsapp_messages_total" + RATE + ")", "{{type}}"),
            Panel.timeseries("Messages by sender", Unit.PER_SECOND)
                .reads("Messages a second, by the number or instance that sends.")
                .asks("sum by (sender) (rate(whatsapp_messages_total" + RATE + ")", "{{sender}}"),
            Panel.timeseries("Other channels", Unit.PER_SECOND)
                .reads("Messages of other channels a second, by the state they reached.")
                .asks(
                    "sum by (channel, status) (rate(messages_total" + RATE + ")",
                    "{{channel}} {{status}}"))
        .row(
            "Delivery",
            Panel.stat("Delivered", Unit.SHARE)
                .reads("Share of the messages sent in the last hour that were delivered.")
                .limits(0.97, 0.95)
                .alert("MessageDeliveryLow")
                .asks(
                    "sum(increase(whatsapp_messages_total"
                        + outbound
                        + "delivered\"}[1h])) / sum(increase(whatsapp_messages_total"
                        + outbound
                        + "sent\"}[1h]))",
                    "delivered"),
            Panel.timeseries("Failures by sender", Unit.PER_SECOND)
                .reads("Messages that failed a second, by sender.")
                .failures()
                .wide(18)
                .alert("MessageDeliveryLow")
                .asks(
                    "sum by (sender) (rate(whatsapp_messages_total"
                        + outbound
                        + "failed\"}"
                        + RATE
                        + ")",
                    "{{sender}}"))
        .row(
            "API and conversations",
            Panel.timeseries("API calls: time", Unit.SECONDS)
                .reads("Time of calls of the WhatsApp API.")
                .quantiles("whatsapp_api_request_duration_seconds", ""),
            Panel.timeseries("API calls by operation", Unit.PER_SECOND)
                .reads("Calls of the WhatsApp API a second, by operation and how they ended.")
                .asks(
                    "sum by (operation, status) (rate(whatsapp_api_request_duration_seconds_count"
                        + RATE
                        + ")",
                    "{{operation}} {{status}}"),
            Panel.timeseries("Active conversations", Unit.NUMBER)
                .reads("Conversations that are open.")
                .asks("sum(conversations_active)", "active"))
        .build();
  }

  static Dashboard voice() {
    return Dashboard.of("voice", "Voice")
        .row(
            "Commands",
            Panel.timeseries("Voice commands", Unit.PER_SECOND)
                .reads("Commands a second, by intent.")
                .asks("sum by (intent) (rate(voice_commands_total" + RATE + ")", "{{intent}}"),
            Panel.stat("Success", Unit.SHARE)
                .reads("Share of the commands of the last hour that succeeded.")
                .limits(0.95, 0.9)
                .asks(
                    "sum(increase(voice_commands_total{status=\"success\"}[1h]))"
                        + " / sum(increase(voice_commands_total[1h]))",
                    "success"),
            Panel.timeseries("Commands by result", Unit.PER_SECOND)
                .reads("Commands a second, by what became of them.")
                .wide(18)
                .asks("sum by (status) (rate(voice_commands_total" + RATE + ")", "{{status}}"))
        .row(
            "Speech",
            Panel.timeseries("Speech to text", Unit.SECONDS)
                .reads("Time from speech to text.")
                .quantiles("stt_processing_duration_seconds", ""),
            Panel.timeseries("Text to speech", Unit.SECONDS)
                .reads("Time from text to speech.")
                .quantiles("tts_processing_duration_seconds", ""),
            Panel.timeseries("Speech by provider", Unit.PER_SECOND)
                .reads("Calls a second, by provider and how they ended.")
                .asks(
                    "sum by (provider, status) (rate(stt_processing_duration_seconds_count"
                        + RATE
                        + ")",
                    "to text: {{provider}} {{status}}")
                .asks(
                    "sum by (provider, status) (rate(tts_processing_duration_seconds_count"
                        + RATE
                        + ")",
                    "to speech: {{provider}} {{status}}"),
            Panel.timeseries("Voice sessions", Unit.NUMBER)
                .reads("WebSocket connections that are open.")
                .alert("WebSocketDisconnections")
                .asks("sum(websocket_connections_active)", "open"))
        .build();
  }
}
