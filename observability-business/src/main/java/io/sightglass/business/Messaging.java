// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business;

import io.sightglass.Observability;
import io.sightglass.catalogue.LabelSpec;
import io.sightglass.catalogue.MeterSpec;
import io.sightglass.meter.Histogram;
import java.util.Objects;
import java.util.function.DoubleSupplier;

/**
 * Messaging: calls of the WhatsApp API, and conversations. A message is an event: {@link
 * WhatsAppMessage}, or {@link MessageDelivery} on any other channel.
 *
 * <p>Thread-safe.
 */
public final class Messaging {

  static final MeterSpec CALLS =
      MeterSpec.histogram(
              "whatsapp_api_request_duration_seconds", "How long calls of the WhatsApp API took.")
          .label(LabelSpec.upTo("operation", 50))
          .label(Domains.status())
          .fedBy("Business.messaging().whatsAppCall")
          .build();
  static final MeterSpec CONVERSATIONS =
      MeterSpec.gauge("conversations_active", "Conversations that are open.")
          .fedBy("Business.messaging().activeConversations")
          .build();

  private final Observability obs;
  private final Lazy<Histogram> calls;

  Messaging(Observability obs) {
    this.obs = obs;
    Domains.declare(obs, BusinessDomain.MESSAGING);
    calls = new Lazy<>(() -> obs.meters().histogram(CALLS));
  }

  /**
   * Calls the WhatsApp API and measures it. What the call returns or throws is the caller's, the
   * very same object.
   *
   * @param operation a constant of the app's own enum
   * @throws NullPointerException if {@code task} is null
   */
  public <T, E extends Exception> T whatsAppCall(Enum<?> operation, Task<T, E> task) throws E {
    Objects.requireNonNull(task, "task");
    return Timing.of(obs, "whatsapp.call", calls.get(), Texts.of(operation)).call(task);
  }

  /**
   * Reads at each scrape how many conversations are open. A second call replaces the first.
   *
   * @throws NullPointerException if {@code open} is null
   */
  public void activeConversations(DoubleSupplier open) {
    Objects.requireNonNull(open, "open");
    obs.meters().gauge(CONVERSATIONS).observe(open);
  }
}
