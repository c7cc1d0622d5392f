// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.sightglass.Activity;
import io.sightglass.event.Event;
import java.lang.reflect.Constructor;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Messages, WebSockets, queues, credits; and what every event record has in common. */
class MessagesTest {

  private enum Kind {
    EXPORT
  }

  private final BusinessApp app = new BusinessApp();

  @AfterEach
  void close() {
    app.close();
  }

  @Test
  void each_state_of_a_message_is_counted() {
    for (MessageStatus status : MessageStatus.values()) {
      app.obs.record(
          WhatsAppMessage.outbound(WhatsAppType.TEMPLATE, status, "support", "wamid_1")
              .instance("eu-1"));
    }
    app.obs.record(WhatsAppMessage.inbound(WhatsAppType.TEXT, "support", "wamid_2"));
    Page page = app.page();
    assertThat(page.sum("whatsapp_messages_total", "direction", "outbound")).isEqualTo(4);
    assertThat(page.sum("whatsapp_messages_total", "direction", "inbound", "status", "delivered"))
        .isEqualTo(1);
    assertThat(app.lines()).filteredOn(line -> line.getLevel() == Level.WARN).hasSize(1);
    assertThat(BusinessApp.fields(app.line("WhatsApp message")))
        .containsEntry("wa_instance", "eu-1")
        .containsEntry("message_id", "wamid_1");
  }

  @Test
  void a_telephone_number_is_no_label() {
    app.obs.record(WhatsAppMessage.inbound(WhatsAppType.TEXT, "+919812345678", "wamid_1"));
    assertThat(app.page().values("whatsapp_messages_total", "sender")).containsExactly("_other");
  }

  @Test
  void credits_add_up() {
    app.obs.record(new CreditsConsumed(Kind.EXPORT, 3).userId("u_1").workspaceId("w_1"));
    app.obs.record(new CreditsConsumed(Kind.EXPORT, 4));
    app.obs.record(new CreditsConsumed(Kind.EXPORT, 0));
    app.obs.record(new CreditsConsumed(Kind.EXPORT, -100));
    assertThat(app.page().sum("analytics_credits_consumed_total", "kind", "export")).isEqualTo(7);
    assertThat(BusinessApp.fields(app.line("Credits consumed")))
        .containsEntry("credits", 3L)
        .containsEntry("workspace_id", "w_1");
  }

  @Test
  void an_error_of_a_websocket_is_a_warning_that_ends_in_error() {
    try (Activity upgrade = app.obs.activity("upgrade");
        var connection = app.business.webSockets().opened("ws_1")) {
      connection.error(new IllegalStateException("secret text"));
      connection.error(new IllegalStateException() {});
      connection.error(null);
    }
    assertThat(app.line("WebSocket error").getLevel()).isEqualTo(Level.WARN);
    assertThat(BusinessApp.fields(app.line("WebSocket error")).toString())
        .contains("IllegalStateException")
        .doesNotContain("secret text");
    assertThat(app.page().values("websocket_errors_total", "error_type"))
        .containsExactly("IllegalStateException", "anonymous", "none");
  }

  @Test
  void open_connections_are_exact_from_many_threads() throws InterruptedException {
    int threads = 8;
    int each = 2_000;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    CountDownLatch go = new CountDownLatch(1);
    for (int t = 0; t < threads; t++) {
      boolean keeps = t == 0;
      pool.execute(
          () -> {
            try {
              go.await();
            } catch (InterruptedException e) {
              return;
            }
            for (int i = 0; i < each; i++) {
              var connection = app.business.webSockets().opened("ws");
              if (!keeps) {
                connection.close();
                connection.close();
              }
            }
          });
    }
    go.countDown();
    pool.shutdown();
    assertThat(pool.awaitTermination(2, TimeUnit.MINUTES)).isTrue();
    assertThat(app.page().sum("websocket_connections_active")).isEqualTo(each);
    assertThat(app.page().sum("websocket_connections_total", "outcome", "accepted"))
        .isEqualTo(threads * (double) each);
  }

  @Test
  void an_empty_queue_has_no_age() {
    app.business.queues().pending("emails", () -> 0);
    app.business.queues().oldestAge("emails", () -> null);
    app.business.queues().oldestAge("images", () -> Duration.ofMillis(1500));
    app.business.queues().oldestAge("skewed", () -> Duration.ofSeconds(-3));
    Page page = app.page();
    assertThat(page.sum("task_queue_pending", "queue", "emails")).isZero();
    assertThat(page.sum("task_queue_oldest_age_seconds", "queue", "emails")).isZero();
    assertThat(page.sum("task_queue_oldest_age_seconds", "queue", "images")).isEqualTo(1.5);
    assertThat(page.sum("task_queue_oldest_age_seconds", "queue", "skewed")).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void every_event_is_recorded_also_with_nothing_in_it(BusinessDomain domain) throws Exception {
    for (Class<?> type : domain.events()) {
      for (Constructor<?> constructor : type.getDeclaredConstructors()) {
        app.obs.record((Record) constructor.newInstance(nothing(constructor)));
      }
    }
    double counted =
        domain.events().stream()
            .flatMap(type -> Arrays.stream(type.getAnnotation(Event.class).counts()))
            .filter(count -> count.by().isEmpty())
            .map(count -> count.value())
            .distinct()
            .mapToDouble(name -> app.page().sum(name))
            .sum();
    assertThat(counted).isPositive();
    assertThat(app.page().sum("sightglass_internal_errors_total")).isZero();
  }

  private static Object[] nothing(Constructor<?> constructor) {
    return Arrays.stream(constructor.getParameterTypes())
        .map(type -> type == long.class ? (Object) 0L : null)
        .toArray();
  }

  @ParameterizedTest
  @EnumSource
  void every_message_begins_with_the_entity(BusinessDomain domain) {
    String entity =
        switch (domain) {
          case INVOICES -> "Invoice ";
          case PAYMENTS -> "Payment ";
          case LEADS -> "Lead ";
          case CUSTOMERS -> "Customer ";
          case WEBSOCKETS -> "WebSocket ";
          default -> "";
        };
    for (Class<?> type : domain.events()) {
      Event event = type.getAnnotation(Event.class);
      String message = event.message().isEmpty() ? event.value() : event.message();
      assertThat(message.isEmpty()).isFalse();
      assertThat(message).startsWith(entity);
    }
  }
}
