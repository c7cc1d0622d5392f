// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.architecture;

import io.sightglass.Activity;
import io.sightglass.Money;
import io.sightglass.Observability;
import io.sightglass.catalogue.LabelSpec;
import io.sightglass.catalogue.MeterSpec;
import io.sightglass.config.Setting;
import io.sightglass.endpoint.OpsEndpoint;
import io.sightglass.endpoint.OpsEndpoints;
import io.sightglass.health.HealthCheck;
import io.sightglass.health.HealthResult;
import io.sightglass.http.HttpServerObserver;
import java.lang.reflect.Array;
import java.lang.reflect.Executable;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;

/** Ordinary arguments, for the parameters beside the one that is hostile. */
final class Usual {

  private static final List<Object> KNOWN =
      List.of(
          Observability.noop(),
          MeterSpec.counter("usual_total", "Usual.").build(),
          LabelSpec.learned("usual"),
          Setting.APP_VERSION,
          OpsEndpoints.of(Observability.noop(), new OpsEndpoint.Group[0]),
          HttpServerObserver.of(Observability.noop()),
          (HealthCheck) HealthResult::healthy,
          URI.create("http://127.0.0.1/a"),
          Path.of("."),
          Duration.ofMillis(100),
          List.of(),
          Map.of(),
          new Receivers.Ordinary(),
          new IllegalStateException("usual"),
          Money.inr("1499.00"),
          Thread.State.NEW,
          Activity.current());

  private Usual() {}

  static Object of(Executable method, int index) {
    Class<?> type = method.getParameterTypes()[index];
    String name = PublicApi.shortName(method);
    if (type == String.class) {
      return switch (name) {
        case "MeterSpec.counter" -> "usual_total";
        case "MeterSpec.info" -> "usual_info";
        case "MetricsEndpoint.at", "OpsEndpoints.Builder.prefix" -> "/usual";
        default -> "usual";
      };
    }
    if (type == Function.class && name.endsWith(".callAsync")) {
      return (Function<Object, Object>) activity -> new CompletableFuture<>();
    }
    if (name.equals("Setting.format")) {
      return null;
    }
    if (type.isArray()) {
      return Array.newInstance(type.getComponentType(), 0);
    }
    if (type.isEnum()) {
      return type.getEnumConstants()[0];
    }
    return Stream.concat(KNOWN.stream(), AiReceivers.usual().stream())
        .filter(type::isInstance)
        .findFirst()
        .orElseGet(() -> fallback(type));
  }

  private static Object fallback(Class<?> type) {
    if (type == boolean.class) {
      return true;
    }
    if (type == int.class) {
      return 200;
    }
    if (type == long.class) {
      return 5L;
    }
    if (type == double.class) {
      return 0.5;
    }
    return type.isInterface() && !type.isSealed()
        ? HostileProxies.of(type, List.of("usual")).get(6)
        : HostileValues.of(type).stream().reduce((first, last) -> last).orElse(null);
  }
}
