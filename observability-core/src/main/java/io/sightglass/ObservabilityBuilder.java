// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.sightglass.catalogue.NamingProfile;
import io.sightglass.config.SentrySettings;
import io.sightglass.config.Setting;
import io.sightglass.config.Settings;
import io.sightglass.internal.SpanTap;
import io.sightglass.internal.config.LoadedSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Collects what an {@link Observability} is built from.
 *
 * <pre>{@code
 * var obs = Observability.builder("billing")
 *     .set(Setting.METRICS_PORT, "9100")
 *     .meterRegistry(springsRegistry)       // the host's: neither configured nor closed
 *     .openTelemetry(springsOpenTelemetry)
 *     .build();
 * }</pre>
 *
 * <p>Not thread-safe; {@link #build} may be called once.
 */
public final class ObservabilityBuilder {

  private final String name;
  private final Map<String, String> values = new LinkedHashMap<>();
  private Map<String, String> environment = System.getenv();
  private @Nullable Map<String, String> systemProperties;
  private @Nullable MeterRegistry registry;
  private @Nullable OpenTelemetry openTelemetry;
  private LongSupplier clock = System::nanoTime;
  private @Nullable NamingProfile naming;
  private @Nullable Redactor redactor;
  private List<String> errorAreas = List.of();
  private boolean stopWithJvm;
  private @Nullable ClassLoader annotated;
  private @Nullable ClassLoader annotatedIfFree;

  ObservabilityBuilder(String name) {
    this.name = Objects.requireNonNull(name, "name");
    if (name.isBlank()) {
      throw new IllegalArgumentException(
          "the service's name is empty; give the name that dashboards show");
    }
  }

  /**
   * Gives a setting a value that wins over the environment. The value has the form it has there and
   * is checked in the same way.
   */
  public ObservabilityBuilder set(Setting<?> setting, String value) {
    return set(setting.name(), value);
  }

  /** Gives a value to the setting of that name, for example {@code OTEL_EXPORTER_OTLP_ENDPOINT}. */
  public ObservabilityBuilder set(String settingName, String value) {
    values.put(
        Objects.requireNonNull(settingName, "settingName"), Objects.requireNonNull(value, "value"));
    return this;
  }

  /** Reads settings from that map instead of the environment, and from no system properties. */
  public ObservabilityBuilder environment(Map<String, String> variables) {
    variables.forEach(
        (key, value) -> {
          Objects.requireNonNull(key, "variables: a key");
          Objects.requireNonNull(value, "variables: a value");
        });
    environment = Map.copyOf(variables);
    systemProperties = Map.of();
    return this;
  }

  /**
   * Records into the host's registry, under the host's naming; it is neither configured nor closed.
   */
  public ObservabilityBuilder meterRegistry(MeterRegistry host) {
    registry = Objects.requireNonNull(host, "host");
    return this;
  }

  /**
   * Spells the meters under that profile instead of the one that {@code sightglass.naming.profile}
   * names; prefix and renames from configuration are applied over it. A host's registry keeps its
   * own naming.
   */
  public ObservabilityBuilder naming(NamingProfile profile) {
    naming = Objects.requireNonNull(profile, "profile");
    return this;
  }

  /**
   * Adds areas that errors are reported under ({@link Errors}).
   *
   * @throws IllegalArgumentException for more than 50, or one that is not lower-case letters,
   *     digits and {@code _}
   */
  public ObservabilityBuilder errorAreas(String... areas) {
    errorAreas = DefaultErrors.checked(areas);
    return this;
  }

  /** Makes spans with the host's OpenTelemetry; it is neither configured nor closed. */
  public ObservabilityBuilder openTelemetry(OpenTelemetry host) {
    openTelemetry = Objects.requireNonNull(host, "host");
    return this;
  }

  /**
   * Replaces secrets by those rules; the keys of {@code sightglass.redaction.keys} come on top, and
   * {@code sightglass.redaction=off} switches all of it off.
   */
  public ObservabilityBuilder redactor(Redactor rules) {
    redactor = Objects.requireNonNull(rules, "rules");
    return this;
  }

  /**
   * Reads time from there instead of {@link System#nanoTime}, for tests that move it: how long an
   * activity took, how long keys of {@link Observability#recordOnce} are known, and how often a
   * warning may come.
   */
  public ObservabilityBuilder clock(LongSupplier nanoTime) {
    clock = Objects.requireNonNull(nanoTime, "nanoTime");
    return this;
  }

  /** Closes it when the JVM shuts down: on SIGTERM, {@code System.exit} and when main returns. */
  public ObservabilityBuilder stopWithJvm() {
    stopWithJvm = true;
    return this;
  }

  /**
   * Takes the annotated methods of the classes of that loader, until it is closed; see {@link
   * Instrumented}. Without it, what the builder makes leaves them alone. {@link
   * Observability#fromEnvironment} takes those of its caller's loader, if nothing has them.
   */
  public ObservabilityBuilder annotations(ClassLoader loader) {
    annotated = Objects.requireNonNull(loader, "loader");
    return this;
  }

  ObservabilityBuilder annotationsIfFree(@Nullable ClassLoader loader) {
    annotatedIfFree = loader;
    return this;
  }

  /**
   * Builds it.
   *
   * @throws io.sightglass.config.BadSettingsException only under {@code sightglass.strict}
   * @throws IllegalStateException if {@link #annotations} names a loader whose methods another one
   *     has, which must be closed first
   */
  public Observability build() {
    if (annotated != null) {
      AnnotatedCalls.requireFree(annotated, name);
    }
    LoadedSettings loaded = LoadedSettings.load(name, values, propertiesInForce(), environment);
    List<String> refusals = new ArrayList<>();
    NamingProfile profile = Metering.profile(loaded.settings(), naming, refusals::add);
    Supplier<Metering> metering = metering(loaded.settings(), profile);
    DefaultDiagnostics diagnostics = new DefaultDiagnostics(clock);
    RedactionCounts counts = new RedactionCounts();
    Redactor rules = Redactor.of(loaded.settings(), redactor, counts);
    diagnostics.redact(rules);
    if (!loaded.problems().isEmpty()) {
      diagnostics.warn(Code.BAD_SETTINGS, loaded.problemReport());
    }
    for (String refusal : refusals) {
      diagnostics.warn(Code.BAD_SETTINGS, refusal);
    }
    DefaultObservability built =
        new DefaultObservability(parts(loaded, metering, rules, counts, diagnostics));
    if (stopWithJvm) {
      JvmHook.close(built);
    }
    ClassLoader methods = annotated == null ? annotatedIfFree : annotated;
    if (methods != null) {
      built.calls().bind(methods);
    }
    return built;
  }

  // Meters of our own run nothing of the app's, so they are made while the logging backend and
  // OpenTelemetry start, which do. Over a host's registry they run its code, and wait their turn.
  private Supplier<Metering> metering(Settings settings, NamingProfile profile) {
    if (registry == null && settings.get(Setting.METRICS_ENABLED)) {
      return Ahead.of(() -> Metering.of(settings, null, profile));
    }
    Metering made = Metering.of(settings, registry, profile);
    return () -> made;
  }

  private DefaultObservability.Parts parts(
      LoadedSettings loaded,
      Supplier<Metering> ahead,
      Redactor rules,
      RedactionCounts counts,
      DefaultDiagnostics diagnostics) {
    Settings settings = loaded.settings();
    SpanTap tap = tap(loaded);
    TelemetrySdk telemetry = telemetry(loaded, ahead, rules, tap, diagnostics);
    DefaultLifecycle lifecycle = new DefaultLifecycle(diagnostics);
    Metering metering = ahead.get();
    diagnostics.countInto(metering.meters());
    metering.reportTo(diagnostics);
    SelfMeters.declare(metering.meters(), loaded, lifecycle);
    DeliveryMeters.declare(metering.meters(), telemetry.deliveries());
    diagnostics.deliverThrough(telemetry.deliveries());
    counts.countInto(metering.meters());
    return new DefaultObservability.Parts(
        loaded.serviceName(),
        settings,
        diagnostics,
        lifecycle,
        metering,
        telemetry,
        new Report(loaded),
        clock,
        rules,
        !settings.get(Setting.METRICS_ENABLED) && loaded.sdkDisabled(),
        errorAreas,
        telemetry.isOwn() ? tap : null);
  }

  private TelemetrySdk telemetry(
      LoadedSettings loaded,
      Supplier<Metering> metering,
      Redactor rules,
      @Nullable SpanTap tap,
      DefaultDiagnostics diagnostics) {
    if (openTelemetry != null) {
      return TelemetrySdk.joined(openTelemetry, "host");
    }
    OpenTelemetry agent = HostTelemetry.ofAgent();
    if (agent != null) {
      return TelemetrySdk.joined(agent, "agent");
    }
    if (!loaded.exports() && tap == null) {
      return TelemetrySdk.propagatingOnly();
    }
    try {
      return TelemetrySdk.own(
          loaded.otelOverrides(), () -> metering.get().producer(), rules, tap, diagnostics);
    } catch (RuntimeException failure) {
      // A setting that only the SDK can judge must not keep the app from starting.
      diagnostics.warn(
          Code.BAD_SETTINGS,
          "OpenTelemetry refused its settings: "
              + failure.getMessage()
              + ". Nothing is exported until they are corrected.");
      return TelemetrySdk.propagatingOnly();
    }
  }

  /** Spans are made for Sentry too, where it is to have transactions. */
  private static @Nullable SpanTap tap(LoadedSettings loaded) {
    Settings settings = loaded.settings();
    boolean wanted =
        !loaded.sdkDisabled()
            && !settings.get(SentrySettings.DSN).isEmpty()
            && settings.get(SentrySettings.TRACES_SAMPLE_RATE) > 0;
    return wanted ? new SpanTap() : null;
  }

  private Map<String, String> propertiesInForce() {
    if (systemProperties != null) {
      return systemProperties;
    }
    Map<String, String> properties = new HashMap<>();
    for (String key : System.getProperties().stringPropertyNames()) {
      properties.put(key, System.getProperty(key, ""));
    }
    return properties;
  }

  static Observability noop() {
    return NoopObservability.create();
  }
}
