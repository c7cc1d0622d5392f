// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.delivery;

import io.opentelemetry.common.ComponentLoader;
import io.opentelemetry.sdk.common.export.GrpcSenderProvider;
import io.opentelemetry.sdk.common.export.HttpSenderProvider;
import io.sightglass.Diagnostics;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds OpenTelemetry's parts as its own set-up does, except for what sends over the network: HTTP
 * is sent by a client that reads {@code Retry-After} and bounds what it reads, gRPC by the one that
 * is there, without its own retries. Either is made with the first thing to send: loading an HTTP
 * client is a good part of an app's start.
 *
 * <p>Thread-safe.
 */
public final class Senders implements ComponentLoader {

  // What OpenTelemetry's exporters ask for where there are several.
  private static final String CHOICE = GrpcSenderProvider.class.getName();

  private final ComponentLoader found;
  private final Diagnostics diagnostics;

  private Senders(ComponentLoader found, Diagnostics diagnostics) {
    this.found = found;
    this.diagnostics = diagnostics;
  }

  /**
   * A loader over that one.
   *
   * @param found what there is
   * @param diagnostics learns of a sender that cannot be made
   */
  public static Senders over(ComponentLoader found, Diagnostics diagnostics) {
    return new Senders(found, diagnostics);
  }

  @Override
  public <T> Iterable<T> load(Class<T> type) {
    if (type == HttpSenderProvider.class) {
      HttpSenderProvider own = config -> new HttpAttempts(config, diagnostics);
      return List.of(type.cast(own));
    }
    if (type == GrpcSenderProvider.class) {
      GrpcSenderProvider chosen = chosen();
      if (chosen == null) {
        return List.of();
      }
      GrpcSenderProvider own =
          config ->
              new GrpcAttempts(
                  new Late<>(() -> chosen.createSender(new GrpcLimits(config)), diagnostics));
      return List.of(type.cast(own));
    }
    return found.load(type);
  }

  private @Nullable GrpcSenderProvider chosen() {
    String name = System.getProperty(CHOICE, "");
    GrpcSenderProvider first = null;
    Iterator<GrpcSenderProvider> each = found.load(GrpcSenderProvider.class).iterator();
    while (each.hasNext()) {
      GrpcSenderProvider next = each.next();
      if (next.getClass().getName().equals(name)) {
        return next;
      }
      first = first == null ? next : first;
    }
    return first;
  }
}
