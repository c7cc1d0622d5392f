// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.delivery;

import io.sightglass.Delivery;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Accounts as others see them. */
final class Accounts {

  private Accounts() {}

  static Delivery delivery(DeliveryQueue<?, ?> queue) {
    Account account = queue.account();
    Map<String, Long> dropped = new TreeMap<>();
    for (Reason reason : Reason.values()) {
      dropped.put(reason.label(), account.dropped(reason));
    }
    return new Delivery(
        queue.signal().name(),
        account.accepted(),
        account.acknowledged(),
        dropped,
        account.queued(),
        queue.capacity(),
        Duration.ofNanos(queue.troubledNanos()));
  }

  static Delivery delivery(MetricPush push) {
    long pushed = push.pushed();
    long failed = push.failed();
    return new Delivery(
        DeliveryQueue.Signal.METRICS.name(),
        pushed + failed,
        pushed,
        Map.of(Reason.EXPORT_FAILED.label(), failed),
        0,
        0,
        Duration.ofNanos(push.troubledNanos()));
  }

  static String text(DeliveryQueue<?, ?> queue) {
    Account account = queue.account();
    if (account.accepted() == 0) {
      return "";
    }
    long lost = account.dropped();
    String text =
        queue.signal().noun()
            + " "
            + Counts.text(account.acknowledged())
            + " sent, "
            + Counts.text(lost)
            + " lost";
    return lost == 0 ? text : text + why(queue);
  }

  private static String why(DeliveryQueue<?, ?> queue) {
    String reasons =
        queue.account().droppedByReason().entrySet().stream()
            .map(entry -> Counts.text(entry.getValue()) + " " + entry.getKey().label())
            .collect(Collectors.joining(", "));
    String cause = queue.lastCause();
    return " (" + reasons + (cause.isEmpty() ? "" : "; collector: " + cause) + ")";
  }

  static String text(MetricPush push) {
    if (push.pushed() + push.failed() == 0) {
      return "";
    }
    String cause = push.lastCause();
    return "metrics "
        + Counts.text(push.pushed())
        + (push.pushed() == 1 ? " push" : " pushes")
        + (cause.isEmpty() ? ", the last one sent" : ", the last one lost; collector: " + cause);
  }
}
