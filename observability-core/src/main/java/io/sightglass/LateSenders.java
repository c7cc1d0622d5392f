// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import io.opentelemetry.common.ComponentLoader;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.GrpcResponse;
import io.opentelemetry.sdk.common.export.GrpcSender;
import io.opentelemetry.sdk.common.export.GrpcSenderProvider;
import io.opentelemetry.sdk.common.export.HttpResponse;
import io.opentelemetry.sdk.common.export.HttpSender;
import io.opentelemetry.sdk.common.export.HttpSenderProvider;
import io.opentelemetry.sdk.common.export.MessageWriter;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds OpenTelemetry's parts as its own set-up does, except that what sends over the network is
 * made with the first thing to send: loading an HTTP client is a good part of an app's start.
 *
 * <p>Thread-safe.
 */
final class LateSenders implements ComponentLoader {

  private final ComponentLoader found;
  private final Diagnostics diagnostics;

  /**
   * @param found what there is
   * @param diagnostics learns of a sender that cannot be made
   */
  LateSenders(ComponentLoader found, Diagnostics diagnostics) {
    this.found = found;
    this.diagnostics = diagnostics;
  }

  @Override
  public <T> Iterable<T> load(Class<T> type) {
    Iterable<T> all = found.load(type);
    if (type != HttpSenderProvider.class && type != GrpcSenderProvider.class) {
      return all;
    }
    T only = only(all);
    // Among several the exporter chooses, by the names of their classes.
    return only == null ? all : List.of(type.cast(late(only)));
  }

  private static <T> @Nullable T only(Iterable<T> all) {
    Iterator<T> each = all.iterator();
    T first = each.hasNext() ? each.next() : null;
    return each.hasNext() ? null : first;
  }

  private Object late(Object provider) {
    if (provider instanceof HttpSenderProvider http) {
      return (HttpSenderProvider)
          config -> new LateHttp(new Late<>(() -> http.createSender(config), diagnostics));
    }
    GrpcSenderProvider grpc = (GrpcSenderProvider) provider;
    return (GrpcSenderProvider)
        config -> new LateGrpc(new Late<>(() -> grpc.createSender(config), diagnostics));
  }

  private record LateHttp(Late<HttpSender> sender) implements HttpSender {

    @Override
    public void send(
        MessageWriter message, Consumer<HttpResponse> onResponse, Consumer<Throwable> onError) {
      HttpSender made = sender.get(onError);
      if (made != null) {
        made.send(message, onResponse, onError);
      }
    }

    @Override
    public CompletableResultCode shutdown() {
      HttpSender made = sender.close();
      return made == null ? CompletableResultCode.ofSuccess() : made.shutdown();
    }
  }

  private record LateGrpc(Late<GrpcSender> sender) implements GrpcSender {

    @Override
    public void send(
        MessageWriter message, Consumer<GrpcResponse> onResponse, Consumer<Throwable> onError) {
      GrpcSender made = sender.get(onError);
      if (made != null) {
        made.send(message, onResponse, onError);
      }
    }

    @Override
    public CompletableResultCode shutdown() {
      GrpcSender made = sender.close();
      return made == null ? CompletableResultCode.ofSuccess() : made.shutdown();
    }
  }
}
