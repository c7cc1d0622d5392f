// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.sdk.metrics.export.MetricProducer;
import io.sightglass.catalogue.NamingProfile;
import io.sightglass.config.BadSettingsException;
import io.sightglass.config.Setting;
import io.sightglass.config.Settings;
import io.sightglass.endpoint.OpsResponse;
import io.sightglass.internal.meter.MeterEngine;
import io.sightglass.meter.Meters;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The meter engine, or what stands in its place with metrics off. */
final class Metering {

  private final @Nullable MeterEngine engine;
  private final Meters meters;
  private @Nullable MeterRegistry nothing;

  private Metering(@Nullable MeterEngine engine, Meters meters) {
    this.engine = engine;
    this.meters = meters;
  }

  static Metering off() {
    return new Metering(null, MeterEngine.noop());
  }

  static Metering of(Settings settings, @Nullable MeterRegistry host, NamingProfile profile) {
    if (!settings.get(Setting.METRICS_ENABLED)) {
      return off();
    }
    MeterEngine.Builder builder =
        MeterEngine.builder()
            .limits(settings.get(Setting.MAX_LABEL_VALUES), settings.get(Setting.MAX_LABEL_SETS))
            .naming(profile);
    MeterEngine engine = (host == null ? builder : builder.host(host)).build();
    if (host == null) {
      // A host binds its own JVM meters, under its own names.
      engine.observeRuntime(settings.get(Setting.APP_VERSION), settings.get(Setting.APP_ENV));
    }
    return new Metering(engine, engine.meters());
  }

  /** The profile in force; what cannot be used of it is left out and said to {@code refused}. */
  static NamingProfile profile(
      Settings settings, @Nullable NamingProfile given, Consumer<String> refused) {
    NamingProfile base =
        given == null ? NamingProfile.of(settings.get(Setting.NAMING_PROFILE)) : given;
    String prefix = settings.get(Setting.NAMING_PREFIX);
    NamingProfile prefixed = prefix.isEmpty() ? base : base.prefix(prefix);
    String renames = settings.get(Setting.NAMING_RENAME);
    try {
      return renames.isEmpty() ? prefixed : prefixed.renames(renames);
    } catch (IllegalArgumentException e) {
      // Right in itself, but not over this profile.
      String problem =
          Setting.NAMING_RENAME + " cannot be used over " + base + ": " + e.getMessage();
      if (settings.get(Setting.STRICT)) {
        throw new BadSettingsException(problem, List.of(problem));
      }
      refused.accept(problem + ". It is left out.");
      return prefixed;
    }
  }

  void reportTo(Diagnostics diagnostics) {
    if (engine != null) {
      engine.reportTo(diagnostics);
    }
  }

  boolean isHosted() {
    return engine != null && engine.isHosted();
  }

  Meters meters() {
    return meters;
  }

  MeterRegistry registry() {
    return engine == null ? nothing() : engine.registry();
  }

  // Made when asked for, as Micrometer is.
  private synchronized MeterRegistry nothing() {
    if (nothing == null) {
      nothing = MeterEngine.emptyRegistry();
    }
    return nothing;
  }

  @Nullable MetricProducer producer() {
    return engine == null ? null : engine.metricProducer();
  }

  OpsResponse scrape(String accept, Set<String> names, boolean gzip) {
    return engine == null
        ? OpsResponse.text(404, "text/plain; charset=utf-8", "Metrics are off.\n")
        : engine.scrape(accept, names, gzip);
  }

  void close() {
    if (engine != null) {
      engine.close();
    }
  }
}
