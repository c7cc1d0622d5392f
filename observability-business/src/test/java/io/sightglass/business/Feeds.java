// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business;

import io.sightglass.Money;
import java.time.Duration;

/** Feeds every meter of a business once. */
final class Feeds {

  enum Any {
    ONE
  }

  private static final Money AMOUNT = Money.inr("2360.00");

  private Feeds() {}

  static void all(BusinessApp app) {
    money(app);
    customers(app);
    voiceAndMessages(app);
    work(app);
    levels(app);
  }

  private static void money(BusinessApp app) {
    app.obs.record(new InvoiceCreated(AMOUNT, "inv_1"));
    app.obs.record(new InvoiceUpdated(AMOUNT, "inv_1"));
    app.obs.record(new InvoiceSent("inv_1"));
    app.obs.record(new InvoiceCancelled("inv_1"));
    app.obs.record(new InvoicePaid(AMOUNT, "inv_1"));
    app.obs.record(new InvoiceDeleted("inv_1"));
    app.obs.record(new InvoiceExported("inv_1"));
    app.obs.record(new InvoiceFailed(InvoiceOperation.SENT, "inv_1", "no address"));
    app.obs.record(new PaymentSucceeded(PaymentMethod.UPI, AMOUNT, "pay_1"));
    app.obs.record(new PaymentFailed(PaymentMethod.CARD, PaymentFailure.DECLINED, AMOUNT, "pay_2"));
    app.obs.record(new PaymentPending(PaymentMethod.CHEQUE, AMOUNT, "pay_3"));
    app.obs.record(new PaymentCancelled(PaymentMethod.WALLET, AMOUNT, "pay_4"));
    app.obs.record(new PaymentRefunded(PaymentMethod.UPI, RefundReason.DUPLICATE, AMOUNT, "ref_1"));
    try (var payment = app.business.payments().processing(PaymentMethod.UPI)) {
      payment.record(new PaymentSucceeded(PaymentMethod.UPI, AMOUNT, "pay_5"));
    }
  }

  private static void customers(BusinessApp app) {
    app.obs.record(new CustomerCreated("cus_1"));
    app.obs.record(new CustomerUpdated("cus_1"));
    app.obs.record(new CustomerMerged("cus_1"));
    app.obs.record(new CustomerDeleted("cus_1"));
    app.obs.record(new CustomerExported("cus_1"));
    app.obs.record(new CustomerFailed(CustomerOperation.MERGED, "cus_1", "two addresses"));
    app.obs.record(new UserAction(Any.ONE, "user_1"));
    app.obs.record(new CreditsConsumed(Any.ONE, 3));
    app.business.analytics().query(Any.ONE, () -> "rows");
    app.business.analytics().seen("user_1", "space_1");
  }

  private static void voiceAndMessages(BusinessApp app) {
    app.obs.record(new VoiceCommand(Any.ONE, VoiceStatus.SUCCESS, "conv_1"));
    app.business.voice().stt("whisper", Duration.ofSeconds(3), () -> "text");
    app.business.voice().tts("polly", 12, () -> "sound");
    app.obs.record(WhatsAppMessage.inbound(WhatsAppType.TEXT, "support", "wamid_1"));
    app.obs.record(
        new MessageDelivery(Any.ONE, MessageDirection.OUTBOUND, MessageStatus.SENT, "msg_1"));
    app.business.messaging().whatsAppCall(Any.ONE, () -> "sent");
    var connection = app.business.webSockets().opened("ws_1");
    connection.error(new IllegalStateException("broken"));
    app.business.webSockets().rejected("no token");
  }

  private static void work(BusinessApp app) {
    try (var lead = app.business.leads().processing(Any.ONE, "lead_1")) {
      lead.score(app.business.leads().scoring(() -> 0.5));
      lead.qualified();
    }
    app.business.exports().run(ExportFormat.CSV, () -> {});
    app.business.jobs().run("nightly-billing", () -> {});
    app.business.externalApi("maps").call(() -> "route");
  }

  private static void levels(BusinessApp app) {
    app.business.leads().queueDepth(() -> 4);
    app.business.messaging().activeConversations(() -> 7);
    app.business.queues().pending("emails", () -> 2);
    app.business.queues().oldestAge("emails", () -> Duration.ofSeconds(5));
    app.business.activeConnections(() -> 9);
  }
}
